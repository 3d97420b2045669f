"""Word files for tests, made part by part: no library between the test and what Word would write."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = f"""<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>\
</Types>"""
STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="32"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>
  <w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/><w:pPr><w:jc w:val="center"/></w:pPr>
  <w:rPr><w:sz w:val="44"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="N1"><w:name w:val="编号一级"/><w:basedOn w:val="1"/>
  <w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>
<w:style w:type="character" w:styleId="S"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
"""


def run(text: str, properties: str = "") -> str:
    """A run of words."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def bold(text: str) -> str:
    """A bold run."""
    return run(text, "<w:b/>")


def inserted(text: str) -> str:
    """A tracked insertion."""
    return f'<w:ins w:id="1" w:author="甲" w:date="2025-09-01T00:00:00Z">{run(text)}</w:ins>'


def deleted(text: str) -> str:
    """A tracked deletion."""
    words = f'<w:r><w:delText xml:space="preserve">{escape(text)}</w:delText></w:r>'
    return f'<w:del w:id="2" w:author="乙" w:date="2025-09-01T00:00:00Z">{words}</w:del>'


def paragraph(
    *runs: str, style: str = "", number: tuple[int, int] | None = None, more: str = ""
) -> str:
    """A paragraph; `number` is (numId, level), `more` stands among its properties."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        properties += (
            f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>'
        )
    return f"<w:p><w:pPr>{properties}{more}</w:pPr>{''.join(runs)}</w:p>"


def text(words: str, **given: str) -> str:
    """A paragraph of plain words."""
    return paragraph(run(words), style=given.get("style", ""), more=given.get("more", ""))


def table(rows: Iterable[Iterable[str]]) -> str:
    """A table of plain cells."""
    cells = ("".join(f"<w:tc><w:tcPr/>{text(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def field_of(instruction: str, result: str) -> str:
    """A field with its result."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{escape(instruction)}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def level(index: int, kind: str, words: str, more: str = "") -> str:
    """A level of a list: number format and text such as 第%1章."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{more}'
        f'<w:lvlText w:val="{words}"/></w:lvl>'
    )


def abstract(name: int, *levels: str, more: str = "") -> str:
    """A list."""
    return f'<w:abstractNum w:abstractNumId="{name}">{more}{"".join(levels)}</w:abstractNum>'


def instance(name: int, of: int, more: str = "") -> str:
    """What a paragraph's numId names."""
    return f'<w:num w:numId="{name}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


@dataclass(slots=True)
class WordFile:
    """The parts of a .docx; `links` are further relationships (id, kind, target, external)."""

    body: str
    numbering: str = ""
    styles: str = STYLES
    parts: dict[str, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    links: list[tuple[str, str, str, bool]] = field(default_factory=list)

    def data(self) -> bytes:
        """The bytes of the file."""
        names = ["styles", *(["numbering"] if self.numbering else []), *self.parts]
        members: dict[str, bytes | str] = {
            "[Content_Types].xml": _types(names),
            "_rels/.rels": _relationships([("r1", "officeDocument", "word/document.xml", False)]),
            "word/document.xml": part("document", f"<w:body>{self.body}<w:sectPr/></w:body>"),
            "word/styles.xml": part("styles", self.styles),
        }
        links = [("s", "styles", "styles.xml", False), *self.links]
        if self.numbering:
            members["word/numbering.xml"] = part("numbering", self.numbering)
            links.append(("n", "numbering", "numbering.xml", False))
        for name, words in self.parts.items():
            kind = name.rstrip("0123456789")
            root = {"header": "hdr", "footer": "ftr"}.get(kind, kind)
            members[f"word/{name}.xml"] = part(root, words)
            links.append((name, kind, f"{name}.xml", False))
        members["word/_rels/document.xml.rels"] = _relationships(links)
        return zipped({**members, **self.files})


def part(root: str, content: str) -> str:
    """An XML part."""
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f"{head}<w:{root} {NAMESPACES}>{content}</w:{root}>"


def zipped(members: Mapping[str, bytes | str]) -> bytes:
    """A ZIP file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()


def _types(names: Iterable[str]) -> str:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" '
        f'ContentType="{kind}.{name.rstrip("0123456789")}+xml"/>'
        for name in ("document.main", *names)
    ).replace("/word/document.main.xml", "/word/document.xml")
    defaults = (
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
    )
    return TYPES.replace("</Types>", f"{defaults}{overrides}</Types>")


def _relationships(links: Iterable[tuple[str, str, str, bool]]) -> str:
    entries = "".join(
        f'<Relationship Id="{name}" Type="{RELATIONSHIP}/{kind}" Target="{escape(target)}"'
        + (' TargetMode="External"/>' if external else "/>")
        for name, kind, target, external in links
    )
    return f'<?xml version="1.0"?><Relationships xmlns="{PACKAGE}/relationships">{entries}</Relationships>'
