"""The kinds of issue: weekly edition and official documents, as pages."""
