"""What each form asks, in one place, and GitHub's forms made from it."""
