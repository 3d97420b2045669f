"""Runs of a Word paragraph (文字串): fields, changes, hidden words, signs, what hangs on them."""

from __future__ import annotations

import re
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.content.read_text import quoted
from typeset.importers.manuscript.pieces import Piece
from typeset.importers.manuscript.result import TranscriptWriter
from typeset.importers.readers.word.docx_styles import Styles
from typeset.importers.readers.word.docx_words import (
    MC,
    M,
    R,
    W,
    child,
    is_on,
    local,
    text_of,
    value,
)
from typeset.importers.readers.word.number_formats import format_number
from typeset.importers.readers.word.open_package import Relationship

FIELD_WITHOUT_TEXT = Message(
    "W272",
    mark("a field has no words of its own: {text}"),
    mark("look in the original what it shows, and type it"),
)

_PAGE_FIELDS = {"PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "PGNUM"}
_HYPERLINK = re.compile(r'HYPERLINK\s+(?:\\[a-zA-Z]\s+)*"?([^"\s]+)"?', re.IGNORECASE)
_CIRCLED = re.compile(
    r"eq\s*\\o(?:\\a[clr])?\s*\(\s*[○〇O]\s*[,，]\s*(\d{1,2})\s*\)", re.IGNORECASE
)
_OBJECTS = {"drawing", "pict", "object"}
_SYMBOLS = {
    "wingdings": {
        0x6C: "●",
        0x6D: "○",
        0x6E: "■",
        0x6F: "□",
        0x71: "□",
        0x75: "◆",
        0xA1: "○",
        0xA7: "▪",
        0xA8: "□",
        0xD8: "➢",
        0xE0: "→",
        0xFB: "✗",
        0xFC: "✓",
        0xFD: "☒",
        0xFE: "☑",
    },
    "symbol": {0xB7: "•", 0xB0: "°", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xA3: "≤", 0xB3: "≥"},
}


class Context(Struct, frozen=True):
    """What surrounds a run: a link, a rule by which it is dropped, the style of its paragraph."""

    style: str = ""
    link: str = ""
    dropped: str = ""


class Field(Struct):
    """域: its instruction, and whether its result has begun."""

    instruction: str = ""
    in_result: bool = False

    @property
    def name(self) -> str:
        return self.instruction.split()[0].upper() if self.instruction.split() else ""


class Change(Struct, frozen=True):
    """修订: `deleted` or not, by whom, which words, in which line of the transcript."""

    deleted: bool
    author: str
    text: str
    line: int


class RunReader(Struct):
    """Reads what stands inside paragraphs; fields may reach over several of them.

    `objects` are drawings and embedded things met, `notes` (kind, id) of references, `comments`
    ids; whoever reads paragraphs takes them away.
    """

    styles: Styles
    writer: TranscriptWriter
    relationships: dict[str, Relationship]
    keep_contents: bool
    objects: list[Any] = []
    notes: list[tuple[str, str]] = []
    note_numbers: dict[tuple[str, str], int] = {}
    comments: list[tuple[str, int]] = []
    changes: list[Change] = []
    fields: list[Field] = []
    pieces: list[Piece] = []
    struck: int = 0
    raised: int = 0
    formulas: int = 0

    def read(self, paragraph: Any, dropped: str = "") -> list[Piece]:
        """The pieces of a paragraph."""
        self.pieces = []
        self._children(paragraph, Context(value(paragraph, "pPr/pStyle"), dropped=dropped))
        return self.pieces

    def _children(self, element: Any, context: Context) -> None:
        for inner in element:
            self._inline(inner, context)

    def _inline(self, element: Any, context: Context) -> None:
        name = local(element)
        if name == "r":
            self._run(element, context)
        elif name in {"ins", "moveTo"}:
            self._note_change(element, deleted=False)
            self._children(element, context)
        elif name in {"del", "moveFrom"}:
            self._note_change(element, deleted=True)
            self._children(element, replace(context, dropped=context.dropped or "deletion"))
        elif name == "hyperlink":
            self._children(element, replace(context, link=self._address(element)))
        elif name == "fldSimple":
            self.fields.append(Field(element.get(f"{W}instr", ""), in_result=True))
            self._children(element, context)
            self.fields.pop()
        elif name == "sdt":
            placeholder = child(element, "sdtPr/showingPlcHdr") is not None
            dropped = context.dropped or ("placeholder" if placeholder else "")
            content = child(element, "sdtContent")
            self._children(
                content if content is not None else (), replace(context, dropped=dropped)
            )
        elif name in {"oMath", "oMathPara"}:
            self._formula(element, context)
        elif element.tag == f"{MC}AlternateContent":
            self._children(chosen(element), context)
        elif name in {"smartTag", "customXml", "dir", "bdo"}:
            self._children(element, context)

    # ------------------------------------------------------------------------------- runs

    def _run(self, run: Any, context: Context) -> None:
        hidden = is_on(run, "rPr/vanish")
        if hidden is None:
            hidden = self.styles.is_hidden(context.style)
            hidden |= self.styles.is_hidden(value(run, "rPr/rStyle"), "character")
        if hidden and not context.dropped:
            context = replace(context, dropped="hidden")
        bold = self._is_bold(run, context)
        for inner in run:
            self._sign(inner, context, bold=bold)
        if not context.dropped and run.findtext(f"{W}t"):
            self.struck += bool(is_on(run, "rPr/strike") or is_on(run, "rPr/dstrike"))
            self.raised += value(run, "rPr/vertAlign") in {"superscript", "subscript"}

    def _is_bold(self, run: Any, context: Context) -> bool:
        """Bold beyond what the paragraph's own style gives to all its words."""
        if self.styles.is_bold(context.style):
            return False
        own = is_on(run, "rPr/b")
        return self.styles.is_bold(value(run, "rPr/rStyle"), "character") if own is None else own

    def _sign(self, element: Any, context: Context, *, bold: bool) -> None:
        name = local(element)
        if name in {"t", "delText"}:
            text = re.sub(r"[\t\r\n]", " ", element.text or "")
            self._put(Piece(text, bold, self._link(context), self._rule(context)))
        elif name in _SIGNS:
            sign = _SIGNS[name]
            added = "" if sign.isspace() else "sign"
            self._put(Piece(sign, bold, added=added, dropped=self._rule(context)))
        elif name == "br":
            if element.get(f"{W}type", "") not in {"page", "column"}:
                self._put(Piece("\n", dropped=self._rule(context)))
        elif element.tag == f"{MC}AlternateContent":
            for inner in chosen(element):
                self._sign(inner, context, bold=bold)
        elif name in _OBJECTS and not context.dropped:
            self.objects.append(element)
        elif name in _OBJECTS:
            self._put(Piece(text_of(element), dropped=context.dropped))
        else:
            self._reference(element, name, context)

    def _reference(self, element: Any, name: str, context: Context) -> None:
        """What stands for something else: a field, a symbol of a font, a note, a comment."""
        if name == "fldChar":
            self._field_sign(element, context)
        elif name == "instrText":
            if self.fields and not self.fields[-1].in_result:
                self.fields[-1].instruction += element.text or ""
        elif name == "sym":
            self._symbol(element, context)
        elif name in {"footnoteReference", "endnoteReference"}:
            self._note_reference(name.removesuffix("Reference"), element, context)
        elif name == "commentReference":
            self.comments.append((element.get(f"{W}id", ""), self.writer.line))
        elif name == "ruby":
            self._ruby(element, context)

    def _note_reference(self, kind: str, element: Any, context: Context) -> None:
        key = kind, element.get(f"{W}id", "")
        number = self.note_numbers.setdefault(key, len(self.note_numbers) + 1)
        self.notes.append(key)
        self._put(Piece(f"〔注{number}〕", added="note", dropped=context.dropped))

    def _put(self, piece: Piece) -> None:
        if piece.text and not (piece.added and piece.dropped):
            self.pieces.append(piece)

    def _ruby(self, element: Any, context: Context) -> None:
        reading = child(element, "rt")
        base = child(element, "rubyBase")
        if base is not None:
            self._children(base, context)
        if reading is not None:
            self._children(reading, replace(context, dropped=context.dropped or "ruby"))

    def _symbol(self, element: Any, context: Context) -> None:
        font = element.get(f"{W}font", "").lower()
        try:
            code = int(element.get(f"{W}char", "0")[:6], 16)
        except ValueError:
            code = 0
        known = _SYMBOLS.get(font, {}).get(code & 0xFF)
        text = known or (chr(code) if 0x20 < code < 0xD800 else "\ufffd")
        self._put(Piece(text, added="sign", dropped=self._rule(context)))

    def _formula(self, element: Any, context: Context) -> None:
        words = "".join(word.text or "" for word in element.iter(f"{M}t"))
        self.formulas += not context.dropped
        self._put(Piece(words, dropped=self._rule(context)))

    # ----------------------------------------------------------------------------- fields

    def _field_sign(self, element: Any, context: Context) -> None:
        kind = element.get(f"{W}fldCharType", "")
        if kind == "begin":
            self.fields.append(Field())
        elif kind == "separate" and self.fields:
            self.fields[-1].in_result = True
        elif kind == "end" and self.fields:
            ended = self.fields.pop()
            if not ended.in_result and ended.name == "EQ" and not context.dropped:
                self._equation(ended.instruction.strip())

    def _equation(self, instruction: str) -> None:
        """带圈字符 and its like: a field without a result, drawn from its instruction."""
        circled = _CIRCLED.fullmatch(instruction)
        text = format_number(int(circled[1]), "decimalEnclosedCircle") if circled else ""
        if text:
            self._put(Piece(text, added="sign"))
        else:
            self.writer.report(FIELD_WITHOUT_TEXT, text=quoted(instruction))

    def _rule(self, context: Context) -> str:
        """The rule by which a word is dropped here; empty where it stays."""
        if context.dropped:
            return context.dropped
        for entry in self.fields:
            if not entry.in_result or entry.name in _PAGE_FIELDS:
                return "field"
            if entry.name == "TOC" and not self.keep_contents:
                return "toc"
        return ""

    def _link(self, context: Context) -> str:
        for entry in self.fields:
            match = _HYPERLINK.match(entry.instruction.strip())
            if match and entry.in_result:
                return match[1]
        return context.link

    def _address(self, element: Any) -> str:
        relationship = self.relationships.get(element.get(f"{R}id", ""))
        if relationship is None or not relationship.external:
            return ""
        anchor = element.get(f"{W}anchor", "")
        return f"{relationship.target}#{anchor}" if anchor else relationship.target

    def _note_change(self, element: Any, *, deleted: bool) -> None:
        words = text_of(element)
        author = element.get(f"{W}author", "")
        if words:
            self.changes.append(Change(deleted, author, words, self.writer.line))


_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}


def chosen(alternatives: Any) -> Any:
    """The content of mc:AlternateContent that Word itself would show."""
    found = alternatives.find(f"{MC}Choice")
    return found if found is not None else ()
