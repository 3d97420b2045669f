"""typeset: an office's weekly compilation, from plain text to one print-ready PDF."""

__version__ = "0.2.0"
