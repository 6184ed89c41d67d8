"""Web pages: main text, links, tables and dates from the markup of two decades."""
