"""Limits of what is read (上限): each has its own message, and nothing is read beyond it."""

from __future__ import annotations

SOURCE_FILE_BYTES = 1_000_000
"""issue.yaml or the text of one material."""
PARAGRAPH_CHARACTERS = 200_000
ISSUE_FOLDER_BYTES = 500_000_000
ISSUE_FOLDER_FILES = 2_000
MANIFEST_DEPTH = 40
"""Lists and mappings inside each other in issue.yaml."""
MANIFEST_NODES = 20_000
"""Keys, values and list items in issue.yaml."""
HEADING_CHARACTERS = 60
"""A longer line without 。 is a paragraph, whatever number it starts with."""
