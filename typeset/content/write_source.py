"""A document back to source text (写回源文件), the inverse of reading it.

`parse(write_source(document)) == document` for every document that the notation can say: text
without line ends and without blanks around it, bold words and links that are not empty, headings
that start with a number of their level, paragraphs that start with no note's mark, subscripts
that follow a letter.
"""

from __future__ import annotations

from typeset.content.document import (
    AttachmentNote,
    Block,
    CellAlignment,
    Heading,
    Inlines,
    Issue,
    ItemList,
    Material,
    NoteText,
    Paragraph,
    Picture,
    Quotation,
    Signature,
    Table,
    Text,
)
from typeset.content.document_texts import plain_text
from typeset.content.manifest import HEADER_KEYS, key_name
from typeset.content.parse_blocks import CLOSING, is_plain_paragraph, number_of_heading
from typeset.content.parse_ending import Ending, false_marks, false_seal, find_byline, find_ending
from typeset.content.paths import material_number
from typeset.content.write_inline import join_inlines, write_inlines
from typeset.content.write_manifest import write_manifest

_RULES: dict[CellAlignment, str] = {
    "auto": "---",
    "left": ":---",
    "centre": ":---:",
    "right": "---:",
}


def write_issue(issue: Issue, *, chinese: bool = False) -> dict[str, str]:
    """An issue as the texts of its files by name: issue.yaml and one file a material.

    Pictures and attachments are not among them; they stay where they lie.  `chinese`: with
    Chinese keys.
    """
    files = {material.number: _file_of(material) for material in issue.materials}
    texts = {"issue.yaml": write_manifest(issue, files, chinese=chinese)}
    for material in issue.materials:
        texts[files[material.number]] = write_material(material, chinese=chinese)
    return texts


def write_material(material: Material, *, chinese: bool = False, empty: bool = False) -> str:
    """A material as the text of its file.

    `chinese`: with Chinese keys.  `empty`: header lines without a value are written too, for the
    editor to fill in.
    """
    facts = [
        ("kicker", write_inlines(material.kicker, header=True)),
        ("title", write_inlines(material.title, header=True)),
        *(("subtitle", write_inlines(line, header=True)) for line in material.subtitles or ((),)),
        ("date", material.date.isoformat() if material.date else ""),
        ("number", material.document_number),
        ("source", material.source),
        ("byline", material.byline),
    ]
    colon = "：" if chinese else ": "
    header = "".join(
        f"{key_name(HEADER_KEYS, key, chinese=chinese)}{colon if value else colon[0]}{value}\n"
        for key, value in facts
        if value or empty or key == "title"
    )
    return f"{header}\n{write_blocks(material.blocks)}"


def write_blocks(blocks: tuple[Block, ...]) -> str:
    """Blocks as the text of a material below its header, one paragraph a line.

    What would be read as something else (a paragraph that starts like a heading) gets a backslash.
    """
    closing = next(
        (index for index in reversed(range(len(blocks))) if _is_text(blocks[index])), None
    )
    texts = [_write_block(block, closing=index == closing) for index, block in enumerate(blocks)]
    return _without_false_ending(blocks, texts)


def _without_false_ending(blocks: tuple[Block, ...], texts: list[str]) -> str:
    """The whole text, a backslash before what would only look like 附件说明 or 落款."""
    lines = "".join(texts).split("\n")
    real = Ending()
    start = 0
    for block, text in zip(blocks, texts, strict=True):
        end = start + text.count("\n")
        if isinstance(block, AttachmentNote):
            real = Ending(tuple(range(start, end)), real.signature)
        elif isinstance(block, Signature):
            real = Ending(real.note, tuple(range(start, end)))
        start = end
    while (found := find_ending(lines)) != real:
        wrong = found.note if found.note != real.note else found.signature
        if not wrong or lines[wrong[0]].startswith("\\"):
            break
        lines[wrong[0]] = "\\" + lines[wrong[0]]
    return "\n".join(lines)


def _is_text(block: Block) -> bool:
    return isinstance(block, Paragraph | Heading)


def _write_block(block: Block, *, closing: bool) -> str:
    match block:
        case Paragraph(inlines=inlines):
            line = write_inlines(inlines, plain_at=_false_byline(inlines) if closing else _NOWHERE)
            return f"{line}\n" if is_plain_paragraph(line) else f"\\{line}\n"
        case Heading():
            return f"{_write_heading(block, closing=closing)}\n"
        case Table():
            return _write_table(block)
        case NoteText(label=label, inlines=inlines):
            return f"[^{label}]: {write_inlines(inlines)}\n"
        case Picture(file=file, caption=caption, width=width):
            path = file.replace("\\", "\\\\").replace("](", "]\\(")
            option = f"{{宽={width}%}}" if width else ""
            return f"![{write_inlines(caption, words=True)}]({path}){option}\n"
        case AttachmentNote(titles=titles):
            return _write_note(titles)
        case ItemList():
            return "\n".join(["", *_write_list(block, 0), "", ""])
        case Quotation(paragraphs=paragraphs):
            return "\n".join(["", *(f"> {write_inlines(one)}" for one in paragraphs), "", ""])
        case Signature():
            return _write_signature(block)


_NOWHERE: frozenset[int] = frozenset()


def _write_heading(heading: Heading, *, closing: bool) -> str:
    """The title's own 。 get a backslash, all but the one that ends it; so does a ； at its end."""
    line = join_inlines(heading.title, heading.run_in)
    title = plain_text(heading.title)
    text = plain_text(line)
    numbered = number_of_heading(title)
    start = len(numbered[1]) if numbered else 0
    stops = [index for index in range(start, len(title)) if title[index] == "。"]
    ended = bool(stops) and not title[stops[-1] + 1 :].strip(CLOSING)
    if ended and (heading.run_in or heading.level <= 2):
        stops.pop()
    if heading.run_in and text[len(title)] in CLOSING:
        stops.append(len(title))
    if not heading.run_in and title[-1:] in {"；", ";"}:
        stops.append(len(title) - 1)
    plain_at = frozenset(stops) | (_false_byline(line) if closing else _NOWHERE)
    return write_inlines(line, plain_at=plain_at)


def _false_byline(inlines: Inlines) -> frozenset[int]:
    """Where text that closes a material only looks like a byline."""
    last = inlines[-1] if inlines else None
    start = find_byline(last.text) if isinstance(last, Text) else None
    if start is None or not isinstance(last, Text):
        return _NOWHERE
    return frozenset({len(plain_text(inlines)) - len(last.text) + start})


def _write_list(block: ItemList, depth: int) -> list[str]:
    lines: list[str] = []
    for number, item in enumerate(block.items, start=block.start):
        mark = f"{number})" if block.ordered else "-"
        lines.append(f"{'  ' * depth}{mark} {write_inlines(item.inlines)}")
        for inner in item.lists:
            lines += _write_list(inner, depth + 1)
    return lines


def _write_note(titles: tuple[Inlines, ...]) -> str:
    lines = [
        f"{number}. {write_inlines(title, plain_at=false_marks(plain_text(title)))}\n"
        for number, title in enumerate(titles, start=1)
    ]
    return f"附件：{''.join(lines)}"


def _write_signature(signature: Signature) -> str:
    seals = ["（印章）" if signature.sealed else "", *[""] * len(signature.names)]
    lines = [
        f"落款：{write_inlines(name, plain_at=false_seal(plain_text(name)))}{seal}\n"
        for name, seal in zip(signature.names, seals, strict=False)
    ]
    date = signature.date
    day = f"{date.year:04d}年{date.month}月{date.day}日\n" if date else ""
    if not signature.names:
        return f"落款：{day}"
    return "".join(lines) + day


def _write_table(table: Table) -> str:
    rows = [table.header, *table.rows]
    lines = [
        "| " + " | ".join(write_inlines(cell, header=True, cell=True) for cell in row) + " |"
        for row in rows
    ]
    rule = "|" + "|".join(_RULES[alignment] for alignment in table.alignments) + "|"
    options = [name for name, value in _OPTIONS if value in {table.rules, table.turn}]
    shown = write_inlines(table.caption, plain_at=_braces_in(table.caption))
    shown += f" {{{' '.join(options)}}}" if options else ""
    caption = [f"表：{shown.strip()}"] if shown else []
    return "\n".join(["", *caption, lines[0], rule, *lines[1:], "", ""])


_OPTIONS = (("全框", "full"), ("三线", "three-line"), ("横排", "turned"), ("竖排", "upright"))


def _braces_in(caption: Inlines) -> frozenset[int]:
    """Where a caption holds braces that are no options."""
    return frozenset(index for index, sign in enumerate(plain_text(caption)) if sign == "{")


def _file_of(material: Material) -> str:
    """The file's own name where it says the material's number, else 材料N.md."""
    if material_number(material.file) == material.number:
        return material.file
    return f"材料{material.number}.md"
