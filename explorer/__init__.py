"""The explorer: commands and pages on top of `core`."""
