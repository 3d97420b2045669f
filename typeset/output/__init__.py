"""Ink on pages: the one file that is printed, and how it reaches the disk safely."""
