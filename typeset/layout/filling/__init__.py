"""Slices → full pages (拼版)."""
