"""Ten attachments as offices send them, made here, each awkward in its own way."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pikepdf
import typst
from docx.oxml.ns import qn
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image, ImageDraw

from tests.editions import WEEK, write_edition

FONTS = Path(__file__).parents[3] / "fonts" / "open"
REPORT = """
#set page(paper: "a4", margin: 2.5cm, numbering: "1")
#set text(font: "FandolSong", size: 12pt, lang: "zh")
#set heading(numbering: "一、")
#outline()
#for i in range(4) [
  = 第#(i + 1)项工作
  == 目标
  #text(fill: rgb("#b00020"))[按期完成，]#link("https://example.org/")[参看公开的说明]。
  #for j in range(30) [各单位要把责任落到人，把时限定到天，把结果交到会上。]
  #table(columns: (1fr, 1fr, 1fr), [项目], [时限], [责任人], [一], [九月], [甲])
]
"""
SLIDES = """
#set page(width: 25.4cm, height: 14.29cm, margin: 1.5cm, fill: gradient.linear(white, aqua))
#set text(font: "FandolHei", size: 28pt, lang: "zh")
#for i in range(3) {
  [= 第#(i + 1)张]
  rect(width: 8cm, height: 3cm, fill: rgb(200, 0, 0, 50%))
  pagebreak(weak: true)
}
"""
TABLE = """
#set page(paper: "a4", flipped: true, margin: 1.5cm)
#set text(font: "FandolSong", size: 11pt, lang: "zh")
#align(center, text(size: 18pt)[任务分工表])
#table(columns: (2cm, 1fr, 1fr, 4cm, 4cm), ..range(60).map(i => [第#i 格]))
"""
MANIFEST = """attachments:
  - {file: report.pdf, title: 工作报告}
  - {file: slides.pdf, title: 培训课件}
  - {file: table.pdf, title: 任务分工表}
  - {file: letter.docx, title: 会议通知}
  - {file: fax.tif, title: 传真件, label: false}
  - {file: photo.jpg, title: 现场照片}
  - {file: form.pdf, title: 登记表}
  - {file: old.pdf, title: 旧系统导出的名单}
  - title: 两份说明
    files: [{file: layers.pdf, title: 平面图}, {file: poster.png, title: 海报, fit: page}]
  - {file: report.pdf, title: 报告摘页, pages: "2,1", fit: actual-size, number: own}
"""


def write_ten(root: Path) -> Path:
    """An edition with ten attachments; its folder."""
    folder = write_edition(root, more=MANIFEST)
    for name, text in (("report", REPORT), ("slides", SLIDES), ("table", TABLE)):
        source = root / f"{name}.typ"
        source.write_text(text, encoding="utf-8")
        made = typst.compile(str(source), font_paths=[str(FONTS)])
        assert isinstance(made, bytes)
        (folder / f"{name}.pdf").write_bytes(made)
    (folder / "letter.docx").write_bytes(letter())
    fax(folder / "fax.tif")
    photo(folder / "photo.jpg")
    form(folder / "form.pdf", folder / "report.pdf")
    old(folder / "old.pdf")
    layers(folder / "layers.pdf")
    poster(folder / "poster.png")
    assert folder.name == WEEK
    return folder


def letter() -> bytes:
    document = docx.Document()
    for family, words in (
        ("方正小标宋简体", "关于召开会议的通知"),
        ("仿宋_GB2312", "各单位：定于九月三日召开会议，请派人参加，并带上本单位的材料。"),
        ("黑体", "一、会议内容"),
        ("楷体_GB2312", "（一）交流情况"),
    ):
        run = document.add_paragraph().add_run(words)
        run.font.name = family
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), family)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def fax(path: Path) -> None:
    """Two pages of a fax: 1 bit, other resolutions across than down."""
    sheets = []
    for number in (1, 2):
        sheet = Image.new("1", (1728, 1145), 1)
        draw = ImageDraw.Draw(sheet)
        for line in range(10 * number):
            draw.rectangle((150, 100 + 45 * line, 1500 - 20 * line, 120 + 45 * line), fill=0)
        sheets.append(sheet)
    sheets[0].save(
        path, save_all=True, append_images=sheets[1:], dpi=(204, 98), compression="group4"
    )


def photo(path: Path) -> None:
    """A photograph that lies on its side, as telephones store it."""
    image = Image.linear_gradient("L").resize((1600, 1200)).convert("RGB")
    ImageDraw.Draw(image).ellipse((200, 200, 900, 900), fill=(200, 120, 40))
    exif = Image.Exif()
    exif[0x0112] = 6
    image.save(path, quality=90, exif=exif)


def form(path: Path, source: Path) -> None:
    """A page with a filled-in field, a seal as annotation, a note and a script."""
    with pikepdf.open(source) as pdf:
        del pdf.pages[1:]
        page = pdf.pages[0]
        seal = pdf.make_stream(
            b"1 0 0 RG 6 w 10 10 100 100 re 40 40 40 40 re S",
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, 120, 120]),
        )
        stamp = Dictionary(
            Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([400, 100, 520, 220]), F=0
        )
        stamp.AP = Dictionary(N=seal)
        note = Dictionary(
            Type=Name.Annot, Subtype=Name.Text, Rect=Array([20, 20, 40, 40]), Contents="内部意见"
        )
        page.obj.Annots = Array([pdf.make_indirect(stamp), pdf.make_indirect(note)])
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
        pdf.save(path)


def old(path: Path) -> None:
    """A list in a Chinese face that is named only, as old office programs made them."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595, 842))
        inner = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType0,
            BaseFont=Name("/STSong-Light"),
            CIDSystemInfo=Dictionary(
                Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("GB1"), Supplement=2
            ),
        )
        inner.FontDescriptor = Dictionary(
            Type=Name.FontDescriptor, FontName=Name("/STSong-Light"), Flags=6, ItalicAngle=0
        )
        face = Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/STSong-Light"))
        face.Encoding = Name("/UniGB-UCS2-H")
        face.DescendantFonts = Array([pdf.make_indirect(inner)])
        words = "名单：甲乙丙丁".encode("utf-16-be").hex().encode()
        page.obj.Resources = Dictionary(Font=Dictionary(F=pdf.make_indirect(face)))
        page.obj.Contents = Stream(
            pdf,
            b"0 g 70 700 450 3 re f BT /F 20 Tf 72 720 Td <" + words + b"> Tj ET",
        )
        pdf.save(path)


def layers(path: Path) -> None:
    """A plan one of whose layers is off."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(842, 1191))
        groups = [
            pdf.make_indirect(Dictionary(Type=Name.OCG, Name=pikepdf.String(name)))
            for name in ("墙", "水管")
        ]
        pdf.Root.OCProperties = Dictionary(
            OCGs=Array(groups), D=Dictionary(OFF=Array(groups[1:]), Order=Array(groups))
        )
        page.obj.Resources = Dictionary(Properties=Dictionary(A=groups[0], B=groups[1]))
        page.obj.Contents = Stream(
            pdf,
            b"/OC /A BDC 0 0 .6 RG 5 w 60 60 700 1000 re S 60 500 700 3 re S EMC "
            b"/OC /B BDC 1 0 0 RG 20 w 0 0 m 842 1191 l S EMC",
        )
        pdf.save(path)


def poster(path: Path) -> None:
    """A picture whose colour runs over all its edges, with transparency."""
    image = Image.new("RGBA", (1240, 1754), (30, 90, 160, 255))
    ImageDraw.Draw(image).rectangle((200, 300, 1040, 900), fill=(255, 230, 120, 128))
    image.save(path, dpi=(150, 150))
