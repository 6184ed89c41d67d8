"""Lists of activated jurisdictions: by state and date, in columns by position or as a table."""
