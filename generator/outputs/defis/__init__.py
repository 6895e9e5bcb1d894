"""The page of each défi, its dossier, its earlier addresses."""
