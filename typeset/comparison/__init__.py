"""What two states of an edition differ in (比对): rounds, sources or PDFs → words and HTML."""
