"""Faces (字体): found, measured, installed, by role."""
