"""Remarks of reviewers (批注): read back from marked copies, judged (核红), listed."""
