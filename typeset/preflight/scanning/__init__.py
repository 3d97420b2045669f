"""A finished file read by operators, by PDFium and by objects."""
