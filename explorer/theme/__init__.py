"""Colours and words that every page shares."""
