"""Explore: why this encrypted image leaks, and where; the controls of the pair."""
