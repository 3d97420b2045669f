"""Slices and marks with their places on pages."""
