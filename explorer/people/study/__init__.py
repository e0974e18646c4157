"""A study of agreement with human scores as text, tables, JSON and one HTML page."""
