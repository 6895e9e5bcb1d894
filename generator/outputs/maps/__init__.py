"""The maps that are drawn with the pages, and what all maps stand on."""
