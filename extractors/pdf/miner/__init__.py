"""The careful reader, on pdfplumber and pdfminer: for files and fonts that PDFium cannot make out."""
