"""Document × style → styled issue."""
