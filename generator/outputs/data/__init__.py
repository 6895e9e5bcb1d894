"""Open data: JSON, CSV, GeoJSON, and the page that tells of them."""
