"""One rule a file: its words, its clause, what it looks for, a bad and a good example."""
