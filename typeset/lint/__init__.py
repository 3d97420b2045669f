"""审校: a good proof-reader's eye for official documents.

`lint_issue.py` reads a week or a manuscript as a `Subject` (subject.py) and asks every rule of
`all_rules.py`; `fix_issue.py` makes the repairs that are safe.  A rule is one file in `rules/`.
"""
