"""PDFs: text with boxes, and tables, page by page."""
