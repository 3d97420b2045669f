"""A Word file to a transcript (Word 导入): ECMA-376-1, 17.  Runs in a worker process.

Numbers that Word counts are made real, what Word hides or computes is left out and said; the file's
words are counted by a second way through it, and the two must agree.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from msgspec import Struct

from typeset.base.errors import SourceError
from typeset.content.parse_blocks import number_of_heading
from typeset.importers import messages
from typeset.importers.manuscript.account import check_words
from typeset.importers.manuscript.pieces import Piece, kept_text, write_pieces
from typeset.importers.manuscript.result import Transcript, TranscriptWriter, has_words
from typeset.importers.readers.word.docx_changes import (
    change_findings,
    comment_findings,
    counted_changes,
)
from typeset.importers.readers.word.docx_numbering import Numbering, read_numbering
from typeset.importers.readers.word.docx_pictures import Pictures
from typeset.importers.readers.word.docx_runs import Change, RunReader, chosen
from typeset.importers.readers.word.docx_styles import Styles, read_styles
from typeset.importers.readers.word.docx_words import (
    MC,
    W,
    child,
    local,
    text_of,
    transitional,
    value,
)
from typeset.importers.readers.word.open_package import Package, open_package, parse_xml, refused

_MARKER = re.compile(r"\s*[【\[［(（〔]?\s*材\s*料\s*[\d一二三四五六七八九十①-⑳]")
_SENTENCE_END = re.compile(r"[。！？；：，]\s*\Z")
_LONGEST_TITLE = 80
_LARGER = 1.5
"""A title's words are larger than the text's by more than this, in pt."""


def read_docx(data: bytes, file: str, *, accept_changes: bool = False) -> Transcript:
    """The transcript of a .docx file.

    Raises SourceError for a file that is damaged or locked, and for one with tracked changes or
    comments unless `accept_changes`; InternalError where the words cannot be reconciled.
    """
    package = open_package(data, file)
    main = _main_part(package)
    root = _word_xml(package, main)
    body = None if root is None else child(root, "body")
    if body is None:
        raise refused(messages.DAMAGED_PACKAGE, file, part=main)
    try:
        reader = _reader(package, main, root)
        reader.blocks(body)
        reader.finish()
    except RecursionError:
        raise refused(messages.DAMAGED_PACKAGE, file, part=main) from None
    if not accept_changes:
        listed = (
            *change_findings(reader.runs.changes, file),
            *comment_findings(reader.parts.get("comments", ()), reader.runs.comments, file),
        )
        if listed:
            raise SourceError(listed)
    reader.writer.findings += comment_findings(
        reader.parts.get("comments", ()), reader.runs.comments, ""
    )
    reader.writer.findings += counted_changes(reader.runs.changes)
    transcript = reader.writer.finish(file, "docx", reader.pictures.taken)
    if not has_words(transcript):
        raise refused(messages.NO_TEXT, file)
    _reconcile(transcript, reader.parts)
    return transcript


def _main_part(package: Package) -> str:
    for relationship in package.relationships_of("").values():
        if relationship.kind == "officeDocument" and not relationship.external:
            return relationship.target
    return "word/document.xml"


def _word_xml(package: Package, name: str) -> Any:
    data = package.bytes_of(name)
    return None if data is None else parse_xml(transitional(data), package.file, name)


def _reader(package: Package, main: str, root: Any) -> _Reader:
    relationships = package.relationships_of(main)
    parts: dict[str, list[Any]] = {}
    for relationship in relationships.values():
        if not relationship.external and relationship.kind in _PART_KINDS:
            part = _word_xml(package, relationship.target)
            if part is not None:
                parts.setdefault(relationship.kind, []).append(part)
    first = {kind: found[0] for kind, found in parts.items()}
    styles = read_styles(first.get("styles"))
    words = [text_of(paragraph) for paragraph in root.iter(f"{W}p")]
    keep = sum(1 for text in words if _MARKER.match(text)) > 0
    writer = TranscriptWriter()
    return _Reader(
        writer=writer,
        styles=styles,
        numbering=read_numbering(first.get("numbering"), styles),
        runs=RunReader(styles, writer, relationships, keep),
        pictures=Pictures(package, relationships, writer),
        body_size=_body_size(root, styles),
        parts={"document": [root], **parts},
    )


_PART_KINDS = ("styles", "numbering", "footnotes", "endnotes", "comments", "header", "footer")


class _Reader(Struct):
    """Walks through a document, paragraph by paragraph."""

    writer: TranscriptWriter
    styles: Styles
    numbering: Numbering
    runs: RunReader
    pictures: Pictures
    body_size: float
    parts: dict[str, list[Any]]
    carried: list[Piece] = []
    after_title: bool = False
    contents_depth: int = 0
    notes_written: set[tuple[str, str]] = set()

    def blocks(self, container: Any) -> None:
        """Paragraphs and tables, in order."""
        for element in container:
            name = local(element)
            if name == "p":
                self._paragraph(element)
            elif name == "tbl":
                self._flush()
                self._table(element)
            elif name == "sdt":
                self._controlled(element)
            elif name in {"ins", "moveTo", "customXml", "smartTag"}:
                self.blocks(element)
            elif name in {"del", "moveFrom"}:
                self._drop(element, "deletion")
            elif element.tag == f"{MC}AlternateContent":
                self.blocks(chosen(element))
            elif name in {"altChunk", "subDoc"}:
                raise refused(messages.FOREIGN_PART, self.pictures.package.file)

    def finish(self) -> None:
        """What stands outside the text: notes nobody refers to, headers and footers."""
        self._flush()
        for kind in ("footnotes", "endnotes"):
            for note in self._notes(kind):
                key = (kind.removesuffix("s"), note.get(f"{W}id", ""))
                if key not in self.notes_written:
                    self._drop(note, "note")
        for kind in ("header", "footer"):
            for part in self.parts.get(kind, ()):
                self._drop(part, "header")
        runs, writer = self.runs, self.writer
        for count, message in (
            (runs.struck, messages.STRUCK_WORDS),
            (runs.raised, messages.RAISED_WORDS),
            (runs.formulas, messages.FORMULA),
        ):
            if count:
                writer.report(message, count=count)
        for kind in sorted(self.numbering.unknown):
            writer.report(messages.NUMBER_FORMAT, kind=kind)

    # ------------------------------------------------------------------------ paragraphs

    def _paragraph(self, element: Any) -> None:
        rule = "toc" if self.contents_depth and not self.runs.keep_contents else ""
        pieces = self.carried + self.runs.read(element, rule)
        self.carried = []
        if self._runs_on(element):
            self.carried = pieces
            return
        self._write(element, pieces)

    def _write(self, element: Any, pieces: list[Piece]) -> None:
        text = kept_text(pieces)
        number = self.numbering.number_of(element) if element is not None else ""
        title = bool(text.strip()) and element is not None and self._is_title(element, text)
        if number and text.strip():
            # As bold as what it numbers, so that the two are one.
            first = next(piece for piece in pieces if piece.text.strip() and not piece.dropped)
            pieces = [Piece(number, first.bold, added="automatic-number"), *pieces]
        if title:
            self.writer.add("# ")
        if title and "\n" in text:
            pieces = _lines_sharp(pieces)
        write_pieces(pieces, self.writer, plain=title)
        self.writer.end_line()
        if text.strip():
            self.after_title = title
        self._write_hanging()

    def _write_hanging(self) -> None:
        """Pictures, text boxes and notes that hang on the paragraph just written."""
        objects, self.runs.objects = self.runs.objects, []
        notes, self.runs.notes = self.runs.notes, []
        for drawn in objects:
            self.pictures.write(drawn)
            for box in boxes_of(drawn):
                self.writer.report(messages.TEXT_BOX)
                self.blocks(box)
                self._flush()
        for kind, name in notes:
            if (kind, name) not in self.notes_written:
                self._write_note(kind, name)

    def _write_note(self, kind: str, name: str) -> None:
        index = self.runs.note_numbers[kind, name]
        self.notes_written.add((kind, name))
        for note in self._notes(f"{kind}s"):
            if note.get(f"{W}id", "") == name:
                self.writer.report(messages.NOTE_KEPT, number=index)
                pieces = [Piece(f"〔注{index}〕", added="note")]
                for paragraph in note.iter(f"{W}p"):
                    pieces += self.runs.read(paragraph)
                write_pieces(pieces, self.writer)
                self.writer.end_line()

    def _notes(self, kind: str) -> list[Any]:
        return [note for part in self.parts.get(kind, ()) for note in part if _is_note(note)]

    def _runs_on(self, paragraph: Any) -> bool:
        """Whether a paragraph's end is deleted or hidden, so that the next one goes on with it."""
        deleted = child(paragraph, "pPr/rPr/del")
        moved = child(paragraph, "pPr/rPr/moveFrom")
        hidden = child(paragraph, "pPr/rPr/specVanish")
        for mark in (deleted, moved):
            if mark is not None:
                author = mark.get(f"{W}author", "")
                self.runs.changes.append(Change(True, author, "¶", self.writer.line))
        inserted = child(paragraph, "pPr/rPr/ins")
        if inserted is not None:
            author = inserted.get(f"{W}author", "")
            self.runs.changes.append(Change(False, author, "¶", self.writer.line))
        return any(mark is not None for mark in (deleted, moved, hidden))

    def _flush(self) -> None:
        if self.carried or self.runs.objects or self.runs.notes:
            pieces, self.carried = self.carried, []
            self._write(None, pieces)

    def _is_title(self, paragraph: Any, text: str) -> bool:
        """A title or heading by its style, or centred and larger than the text, or just below."""
        words = text.strip()
        if len(words) > _LONGEST_TITLE or "。" in words or _SENTENCE_END.search(words):
            return False
        if _MARKER.match(words):
            return False
        if self.styles.is_title(paragraph):
            return True
        if not self.styles.is_centred(paragraph) or number_of_heading(words):
            return False
        style = value(paragraph, "pPr/pStyle")
        sizes = [self.styles.size(run, style) for run in paragraph.iter(f"{W}r")]
        return self.after_title or max(sizes, default=0) > self.body_size + _LARGER

    def _controlled(self, element: Any) -> None:
        content = child(element, "sdtContent")
        if content is None:
            return
        gallery = value(element, "sdtPr/docPartObj/docPartGallery")
        contents = "Table of Contents" in gallery
        self.contents_depth += contents
        if child(element, "sdtPr/showingPlcHdr") is not None:
            self._drop(content, "placeholder")
        else:
            self.blocks(content)
        self.contents_depth -= contents

    def _drop(self, element: Any, rule: str) -> None:
        words = text_of(element)
        if words.strip():
            self.writer.break_line()
            self.writer.drop(words, rule)
            self.writer.end_line()

    # ---------------------------------------------------------------------------- tables

    def _table(self, table: Any) -> None:
        from typeset.importers.readers.word.docx_tables import read_rows

        rows = read_rows(table, self.runs)
        for row in rows.dropped:
            self._drop(row, "deletion")
        if rows.width == 1 or len(rows.cells) == 1:
            for cell in (cell for row in rows.cells for cell in row if cell is not None):
                self.blocks(cell)
            return
        if rows.merged:
            self.writer.report(messages.MERGED_CELLS)
        for index, row in enumerate(rows.cells):
            for cell in row:
                self.writer.add("| ")
                if cell is not None:
                    self._cell(cell)
                self.writer.add(" ")
            self.writer.add("|")
            self.writer.end_line()
            if not index:
                self.writer.add("|" + "---|" * rows.width)
                self.writer.end_line()
        self._write_hanging()

    def _cell(self, cell: Any) -> None:
        """The paragraphs of a cell in one line; a table inside it as text."""
        begun = False
        if child(cell, "tbl") is not None:
            self.writer.report(messages.NESTED_TABLE)
        for paragraph in paragraphs_of(cell):
            pieces = self.carried + self.runs.read(paragraph)
            self.carried = pieces if self._runs_on(paragraph) else []
            text = kept_text(pieces)
            number = self.numbering.number_of(paragraph)
            if self.carried:
                continue
            if number:
                pieces = [Piece(number, added="automatic-number"), *pieces]
            if begun and (text.strip() or number):
                self.writer.add(" ")
            write_pieces(pieces, self.writer, cell=True)
            begun = begun or bool(text.strip() or number)
        if self.carried:
            pieces, self.carried = self.carried, []
            write_pieces(pieces, self.writer, cell=True)


def paragraphs_of(cell: Any) -> list[Any]:
    """The paragraphs of a cell, those of tables inside it too, but not of its text boxes."""
    found: list[Any] = []
    waiting = [cell]
    while waiting:
        element = waiting.pop()
        if local(element) == "p":
            found.append(element)
        elif element.tag != f"{MC}Fallback":
            waiting += reversed(element)
    return found


def boxes_of(drawn: Any) -> list[Any]:
    """文本框: the outermost text boxes of a drawing."""
    found: list[Any] = []
    waiting = [drawn]
    while waiting:
        element = waiting.pop()
        if local(element) == "txbxContent":
            found.append(element)
        elif element.tag != f"{MC}Fallback":
            waiting += reversed(element)
    return found


def _is_note(note: Any) -> bool:
    kind = note.get(f"{W}type", "normal")
    return local(note) in {"footnote", "endnote"} and kind == "normal"


def _lines_sharp(pieces: list[Piece]) -> list[Piece]:
    """Each line of a title that breaks by hand marked as one."""
    marked: list[Piece] = []
    for piece in pieces:
        marked.append(piece)
        if piece.text == "\n" and not piece.dropped:
            marked.append(Piece("# ", added="notation"))
    return marked


def _body_size(root: Any, styles: Styles) -> float:
    """The size in which most of the words stand, in pt."""
    sizes: Counter[float] = Counter()
    for paragraph in list(root.iter(f"{W}p"))[:500]:
        style = value(paragraph, "pPr/pStyle")
        for run in paragraph.iter(f"{W}r"):
            sizes[styles.size(run, style)] += len(run.findtext(f"{W}t") or "")
    return sizes.most_common(1)[0][0] if sizes else 16


def _reconcile(transcript: Transcript, parts: dict[str, list[Any]]) -> None:
    """对账: every word of the file is in the transcript, and none that is not put in knowingly."""
    kinds = ("document", "footnotes", "endnotes", "header", "footer")
    source: Counter[str] = Counter()
    for part in (part for kind in kinds for part in parts.get(kind, ())):
        source.update("".join(text_of(part).split()))
    check_words(transcript, source)
