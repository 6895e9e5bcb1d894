"""The legal pages: what the settings add to their texts."""
