"""The 校改单 as one HTML file to be printed on A4: plain, no script, readable aloud."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from string import Template

from typeset.base.html_page import HTML_HEAD
from typeset.base.messages import mark, reader_languages, translate
from typeset.corrections.correction import (
    Correction,
    CorrectionCheck,
    CorrectionKind,
    CorrectionList,
    Judgement,
    OtherChange,
    Outcome,
)
from typeset.corrections.print_corrections import (
    KIND_WORDS,
    OUTCOME_WORDS,
    change_of,
    note_of,
    page_and_line,
    remark_of,
    summary_of,
)

_PAGE = Template(
    HTML_HEAD
    + """\
@page { size: A4; margin: 18mm 15mm; }
body { max-width: 64rem; margin: 2rem auto; padding: 0 1rem; color: #111; background: #fff;
  font: 1rem/1.6 system-ui, "Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei", sans-serif; }
h1 { font-size: 1.5rem; margin: 0; text-align: center; }
.about { text-align: center; color: #444; margin: .3rem 0 1.2rem; }
h2 { font-size: 1.1rem; margin-top: 1.6rem; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; font-size: .9rem; }
th, td { border: 1px solid #888; padding: .3rem .5rem; text-align: left; vertical-align: top;
  overflow-wrap: anywhere; }
thead th { background: #f2f2f2; } thead { display: table-header-group; }
tr { break-inside: avoid; }
th[scope=row] { font-weight: normal; text-align: right; }
.number { width: 2.6rem; } .kind { width: 3.4rem; } .place { width: 10.5rem; }
.by { width: 6.5rem; } .outcome { width: 9.5rem; }
.source, .note, .said { color: #444; font-size: .85em; display: block; }
.words { color: #555; } mark { background: #fff0a8; color: #111; }
del { color: #a31515; } ins { color: #14532d; text-decoration: none; border-bottom: 2px solid; }
.box { font-size: 1.2em; line-height: 1; } .bad { color: #a31515; font-weight: bold; }
.good { color: #14532d; }
.signed { display: flex; gap: 3rem; margin-top: 1.6rem; }
.signed span { flex: 1; border-bottom: 1px solid #444; padding-bottom: .2rem; }
@media print { body { margin: 0; max-width: none; padding: 0; font-size: 10pt; }
  thead th, mark { print-color-adjust: exact; } }
@media (max-width: 40rem) { table, thead, tbody, tr, th, td { display: block; width: auto; }
  thead { display: none; } tr { margin-bottom: .8rem; } th[scope=row] { text-align: left; } }
</style>
</head>
<body>
<main>
<h1>$title</h1>
<p class="about">$about</p>
<table>
<thead><tr>$heads</tr></thead>
<tbody>
$rows
</tbody>
</table>
$more
<p class="signed"><span>$editor</span><span>$reader</span><span>$day</span></p>
</main>
</body>
</html>
"""
)
_HEADS = (
    ("number", mark("No.")),
    ("kind", mark("kind")),
    ("place", mark("place")),
    ("", mark("words and what is asked")),
    ("by", mark("by")),
    ("outcome", mark("outcome")),
)
_BAD = frozenset({Outcome.NOT_DONE, Outcome.OTHERWISE})


def list_as_html(corrections: CorrectionList) -> str:
    """校改单: with an empty box a correction, to be ticked."""
    box = '<span class="box" role="img" aria-label="{}">☐</span>'.format(_words(mark("open")))
    rows = [_row(one, box) for one in corrections.corrections]
    about = translate(mark("{total} corrections from {copies} copies")).format(
        total=len(corrections.corrections), copies=len(corrections.copies)
    )
    title = translate(mark("Corrections of {week}, {round}")).format(
        week=corrections.week, round=corrections.round_name
    )
    return _page(title, about, rows, "")


def check_as_html(check: CorrectionCheck) -> str:
    """核红: what became of each correction, and what changed besides."""
    rows = [_row(one.correction, _outcome(one)) for one in check.judgements]
    title = translate(mark("Corrections of {week}, {round}")).format(
        week=check.week, round=check.round_name
    )
    return _page(title, summary_of(check), rows, _others(check.others))


def _page(title: str, about: str, rows: list[str], more: str) -> str:
    languages = reader_languages()
    heads = "".join(
        f'<th scope="col" class="{name}">{_words(words)}</th>' for name, words in _HEADS
    )
    return _PAGE.substitute(
        language="zh-CN" if languages and languages[0].startswith("zh") else "en",
        title=escape(title),
        about=escape(about),
        heads=heads,
        rows="\n".join(rows),
        more=more,
        editor=_words(mark("Corrected by:")),
        reader=_words(mark("Checked by:")),
        day=_words(mark("Date:")),
    )


def _row(one: Correction, outcome: str) -> str:
    source = ":".join((one.file, *(str(part) for part in (one.source_line, one.column) if part)))
    cells = (
        _words(KIND_WORDS[one.kind]),
        escape(page_and_line(one.label, one.proof_line))
        + (f'<span class="source">{escape(source)}</span>' if one.file else ""),
        "".join(_asked(one)),
        escape(one.author) + f'<span class="source">{escape(one.made.partition("T")[0])}</span>',
        outcome,
    )
    data = "".join(f"<td>{cell}</td>" for cell in cells)
    return f'<tr><th scope="row">{one.number}</th>{data}</tr>'


def _asked(one: Correction) -> Iterator[str]:
    """The words as they stand, struck out or marked, and what is to stand there."""
    if one.spans:
        marked = escape(one.marked)
        struck = one.kind in (CorrectionKind.REPLACE, CorrectionKind.DELETE)
        shown = f"<del>{marked}</del>" if struck else f"<mark>{marked}</mark>" if marked else ""
        put_in = f"<ins>{escape(one.asked)}</ins>" if one.asked else ""
        if one.kind is CorrectionKind.INSERT:
            put_in = f"‸{put_in}"
        before, after = escape(one.before), escape(one.after)
        yield f'<span class="words">{before}</span>{shown}{put_in}'
        yield f'<span class="words">{after}</span>'
    else:
        yield f'<span class="words">{_words(mark("(no words here)"))}</span>'
    said = remark_of(one)
    if said:
        yield f'<span class="said">“{escape(said)}”</span>'
    for earlier in one.earlier:
        told = translate(mark("before: {words}")).format(words=earlier)
        yield f'<span class="said">{escape(told)}</span>'
    for reply in one.replies:
        yield f'<span class="said">↳ {escape(reply.words)} {escape(reply.author)}</span>'


def _outcome(judgement: Judgement) -> str:
    kind = "bad" if judgement.outcome in _BAD else ""
    kind = "good" if judgement.outcome is Outcome.DONE else kind
    note = note_of(judgement)
    aside = f'<span class="note">{escape(note)}</span>' if note else ""
    return f'<span class="{kind}">{_words(OUTCOME_WORDS[judgement.outcome])}</span>{aside}'


def _others(others: tuple[OtherChange, ...]) -> str:
    if not others:
        nothing = _words(mark("Nothing else changed."))
        return f"<h2>{nothing}</h2>"
    items = []
    for one in others:
        where = page_and_line(one.label, one.proof_line)
        source = f" {one.file}:{one.source_line}" if one.file else ""
        items.append(
            f"<li>{escape(where + source)}: <span class='words'>{escape(one.context)}</span>"
            f"{escape(change_of(one))}</li>"
        )
    heading = _words(mark("Changed though nobody asked:"))
    return f"<h2>{heading}</h2>\n<ul>\n" + "\n".join(items) + "\n</ul>"


def _words(template: str) -> str:
    return escape(translate(template))
