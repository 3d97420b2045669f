"""What a finished file must show (应有内容): facts given to the witness, apart from the layout.

All lengths in pt, from the trimmed page's top-left corner, y downwards; pages count from 0.
"""

from __future__ import annotations

import hashlib
import io
from enum import StrEnum
from typing import IO, Any

from msgspec import Struct

from typeset.base.cache import read_cache, write_cache
from typeset.base.findings import SourcePosition
from typeset.base.records import noun_of, values_of
from typeset.base.units import Pt


class ExpectedEntry(Struct, frozen=True):
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


class ExpectedKind(StrEnum):
    """What stands on a page: our own text, a foreign page under our number, or nothing."""

    OWN = "own"
    FOREIGN = "foreign"
    BLANK = "blank"


class ExpectedPage(Struct, frozen=True):
    """一页: its kind, printed number or None, the left edge of its type area, its text.

    `text` is the content in reading order, `furniture` what else is printed (page number, label);
    both without blanks.  `on_grid`: its lines of body size stand on the grid.
    """

    kind: ExpectedKind
    number: int | None
    left: Pt
    text: str
    furniture: str = ""
    on_grid: bool = True


class ExpectedGrid(Struct, frozen=True):
    """版心与网格 (GB/T 9704-2012, 5.2): the type area and the lines in it; `size` of the body."""

    top: Pt
    width: Pt
    height: Pt
    characters: int
    lines: int
    line_pitch: Pt
    size: Pt


class ExpectedFooter(Struct, frozen=True):
    """页码 (GB/T 9704-2012, 7.5): `form` holds `{n}`; `axis_below` the type area; `inset` from
    its outer edge.  `centred` where the style puts it in the middle."""

    form: str
    axis_below: Pt
    inset: Pt
    size: Pt
    centred: bool = False


class Substitution(Struct, frozen=True):
    """替换: a face that served for another one; `character` where it was for one only."""

    wanted: str
    used: str
    character: str = ""


class ExpectedFacts(Struct, frozen=True):
    """All that the witness is told of a file; what is not told is not measured.

    `claims` is False where the file claims no standard, for want of a colour profile.
    """

    entries: tuple[ExpectedEntry, ...] = ()
    pages: tuple[ExpectedPage, ...] = ()
    grid: ExpectedGrid | None = None
    footer: ExpectedFooter | None = None
    duplex: bool = False
    page_multiple: int = 1
    text_inks: tuple[tuple[float, float, float, float], ...] = ()
    substitutions: tuple[Substitution, ...] = ()
    claims: bool = True


# The expected facts as JSON (应有内容文件), and back.

VERSION = 3


def facts_as_json(facts: ExpectedFacts) -> dict[str, Any]:
    """The JSON object that says the same."""
    return {"version": VERSION, **values_of(facts)}


def facts_from_json(value: Any) -> ExpectedFacts:
    """The facts of a JSON object.  Raises ValueError when it holds none of this version."""
    if not isinstance(value, dict) or value.get("version") != VERSION:
        raise ValueError("version")
    return noun_of(ExpectedFacts, value)


# Facts of finished files (应有内容的留存), kept in the user's cache under each file's own digest.
#
# So a file that the build has made can be examined later, and one that was changed cannot be held
# against facts that are not its own.


def remember_facts(data: bytes, facts: ExpectedFacts) -> None:
    """Keep the facts of a finished file in the user's cache, under the file's digest."""
    write_cache(_facts_name(io.BytesIO(data)), facts_as_json(facts))


def recall_facts(file: IO[bytes]) -> ExpectedFacts | None:
    """The facts of exactly this file, where its build was here."""
    try:
        return facts_from_json(read_cache(_facts_name(file)))
    except ValueError:
        return None


def _facts_name(file: Any) -> str:
    file.seek(0)
    return f"facts-{hashlib.file_digest(file, 'sha256').hexdigest()[:32]}.json"


class Profile(StrEnum):
    """用途: what a file is for."""

    PRINT = "print"
    """付印: PDF/X-4 and PDF/A-2u, no links."""
    READING = "reading"
    """阅读: PDF/A-2u and PDF/UA-1, links and outline."""
    ARCHIVE = "archive"
    """存档: PDF/A-2u."""
