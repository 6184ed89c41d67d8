"""Plain text to records."""
