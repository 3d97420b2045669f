"""Annotations (批注) that a reviewer made in some PDF reader, as data; no notion of PDF objects.

Places are in pt from the top-left corner of the page as it was made: a page that the reviewer
turned or cropped gives the same places.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from typeset.base.geometry import Rectangle


class AnnotationKind(StrEnum):
    """批注种类 (ISO 32000-1, 12.5.6); those that change nothing for an editor are one."""

    HIGHLIGHT = "highlight"
    UNDERLINE = "underline"
    SQUIGGLY = "squiggly"
    STRIKE_OUT = "strike-out"
    CARET = "caret"
    NOTE = "note"
    FREE_TEXT = "free text"
    INK = "ink"
    SHAPE = "shape"
    STAMP = "stamp"
    FILE = "file"


MARKUP = frozenset(
    {
        AnnotationKind.HIGHLIGHT,
        AnnotationKind.UNDERLINE,
        AnnotationKind.SQUIGGLY,
        AnnotationKind.STRIKE_OUT,
    }
)
"""Kinds that lie on words."""


class Reply(Struct, frozen=True):
    """回复: what somebody answered to an annotation."""

    author: str
    made: str
    words: str


class Annotation(Struct, frozen=True):
    """批注.

    `page` counts from 0; `boxes` is one a line for kinds that lie on words, else where it stands
    or points to; `made` an ISO date and time or ""; `colour` as #rrggbb or ""; `name` the
    identifier that the reader gave it; `state` what a reviewer decided (accepted, rejected,
    cancelled, completed) or "".  `replaces`: its words stand for what it strikes out.
    """

    page: int
    kind: AnnotationKind
    boxes: tuple[Rectangle, ...]
    words: str = ""
    author: str = ""
    made: str = ""
    colour: str = ""
    name: str = ""
    state: str = ""
    replies: tuple[Reply, ...] = ()
    replaces: bool = False


class AnnotatedPage(Struct, frozen=True):
    """A page's size in pt, and the beginning of its words where they were asked for."""

    width: float
    height: float
    words: str = ""


class AnnotatedFile(Struct, frozen=True):
    """批注件: a file that came back.

    `digest` is its sha256; `identifier` the first half of /ID in hex, which readers keep; `said`
    all its metadata say, Info and XMP, one after the other; `left_out` counts annotations beyond
    the limits, `unreadable` those whose place or form makes no sense.
    """

    name: str
    digest: str
    identifier: str
    said: str
    pages: tuple[AnnotatedPage, ...]
    annotations: tuple[Annotation, ...]
    left_out: int = 0
    unreadable: int = 0
