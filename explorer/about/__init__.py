"""About: what the index is, how certain each part is, and whether it works here."""
