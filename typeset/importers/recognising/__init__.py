"""Titles, marks, fields, headings, notes: lines → document."""
