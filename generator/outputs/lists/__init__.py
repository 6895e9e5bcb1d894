"""The lists of défis, their filters, the map that moves."""
