"""What a text is and may be: how it is read, what it must not hold, how it is said in French."""
