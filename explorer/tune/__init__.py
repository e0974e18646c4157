"""Tune: what a constant or a level does to the score."""
