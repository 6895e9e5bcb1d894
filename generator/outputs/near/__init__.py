"""What is near a commune: the places that are offered, the défis that may be the same, all that is around."""
