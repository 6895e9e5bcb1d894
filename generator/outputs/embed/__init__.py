"""What a town shows on its own site, and the page where it learns how."""
