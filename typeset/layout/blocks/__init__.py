"""One file a kind of block: block × measure → slices of whole grid lines."""
