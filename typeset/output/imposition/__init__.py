"""Imposition (拼版): pages → sheets that are printed, folded, gathered and bound."""
