"""Any document that the notation can say, as Hypothesis strategies."""

from __future__ import annotations

import datetime
from typing import Any, get_args

from hypothesis import assume
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.content.listed_attachments import attachments
from typeset.base.text_lines import BLANKS, LINE_END
from typeset.content.document import (
    AttachmentNote,
    Block,
    Byline,
    CellAlignment,
    ContentsCategory,
    ContentsEntry,
    Emphasis,
    ForcedBreak,
    Heading,
    Imprint,
    Inline,
    Inlines,
    Issue,
    ItemList,
    Link,
    ListItem,
    Material,
    Note,
    NoteMark,
    NoteText,
    Paragraph,
    Period,
    Picture,
    Quotation,
    Ruby,
    Signature,
    Strong,
    Subscript,
    Superscript,
    Table,
    TableRules,
    TableTurn,
    Text,
)
from typeset.content.document_texts import plain_text
from typeset.content.limits import HEADING_CHARACTERS
from typeset.content.parse_ending import LONGEST_TITLE
from typeset.content.parse_list import DEEPEST_LIST

PIECES = [
    *"春林山水，、；：！？“”（）《》【】—…·〔〕－／＊［］｜＃！＝｛｝\\*[]()|#!/-_`~:&%'\"<>{}@$^+= \t\u3000\xa0",
    *[
        "。",
        "。”",
        "；",
        "**",
        "==",
        "===",
        "H~2~O",
        "m^2^",
        "10~20",
        "{喆|zhé}",
        "｛喆｜",
        "[^1]",
        "[^1]: ",
        "^[",
        "](",
        "![",
        " / ",
        "/ ",
        " /",
        "一、",
        "（一）",
        "(二)",
        "1.",
        "1.5",
    ],
    *[
        "（1）",
        "(12)",
        "表：",
        "title: ",
        "标题：",
        "---",
        "- ",
        "|---|",
        "AI",
        "10,000",
        "𬱖",
        "喆",
    ],
    *[
        "> ",
        "＞",
        "1) ",
        "12）",
        "{全框}",
        "{宽=60%}",
        "落款：",
        "附件：",
        "（印章）",
        "2025年9月1日",
        "2025-09-01",
        "（记者 春林）",
        "(春林 摄)",
        "https://a.cn/b",
        "[春](https://a.cn)",
        "\\\\",
        "\\一",
        "é",
        "\x07",
    ],
]
"""Signs that are notation somewhere, alone and in pairs."""


def is_sayable(text: str) -> bool:
    """Whether a line of source can be this text: no line end in it, no blanks around it."""
    return bool(text) and not LINE_END.search(text) and text == text.strip(BLANKS)


def words(*, most: int = 8) -> st.SearchStrategy[str]:
    """Texts of one line, blanks around them allowed."""
    characters = st.characters(exclude_categories=["Cs"], exclude_characters="\n\r\x85\u2028\u2029")
    return st.lists(st.sampled_from(PIECES) | characters, min_size=1, max_size=most).map("".join)


ADDRESSES = st.sampled_from(
    [
        "https://a.cn",
        "http://a.cn/b?c=1&d=%7C",
        "mailto:a@b.cn",
        "https://a.cn/(b)",
        "HTTPS://春.cn/*",
    ]
)


def join(inlines: list[Inline]) -> Inlines:
    """Neighbouring texts as one, as they are read; neighbouring emphasis too, `====` is none."""
    joined: list[Inline] = []
    for inline in inlines:
        before = joined[-1] if joined else None
        if isinstance(inline, Text) and isinstance(before, Text):
            joined[-1] = Text(before.text + inline.text)
        elif isinstance(inline, Emphasis) and isinstance(before, Emphasis):
            joined[-1] = Emphasis(join([*before.children, *inline.children]))
        else:
            joined.append(inline)
    return tuple(joined)


def inline_lists(
    depth: int, *, breaks: bool, enclosed: tuple[type, ...] = (), notes: bool = True
) -> st.SearchStrategy[Inlines]:
    """Texts, bold and emphasised words, scripts, readings, notes, links and breaks; a break stands
    between characters that are no blanks.  `enclosed`: what these stand in already."""
    kinds: list[st.SearchStrategy[Inlines]] = [words().map(_alone), scripts(), readings()]
    for made in (Strong, Emphasis):
        if depth and made not in enclosed:
            inner = inline_lists(depth - 1, breaks=breaks, enclosed=(*enclosed, made), notes=notes)
            kinds.append(inner.map(made).map(_only))
    if depth and notes:
        kinds.append(LABELS.map(NoteMark).map(_only))
        kinds.append(
            inline_lists(1, breaks=False, notes=False).filter(is_said).map(Note).map(_only)
        )
    if depth and Link not in enclosed:
        label = inline_lists(0, breaks=breaks) if depth == 1 else bold_or_plain(breaks=breaks)
        kinds.append(st.builds(Link, label.filter(is_said), ADDRESSES).map(_only))
    lists = st.lists(st.one_of(kinds), min_size=1, max_size=4).map(
        lambda parts: join([inline for part in parts for inline in part])
    )
    if not breaks:
        return lists
    broken = st.builds(
        lambda first, second: join([Text(first), ForcedBreak(), Text(second)]), tight(), tight()
    )
    return lists | broken


def _alone(text: str) -> Inlines:
    return (Text(text),)


def _only(inline: Any) -> Inlines:
    return (inline,)


def is_said(inlines: Inlines) -> bool:
    return bool(plain_text(inlines).strip())


LABELS = st.sampled_from(["1", "12", "注一", "a.b-c", "①"])


def scripts() -> st.SearchStrategy[Inlines]:
    """A superscript, or a letter with its subscript."""
    high = st.sampled_from(["2", "-1", "①", "(注)", "n+1", "旧"]).map(Superscript).map(_only)
    low = st.sampled_from(["2", "max", "n-1", "(s)"]).map(lambda text: (Text("H"), Subscript(text)))
    return high | low


def readings() -> st.SearchStrategy[Inlines]:
    return st.sampled_from(
        [Ruby("喆", "zhé"), Ruby("王喆", "wáng zhé"), Ruby("𬱖", "dí"), Ruby("A1", "ei yī")]
    ).map(_only)


def bold_or_plain(*, breaks: bool) -> st.SearchStrategy[Inlines]:
    plain = inline_lists(0, breaks=breaks)
    return plain | plain.map(lambda inlines: (Strong(inlines),))


def tight() -> st.SearchStrategy[str]:
    return words().filter(is_sayable)


def is_tight(inlines: Inlines) -> bool:
    """Whether a line may start and end with these inlines."""
    first, last = inlines[0], inlines[-1]
    starts = not isinstance(first, Text) or first.text[0] not in BLANKS
    ends = not isinstance(last, Text) or last.text[-1] not in BLANKS
    return starts and ends


LINES = inline_lists(2, breaks=False).filter(is_tight)
HEADER_LINES = inline_lists(2, breaks=True).filter(is_tight)
NOTE_LINES = inline_lists(2, breaks=False, notes=False).filter(is_tight)
CAPTIONS = st.just(()) | inline_lists(1, breaks=False).filter(is_tight)
CELLS = st.just(()) | inline_lists(1, breaks=True).filter(is_tight)
BYLINES = st.sampled_from(["（记者 春林）", "(春林 山水 摄)", "（本报记者 春林 山水）"]).map(Byline)


NUMBERS = [
    *[(1, "一、"), (1, "二十一、"), (2, "（一）"), (2, "(三)")],
    *[(3, "1."), (3, "12．"), (4, "（1）"), (4, "(23)")],
]


@st.composite
def headings(draw: st.DrawFn) -> Heading:
    """Headings as they are read: a title that ends at its 。 and what follows, or a title alone."""
    level, number = draw(st.sampled_from(NUMBERS))
    title = draw(st.just(()) | inline_lists(1, breaks=False))
    rest = draw(st.just(()) | inline_lists(1, breaks=False).filter(_runs_in))
    end = draw(st.sampled_from(["。", "。”"] if rest else ["", "春", "。"]))
    whole = join([Text(number), *title, *([Text(end)] if end else [])])
    text = plain_text(whole)
    assume(level != 3 or not text[len(number) : len(number) + 1].isdecimal())
    assume(rest or (_follows(whole) and len(text) <= HEADING_CHARACTERS))
    return Heading(level, whole, rest)  # type: ignore[arg-type]


def _runs_in(inlines: Inlines) -> bool:
    return _follows(inlines) and bool(plain_text(inlines[:1]))


def _follows(inlines: Inlines) -> bool:
    last = inlines[-1]
    return not isinstance(last, Text) or last.text[-1] not in BLANKS


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Tables of up to four columns."""
    width = draw(st.integers(1, 4))
    row = st.tuples(*[CELLS] * width)
    alignment = st.sampled_from(get_args(CellAlignment))
    return Table(
        draw(row),
        tuple(draw(st.lists(row, max_size=3))),
        draw(st.tuples(*[alignment] * width)),
        draw(CAPTIONS),
        draw(st.sampled_from(get_args(TableRules))),
        draw(st.sampled_from(get_args(TableTurn))),
    )


def pictures(files: st.SearchStrategy[str]) -> st.SearchStrategy[Picture]:
    return st.builds(Picture, files, CAPTIONS, st.sampled_from([0, 1, 60, 100]))


NOTE_TITLES = LINES.filter(lambda inlines: 0 < len(plain_text(inlines)) <= LONGEST_TITLE)
NOTES = st.builds(AttachmentNote, st.lists(NOTE_TITLES, min_size=1, max_size=4).map(tuple))
SIGNED = LINES.filter(lambda inlines: plain_text(inlines)[-1:] not in BLANKS)
SIGNATURES = st.builds(
    Signature,
    st.lists(SIGNED, min_size=1, max_size=2).map(tuple),
    st.none() | st.dates(),
    st.booleans(),
)
QUOTATIONS = st.builds(Quotation, st.lists(LINES, min_size=1, max_size=3).map(tuple))


@st.composite
def item_lists(draw: st.DrawFn, depth: int = 1) -> ItemList:
    """Lists with lists inside; two neighbours in one item are of different kinds."""
    items = []
    lines: list[Inlines] = draw(st.lists(LINES, min_size=1, max_size=3))
    for inlines in lines:
        inner: list[ItemList] = []
        if depth < DEEPEST_LIST and draw(st.integers(0, 3)) == 0:
            first: ItemList = draw(item_lists(depth + 1))
            inner.append(first)
        more = draw(st.booleans())
        if inner and more:
            second: ItemList = draw(item_lists(depth + 1))
            inner.append(replace(second, ordered=not inner[0].ordered, start=1))
        items.append(ListItem(inlines, tuple(inner)))
    ordered = draw(st.booleans())
    return ItemList(tuple(items), ordered, draw(st.integers(0, 900)) if ordered else 1)


FACTS = st.just("") | tight()
FILES = tight()


@st.composite
def block_lists(draw: st.DrawFn, files: st.SearchStrategy[str] = FILES) -> tuple[Block, ...]:
    """Blocks of a material; the last paragraph or heading may carry a byline."""
    lines = LINES.filter(lambda inlines: not isinstance(inlines[0], NoteMark)).map(Paragraph)
    notes = st.builds(NoteText, LABELS, NOTE_LINES)
    kinds = lines | headings() | tables() | pictures(files) | notes | item_lists() | QUOTATIONS
    blocks: list[Block] = draw(st.lists(kinds, min_size=1, max_size=5))
    if draw(st.booleans()):
        blocks.append(Paragraph(join([Text(draw(tight())), draw(BYLINES)])))
    if draw(st.booleans()):
        blocks.append(draw(NOTES))
    if draw(st.booleans()):
        blocks.append(draw(SIGNATURES))
    return tuple(blocks)


@st.composite
def materials(draw: st.DrawFn, number: int = 1, files: st.SearchStrategy[str] = FILES) -> Material:
    """Materials with every header line there is, or without."""
    return Material(
        number=number,
        title=draw(HEADER_LINES),
        blocks=draw(block_lists(files)),
        kicker=draw(st.just(()) | HEADER_LINES),
        subtitles=tuple(draw(st.lists(HEADER_LINES, max_size=2))),
        date=draw(st.none() | st.dates()),
        document_number=draw(FACTS),
        source=draw(FACTS),
        byline=draw(FACTS.filter(lambda text: not text.startswith(("（", "(")))),
        file=f"材料{number}.md",
    )


VALUES = words()
"""A value of issue.yaml: blanks around it are kept, for it goes in quotation marks."""


@st.composite
def issues(draw: st.DrawFn, files: tuple[str, ...]) -> Issue:
    """Issues of up to four materials whose pictures and attachments are among some files."""
    names = st.sampled_from(files)
    made = [draw(materials(number, names)) for number in range(1, draw(st.integers(1, 3)) + 1)]
    entries = [ContentsEntry(one.number, draw(st.just("") | VALUES)) for one in made]
    cut = draw(st.integers(1, len(entries)))
    parts = [part for part in (entries[:cut], entries[cut:]) if part]
    period = sorted(draw(st.tuples(st.dates(), st.dates())))
    return Issue(
        week=draw(st.sampled_from(["2025-36", "handbook"])),
        title=draw(VALUES),
        period=Period(*period),
        compiler=draw(st.just("") | VALUES),
        date=draw(st.dates(datetime.date(1000, 1, 1))),
        contents=tuple(ContentsCategory(draw(VALUES), tuple(part)) for part in parts),
        materials=tuple(made),
        notice=draw(st.just(()) | inline_lists(2, breaks=False, notes=False)),
        names=tuple(draw(st.lists(VALUES, max_size=3, unique=True))),
        attachments=draw(attachments(names, VALUES)),
        imprint=draw(
            st.builds(
                Imprint, *[st.just("") | VALUES for _ in range(len(Imprint.__struct_fields__))]
            )
        ),
        style=draw(st.just("") | VALUES),
    )
