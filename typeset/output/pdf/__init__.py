"""Marks → the press file and the reading file."""
