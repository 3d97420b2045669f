"""A web page as a row of blocks (网页分块): each character of it in one of them, once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from typeset.importers.manuscript.pieces import Piece, kept_text
from typeset.importers.readers.word.number_formats import format_number

UNSEEN_TAGS = frozenset({"script", "style", "noscript", "template", "head", "iframe"})
"""What is no text of the page."""
_CONTROLS = frozenset({"button", "select", "option", "textarea", "nav", "form"})
_INLINE = frozenset(
    re.findall(
        r"\S+",
        "a abbr acronym b bdi bdo big br cite code data del dfn em font i img "
        "ins kbd label mark q rb rp rt ruby s samp small span strike strong sub "
        "sup time tt u var wbr o:p ",
    )
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_PLAIN = re.compile(r"font-weight\s*:\s*(?:normal|[1-5]00)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_HAN_LIST = re.compile(r"cjk-ideographic|chinese-informal|cjk-decimal", re.IGNORECASE)
_LIST_KINDS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_SPACE = re.compile(r"[ \t\r\n\f]+")
_LONG_CELL = 300
_MOST_SPAN = 60


class HtmlBlock(Struct, eq=False):
    """块: a paragraph, heading (`level` 1 to 6), picture or table of a page.

    `path` are the elements around it, the outermost first; `rows` the cells of a table.
    """

    path: tuple[Any, ...]
    pieces: list[Piece] = []
    level: int = 0
    picture: str = ""
    caption: str = ""
    rows: list[list[list[Piece]]] = []
    dropped: str = ""

    @property
    def text(self) -> str:
        """Its own words, those of a table too, without what was put in."""
        cells = (piece for row in self.rows for cell in row for piece in cell)
        return "".join(piece.text for piece in (*self.pieces, *cells) if not piece.added)

    @property
    def words(self) -> str:
        """Its words in one line, blanks around them gone."""
        return _SPACE.sub(" ", kept_text(self.pieces)).strip(" \u3000\xa0\n")


class _Look(Struct, frozen=True):
    """What surrounds a text: bold, a link, a rule by which it is dropped, kept line ends."""

    bold: bool = False
    link: str = ""
    dropped: str = ""
    literal: bool = False


def split_blocks(body: Any) -> list[HtmlBlock]:
    """The blocks of a page, in order.  Raises RecursionError for one nested beyond reason."""
    splitter = _Splitter()
    splitter.element(body, _Look())
    splitter.end()
    return splitter.blocks


class _Splitter(Struct):
    blocks: list[HtmlBlock] = []
    path: list[Any] = []
    pieces: list[Piece] = []
    level: int = 0
    counted: dict[Any, int] = {}

    def element(self, element: Any, look: _Look) -> None:
        """An element and all that is in it, but not what follows it."""
        tag = element.tag.lower() if isinstance(element.tag, str) else ""
        if not tag or tag in UNSEEN_TAGS:
            return
        look = _inside(element, tag, look)
        if tag == "br":
            self.pieces.append(Piece("\n"))
        elif tag == "img":
            self._picture(element, look)
        elif tag in _INLINE and tag != "body":
            self._content(element, look)
        elif tag == "table" and _is_data(element) and not look.dropped:
            self._table(element, look)
        else:
            self.end()
            self.path.append(element)
            self.level = _HEADINGS.get(tag, self.level)
            if tag == "li":
                self._number(element, look)
            self._content(element, look)
            self.end()
            self.level = 0 if tag in _HEADINGS else self.level
            self.path.pop()

    def end(self) -> None:
        """End the block that is being read; each line of it is one."""
        pieces, self.pieces = self.pieces, []
        line: list[Piece] = []
        for piece in [*pieces, Piece("\n")]:
            if piece.text != "\n":
                line.append(piece)
                continue
            if any(part.text.strip() for part in line):
                rules = {part.dropped for part in line if part.text.strip()}
                dropped = "" if "" in rules else min(rules)
                self.blocks.append(HtmlBlock(tuple(self.path), line, self.level, dropped=dropped))
            line = []

    def _content(self, element: Any, look: _Look) -> None:
        self._text(element.text, look)
        for inner in element:
            self.element(inner, look)
            self._text(inner.tail, look)

    def _text(self, text: str | None, look: _Look) -> None:
        if not text:
            return
        parts = text.splitlines() if look.literal else [_SPACE.sub(" ", text)]
        for index, part in enumerate(parts):
            if index:
                self.pieces.append(Piece("\n"))
            if part:
                self.pieces.append(Piece(part, look.bold, look.link, look.dropped))

    def _picture(self, element: Any, look: _Look) -> None:
        source = element.get("data-src") or element.get("src") or ""
        if source and not look.dropped:
            self.end()
            caption = _SPACE.sub(" ", element.get("alt") or "").strip()
            self.blocks.append(HtmlBlock(tuple(self.path), picture=source, caption=caption))

    def _number(self, element: Any, look: _Look) -> None:
        """项目编号: what the browser puts before an item of a list."""
        parent = element.getparent()
        if look.dropped or parent is None or not (element.text_content() or "").strip():
            return
        number = "• "
        if parent.tag == "ol":
            before = self.counted.get(parent, _whole(parent.get("start"), 1) - 1)
            value = self.counted[parent] = _whole(element.get("value"), before + 1)
            if _HAN_LIST.search(f"{parent.get('style', '')} {parent.get('type', '')}"):
                number = f"{format_number(value, 'chineseCountingThousand')}、"
            else:
                kind = _LIST_KINDS.get(parent.get("type", ""), "decimal")
                number = f"{format_number(value, kind)}."
        elif _SPACE.sub("", element.text_content())[:1] in "•·●▪◆■—":
            return
        self.pieces.append(Piece(number, added="automatic-number"))

    def _table(self, table: Any, look: _Look) -> None:
        self.end()
        for caption in table.iter("caption"):
            self.path.append(caption)
            self._content(caption, look)
            self.end()
            self.path.pop()
        rows = [self._row(row, look) for row in table.iter("tr")]
        rows = _opened(rows)
        block = HtmlBlock((*self.path, table), rows=[[cell for cell, *_ in row] for row in rows])
        if block.text.strip():
            self.blocks.append(block)

    def _row(self, row: Any, look: _Look) -> list[tuple[list[Piece], int, int]]:
        cells: list[tuple[list[Piece], int, int]] = []
        for cell in row:
            if cell.tag not in {"td", "th"}:
                continue
            inner = _Splitter(path=list(self.path))
            inner.element(cell, look)
            inner.end()
            pieces: list[Piece] = []
            for block in inner.blocks:
                pieces += [Piece(" ", added="notation")] if pieces else []
                pieces += block.pieces
            spans = (_whole(cell.get(name), 1) for name in ("colspan", "rowspan"))
            across, down = (min(max(span, 1), _MOST_SPAN) for span in spans)
            cells.append((pieces, across, down))
        return cells


def _opened(
    rows: list[list[tuple[list[Piece], int, int]]],
) -> list[list[tuple[list[Piece], int, int]]]:
    """Rows of equal width, cells that reach over several followed by empty ones."""
    empty: tuple[list[Piece], int, int] = ([], 1, 1)
    opened: list[list[tuple[list[Piece], int, int]]] = []
    reaching: dict[int, int] = {}
    for row in rows:
        cells: list[tuple[list[Piece], int, int]] = []
        waiting = iter(row)
        given = next(waiting, None)
        while given is not None or reaching.get(len(cells), 0):
            column = len(cells)
            if reaching.get(column, 0):
                reaching[column] -= 1
                cells.append(empty)
                continue
            assert given is not None
            pieces, across, down = given
            for index in range(across):
                reaching[column + index] = down - 1
                cells.append((pieces, 1, 1) if not index else empty)
            given = next(waiting, None)
        opened.append(cells)
    opened = [row for row in opened if row]
    width = max(map(len, opened), default=0)
    return [row + [empty] * (width - len(row)) for row in opened]


def _inside(element: Any, tag: str, look: _Look) -> _Look:
    style = element.get("style") or ""
    if not look.dropped:
        if tag in _CONTROLS:
            look = replace(look, dropped="navigation")
        elif tag != "body" and ("hidden" in element.attrib or _HIDDEN.search(style)):
            look = replace(look, dropped="hidden")
        elif tag in {"rt", "rp"}:
            look = replace(look, dropped="ruby")
    if tag in {"b", "strong", "th"} or _BOLD.search(style):
        look = replace(look, bold=tag != "th")
    elif tag in _HEADINGS or _PLAIN.search(style):
        look = replace(look, bold=False)
    if tag == "a":
        look = replace(look, link=(element.get("href") or "").strip())
    elif tag == "pre":
        look = replace(look, literal=True)
    return look


def _is_data(table: Any) -> bool:
    """数据表格: neither a layout by tables nor a frame around one text."""
    if (
        table.get("role") == "presentation"
        or next(table.iterdescendants("table"), None) is not None
    ):
        return False
    rows = [[cell for cell in row if cell.tag in {"td", "th"}] for row in table.iter("tr")]
    widest = max(map(len, rows), default=0)
    longest = max((len(cell.text_content()) for row in rows for cell in row), default=0)
    filled = [row for row in rows if row]
    return widest > 1 and len(filled) > 1 and longest <= _LONG_CELL


def texts_of(body: Any) -> Iterator[str]:
    """All texts of a page, by another way than `split_blocks`: for the account."""
    skipped: set[Any] = set()
    for element in body.iter():
        unseen = not isinstance(element.tag, str) or element.tag.lower() in UNSEEN_TAGS
        if element.getparent() in skipped or unseen:
            skipped.add(element)
        elif element.text:
            yield element.text
        if element is not body and element.tail and element.getparent() not in skipped:
            yield element.tail


def _whole(text: str | None, default: int) -> int:
    try:
        return int((text or "").strip()[:9])
    except ValueError:
        return default
