"""The fast reader, on PDFium: what it knows of a page is taken over in arrays, a page at a time."""
