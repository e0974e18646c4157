"""An agreement report as text, JSON and one HTML page."""
