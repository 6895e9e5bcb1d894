"""What is worked out from what people write: the next step, what is near, what may be the same."""
