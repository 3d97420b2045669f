"""Faults of foreign files (外来文件的问题), as a worker tells them."""

from __future__ import annotations


class ForeignError(Exception):
    """A file or page that cannot be used: the code of its message, and what the message names."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.values = values
