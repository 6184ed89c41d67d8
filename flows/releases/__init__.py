"""Releases: how tables become files that one can compare, open and cite."""
