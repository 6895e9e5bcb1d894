"""What each form asks, in one place, and its twins on GitHub."""
