"""Limits of what is read (上限): each has its own message, and nothing is read beyond it."""

from __future__ import annotations

from typeset.base.read_yaml import YamlLimits

SOURCE_FILE_BYTES = 1_000_000
"""issue.yaml or the text of one material."""
PARAGRAPH_CHARACTERS = 200_000
"""A paragraph stays below."""
ISSUE_FOLDER_BYTES = 500_000_000
ISSUE_FOLDER_FILES = 2_000
MANIFEST_LIMITS = YamlLimits(depth=40, nodes=20_000)
"""issue.yaml: lists and groups inside each other; keys, values and list items."""
HEADING_CHARACTERS = 60
"""A longer line without 。 is a paragraph, whatever number it starts with."""
