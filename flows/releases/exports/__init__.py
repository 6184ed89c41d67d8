"""Releases in other forms: CSV, JSON Lines, SQLite, and a browser over the last."""
