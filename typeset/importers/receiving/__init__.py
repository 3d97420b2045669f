"""Files, folders, zips: what was given, its kind, its limits."""
