"""Proof rounds (校次): frozen, approved, given out."""
