"""What every family of pages builds with."""
