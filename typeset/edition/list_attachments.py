"""The list of attachments (附件清单): what was attached, from which bytes, placed how."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path, PurePosixPath
from string import Template
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from typeset.base.findings import Finding, SourcePosition
from typeset.base.html_page import HTML_HEAD
from typeset.base.messages import mark, reader_languages, translate
from typeset.base.records import values_of
from typeset.design.applying.foreign_files import Road, TakenPages

if TYPE_CHECKING:
    from typeset.content.attachment import AttachedFile, Attachment
    from typeset.design.applying.foreign_files import AttachmentFile
    from typeset.design.style.style import NumberForms
    from typeset.layout.placing.page import Page


_ROADS = "W610"
"""The finding that tells of pages printed as pictures, which the roads tell too."""


class ListedFile(Struct, frozen=True):
    """清单中的一个文件.

    `label` and `title` are the attachment's, `own_title` the file's where the attachment has
    several; `first` and `last` are the labels of our pages it stands on; `printed`: with our page
    numbers.  `line` and `column` say where issue.yaml lists it.
    """

    label: str
    title: str
    own_title: str
    file: str
    sha256: str
    count: int
    first: str
    last: str
    printed: bool
    fit: str
    roads: tuple[TakenPages, ...]
    line: int
    column: int


def list_attachments(
    attachments: Sequence[Attachment],
    files: Mapping[tuple[int, int], AttachmentFile],
    pages: Sequence[Page],
    forms: NumberForms,
) -> Iterator[ListedFile]:
    """Every file with the pages of the finished edition that it fills."""
    from typeset.design.applying.words import attachment_label

    filled = iter([page for page in pages if page.kind == "attachment"])
    for attachment in attachments:
        label = attachment_label(forms, attachment.number, len(attachments))
        for place, file in enumerate(attachment.files):
            facts = files[attachment.number, place]
            labels = [next(filled).label for _ in facts.pages]
            yield ListedFile(
                label=label,
                title=attachment.title,
                own_title=file.title,
                file=_name(file, facts),
                sha256=facts.sha256,
                count=len(labels),
                first=labels[0],
                last=labels[-1],
                printed=not attachment.own_numbers,
                fit=file.fit,
                roads=facts.roads,
                line=file.position.line,
                column=file.position.column,
            )


def remarks_on(listed: ListedFile, findings: Sequence[Finding]) -> Iterator[Finding]:
    """What was found at the place where issue.yaml lists a file, its roads aside."""
    for finding in findings:
        where = finding.position or SourcePosition("")
        if (
            where.file == "issue.yaml"
            and (where.line, where.column)
            == (
                listed.line,
                listed.column,
            )
            and finding.code != _ROADS
        ):
            yield finding


def listed_as_json(listed: ListedFile) -> dict[str, Any]:
    """As JSON takes it."""
    return values_of(listed)


def listed_from_json(value: Mapping[str, Any]) -> ListedFile:
    """The inverse.  Raises KeyError or TypeError."""
    roads = tuple(TakenPages(**road) for road in value["roads"])
    return ListedFile(**{**value, "roads": roads})


def _name(file: AttachedFile, facts: AttachmentFile) -> str:
    return file.file or f"out/{PurePosixPath(facts.path).name}"


# The list of attachments as one HTML file (附件清单): opened by any browser, printed on A4.

_PAGE = Template(
    HTML_HEAD
    + """\
body { max-width: 80rem; margin: 2rem auto; padding: 0 1rem; color: #111; background: #fff;
  font: .95rem/1.5 system-ui, "Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei", sans-serif; }
h1 { font-size: 1.4rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border: 1px solid #999; }
thead th { background: #eee; white-space: nowrap; }
tbody th { font-weight: normal; white-space: nowrap; }
td:nth-child(4) { min-width: 5rem; }
ul { margin: 0; padding-left: 1.1rem; } li { margin: 0; }
code { font-size: .8rem; overflow-wrap: anywhere; display: inline-block; min-width: 16ch; }
@page { size: A4 landscape; margin: 12mm; }
@media print { body { margin: 0; padding: 0; max-width: none; font-size: 9pt; }
  tr { break-inside: avoid; } .scroll { overflow: visible; } }
</style>
</head>
<body>
<main>
<h1>$title</h1>
$list
</main>
</body>
</html>
"""
)
_TABLE = Template("""\
<p>$summary</p>
<div class="scroll"><table>
<thead><tr>$heads</tr></thead>
<tbody>
$rows
</tbody>
</table></div>""")
_HEADS = (
    mark("attachment"),
    mark("title"),
    mark("file"),
    mark("pages"),
    mark("printed on"),
    mark("placed"),
    mark("how it was taken over"),
    mark("remarks"),
    "SHA-256",
)
_ROAD_WORDS: dict[Road, str] = {
    "vector": mark("as it is"),
    "inks": mark("as it is, colours turned into inks by Ghostscript"),
    "scan": mark("picture, as it is"),
    "picture": mark("as pictures at {resolution} ppi: {reason}"),
}
_FITS = {
    "type-area": mark("in the type area"),
    "page": mark("on the whole page"),
    "actual-size": mark("in its own size"),
}


def write_attachment_list(
    folder: Path, week: str, listed: Sequence[ListedFile], findings: Sequence[Finding]
) -> Path:
    """附件清单 as `WEEK.attachments.html` in the folder of the finished files.

    Raises SourceError where it cannot be written.
    """
    from typeset.output.write_results import write_results

    path = folder / f"{week}.attachments.html"
    write_results({path: attachment_list_as_html(week, listed, findings).encode()}, week)
    return path


def attachment_list_as_html(
    week: str, listed: Sequence[ListedFile], findings: Sequence[Finding]
) -> str:
    """The whole list in the reader's language."""
    languages = reader_languages()
    chinese = bool(languages) and languages[0].startswith("zh")
    return _PAGE.substitute(
        language="zh-CN" if chinese else "en",
        title=_words(mark("Attachments of {week}"), week=week),
        list=_table(listed, findings) if listed else f"<p>{_words(mark('none'))}</p>",
    )


def road_in_words(taken: TakenPages) -> str:
    """How pages came, in the reader's language."""
    reason = translate(taken.reason) if taken.reason else ""
    return translate(_ROAD_WORDS[taken.road]).format(resolution=taken.resolution, reason=reason)


def _table(listed: Sequence[ListedFile], findings: Sequence[Finding]) -> str:
    return _TABLE.substitute(
        summary=_words(
            mark("{files} files, {pages} pages"),
            files=str(len(listed)),
            pages=str(sum(one.count for one in listed)),
        ),
        heads="".join(f'<th scope="col">{_words(head)}</th>' for head in _HEADS),
        rows="\n".join(_row(one, findings) for one in listed),
    )


def _row(listed: ListedFile, findings: Sequence[Finding]) -> str:
    pages = listed.first if listed.count == 1 else f"{listed.first}–{listed.last}"
    if not listed.printed:
        pages = translate(mark("{pages} (with page numbers of its own)")).format(pages=pages)
    taken = ", ".join(one.numbers for one in listed.roads)
    cells = (
        escape(" · ".join(filter(None, (listed.title, listed.own_title)))),
        escape(listed.file),
        escape(f"{listed.count} ({taken})" if taken else str(listed.count)),
        escape(pages),
        _words(_FITS[listed.fit]),
        _items(_roads(listed)),
        _items(f"{one.code} {one.message}" for one in remarks_on(listed, findings)),
        f"<code>{escape(listed.sha256)}</code>",
    )
    label = f'<th scope="row">{escape(listed.label)}</th>'
    return f"<tr>{label}{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _roads(listed: ListedFile) -> Iterator[str]:
    """The one road, or each with its pages."""
    for taken in listed.roads:
        words = road_in_words(taken)
        yield words if len(listed.roads) == 1 else f"{taken.numbers}: {words}"


def _items(texts: Iterator[str]) -> str:
    """Nothing, one text, or a list of several."""
    items = [escape(text) for text in texts]
    if len(items) < 2:
        return "".join(items)
    return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"


def _words(template: str, **values: str) -> str:
    """Words in the reader's language, safe in HTML."""
    return escape(translate(template).format_map(values))
