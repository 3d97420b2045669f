"""What a finished file must show (应有内容): facts given to the witness, apart from the layout."""

from __future__ import annotations

from dataclasses import dataclass

from typeset.base.source_position import SourcePosition


@dataclass(frozen=True, slots=True)
class ExpectedEntry:
    """目录条目 as it must be found in the file.

    `listed` and `number` stand together on the contents page; `title` and `footer`, the printed
    page number, on the page it leads to.  Pages count from 0.  An empty `title` is not looked for.
    """

    listed: str
    number: int
    title: str
    footer: str
    contents_page: int
    page: int
    position: SourcePosition | None
