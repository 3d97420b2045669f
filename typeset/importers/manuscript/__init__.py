"""Plain and OCR text: lines, and the account of every character."""
