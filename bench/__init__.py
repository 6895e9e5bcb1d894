"""The benchmark: the same défis built by this project and by Hugo, side by side."""
