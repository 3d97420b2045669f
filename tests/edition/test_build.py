"""The whole flow: sources to two PDFs, its text, its promises when something is wrong."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from tests.editions import MATERIAL, WEEK, write_edition, write_image, write_pdf
from typeset.base.errors import SourceError, TypesetError
from typeset.content.document import Heading, Material, Paragraph
from typeset.content.document_texts import plain_text
from typeset.content.load_issue import load_issue
from typeset.edition.build_issue import build_issue, lay_out_issue
from typeset.importers.plain_text import import_plain_text
from typeset.importers.receiving.read_manuscript import read_manuscript
from typeset.importers.save_import import save_import

BLANK = re.compile(r"[\s\u3000\ufffe]+")


def page_texts(path: Path) -> list[str]:
    """The text of each page without blanks, as PDFium reads it."""
    document = pypdfium2.PdfDocument(path)
    return [BLANK.sub("", page.get_textpage().get_text_bounded()) for page in document]


def codes(error: TypesetError) -> list[str]:
    return [finding.code for finding in error.findings]


def test_small_edition(tmp_path: Path) -> None:
    write_edition(tmp_path)
    built = build_issue(tmp_path, WEEK)
    assert built.path == tmp_path / "out" / f"{WEEK}.pdf"
    texts = page_texts(built.path)
    assert len(texts) == built.pages == 6
    assert "植树造林的通知" in texts[2]
    assert texts[4].startswith("材料1")
    assert texts[4].endswith("—1—")
    assert "（一）节水。每人每天少用一升水。" in texts[5]
    assert sorted(os.listdir(built.path.parent)) == sorted([built.path.name, built.press.name])


def test_duplex_order_and_numbers(tmp_path: Path) -> None:
    """Cover, blank, contents, blank, material 1 on a recto; numbers only from there (7.5)."""
    write_edition(tmp_path)
    pages = lay_out_issue(tmp_path, WEEK).pages.pages
    assert [page.kind for page in pages] == ["cover", "blank", "contents", "blank", "body", "body"]
    assert [page.number for page in pages] == [None, None, None, None, 1, 2]
    assert [page.side for page in pages[4:]] == ["recto", "verso"]
    recto, verso = pages[4].type_area, pages[5].type_area
    assert recto.left + verso.left + recto.width == pytest.approx(210 / 25.4 * 72, abs=0.01)


def test_single_sided_style(tmp_path: Path) -> None:
    write_edition(tmp_path)
    pages = lay_out_issue(tmp_path, WEEK, "weekly-single").pages.pages
    assert [page.kind for page in pages] == ["cover", "contents", "body", "body"]
    assert len({page.type_area for page in pages}) == 1


def test_outline_labels_and_metadata(tmp_path: Path) -> None:
    write_edition(tmp_path)
    with pikepdf.open(build_issue(tmp_path, WEEK).path) as pdf:
        with pdf.open_outline() as outline:
            assert [item.title for item in outline.root] == [
                "目录",
                "材料1　植树造林的通知",
                "材料2　节约用水的通知",
            ]
            assert [item.title for item in outline.root[1].children] == ["一、总体要求"]
        assert [page.label for page in pdf.pages] == ["封面", "", "目录", "", "1", "2"]
        assert str(pdf.Root.Lang) == "zh-CN"
        assert str(pdf.docinfo.Author) == "编写组"
        links = [link for link in pdf.pages[2].Annots if link.Subtype == pikepdf.Name.Link]
        assert [link.Dest[0].objgen for link in links] == [
            pdf.pages[4].obj.objgen,
            pdf.pages[5].obj.objgen,
        ]


@pytest.mark.slow
@pytest.mark.parametrize("week", ["2025-36", "handbook", "notice-sample"])
def test_samples_build(project: Path, tmp_path: Path, week: str) -> None:
    built = build_issue(project, week, out=tmp_path)
    assert not [found for found in built.findings if found.code[0] in "EW"]
    assert built.pages >= 6


@pytest.mark.slow
def test_same_bytes(tmp_path: Path, project: Path) -> None:
    """Two folders, other zones, other languages, other hash seeds: one sha256 a file."""
    digests: dict[str, set[str]] = {f"{WEEK}.pdf": set(), f"{WEEK}.print.pdf": set()}
    for number, (zone, language, seed) in enumerate(
        [("Asia/Shanghai", "zh_CN.UTF-8", "1"), ("America/New_York", "C", "2")]
    ):
        root = tmp_path / f"{number} 周"
        picture = {"材料1.md": MATERIAL.format(title="题", text="![图](图.png)")}
        folder = write_edition(root, picture, more="attachments: [a.pdf]\n")
        write_image(folder / "图.png", (1900, 300), "RGB")
        write_pdf(folder / "a.pdf", [(595, 842)])
        variables = {"TZ": zone, "LANG": language, "PYTHONHASHSEED": seed, "LANGUAGE": ""}
        subprocess.run(
            [sys.executable, "-m", "typeset", "issue", WEEK, "--root", str(root)],
            env={**os.environ, **variables, "PYTHONPATH": str(project)},
            cwd=tmp_path,
            check=True,
            capture_output=True,
        )
        for name, found in digests.items():
            found.add(hashlib.sha256((root / "out" / name).read_bytes()).hexdigest())
    assert [len(found) for found in digests.values()] == [1, 1]


# ------------------------------------------------------------------- the real manuscript


@pytest.fixture(scope="module")
def manuscript(manuscript_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real edition, imported; the folder that holds issues/."""
    root = tmp_path_factory.mktemp("manuscript")
    source = manuscript_path
    save_import(import_plain_text(read_manuscript(source), WEEK, str(source)), root, str(source))
    return root


def body_text(material: Material) -> str:
    """What a material prints, from its label to its last block, without blanks."""
    parts = [f"材料{material.number}", plain_text(material.kicker), plain_text(material.title)]
    parts += map(plain_text, material.subtitles)
    parts.append(material.document_number)
    if material.date:
        date = material.date
        parts.append(f"（{date.year}年{date.month}月{date.day}日）")
    for block in material.blocks:
        match block:
            case Paragraph(inlines=inlines):
                parts.append(plain_text(inlines))
            case Heading(title=title, run_in=run_in):
                parts.append(plain_text(title + run_in))
            case _:
                raise AssertionError("the manuscript has text only")
    return BLANK.sub("", "".join(parts))


def test_text_of_the_manuscript_comes_back(manuscript: Path) -> None:
    """Every character of the source, in its order, and no other."""
    issue = load_issue(manuscript, WEEK).issue
    built = build_issue(manuscript, WEEK)
    numbered = [
        re.sub(rf"—{number}—$", "", text)
        for number, text in enumerate(page_texts(built.path)[4:], 1)
    ]
    assert "".join(numbered) == "".join(map(body_text, issue.materials))


# --------------------------------------------------------------------------- attachments


def test_attachments_are_placed_and_numbered(tmp_path: Path) -> None:
    more = "attachments:\n  - {file: a.pdf, title: 安排表}\n  - {file: b.png, title: 海报}\n"
    folder = write_edition(tmp_path, more=more)
    write_pdf(folder / "a.pdf", [(595, 842), (842, 595), (300, 300)], corner=(50, -20))
    write_image(folder / "b.png", (800, 1200))
    built = build_issue(tmp_path, WEEK)
    texts = page_texts(built.path)
    assert [text[-3:] for text in texts[4:]] == ["—1—", "—2—", "—3—", "—4—", "—5—", "—6—"]
    assert "附件1安排表" in texts[2]
    assert texts[6].startswith("附件1安排表")
    assert texts[9].startswith("附件2海报")


@pytest.mark.parametrize(("rotate", "turned"), [(0, 0), (90, 90), (180, 180), (270, 270)])
def test_rotation_of_a_foreign_page_is_kept(tmp_path: Path, rotate: int, turned: int) -> None:
    """The black square of the lower left corner stands where a viewer shows it."""
    more = "attachments:\n  - {file: a.pdf, title: 表, fit: page}\n"
    folder = write_edition(tmp_path, more=more)
    size = (595, 842) if rotate % 180 == 0 else (842, 595)
    write_pdf(folder / "a.pdf", [size], rotate=rotate)
    document = pypdfium2.PdfDocument(build_issue(tmp_path, WEEK).path)
    image = document[6].render(scale=1, grayscale=True).to_pil()
    corners = {0: (5, -6), 90: (5, 5), 180: (-6, 5), 270: (-6, -6)}
    for turn, (x, y) in corners.items():
        dark = image.getpixel((x % image.width, y % image.height)) < 128
        assert dark is (turn == turned), turn


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"%PDF-1.4 nothing follows", "E603"),
        (b"", "E620"),
        (b"\x89PNG not a PDF", "E603"),
    ],
)
def test_broken_attachment(tmp_path: Path, content: bytes, code: str) -> None:
    folder = write_edition(tmp_path, more="attachments: [a.pdf]\n")
    (folder / "a.pdf").write_bytes(content)
    with pytest.raises(SourceError) as caught:
        build_issue(tmp_path, WEEK)
    assert codes(caught.value) == [code]
    assert str(caught.value.findings[0].position).startswith("issue.yaml:")


def test_locked_attachment(tmp_path: Path) -> None:
    folder = write_edition(tmp_path, more="attachments: [a.pdf]\n")
    write_pdf(folder / "a.pdf", [(595, 842)], password="secret")
    with pytest.raises(SourceError) as caught:
        build_issue(tmp_path, WEEK)
    assert codes(caught.value) == ["E604"]


# -------------------------------------------------------------- the last good file stays


@pytest.mark.parametrize(
    ("files", "more", "code"),
    [
        ({"材料1.md": "title: 题\n\n字\U000f0000字\n"}, "", "E401"),
        ({"材料1.md": MATERIAL.format(title="题", text="![图](图.png)")}, "", "E106"),
        ({}, "attachments: [../outside.pdf]\n", "E116"),
    ],
)
def test_a_failed_build_leaves_the_last_file(
    tmp_path: Path, files: dict[str, str], more: str, code: str
) -> None:
    folder = write_edition(tmp_path)
    good = build_issue(tmp_path, WEEK).path.read_bytes()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    with (folder / "issue.yaml").open("a", encoding="utf-8") as manifest:
        manifest.write(more)
    with pytest.raises(SourceError) as caught:
        build_issue(tmp_path, WEEK)
    assert code in codes(caught.value)
    assert (tmp_path / "out" / f"{WEEK}.pdf").read_bytes() == good
    assert sorted(os.listdir(tmp_path / "out")) == [f"{WEEK}.pdf", f"{WEEK}.print.pdf"]


# ------------------------------------------------------------------- nothing twice


def test_an_unchanged_edition_is_not_built_again(tmp_path: Path) -> None:
    folder = write_edition(tmp_path)
    first = build_issue(tmp_path, WEEK)
    again = build_issue(tmp_path, WEEK)
    assert (first.unchanged, again.unchanged) == (False, True)
    assert (again.pages, again.characters, again.faces) == (
        first.pages,
        first.characters,
        first.faces,
    )
    assert [str(found) for found in again.findings] == [str(found) for found in first.findings]
    assert build_issue(tmp_path, WEEK, rebuild=True).unchanged is False
    assert build_issue(tmp_path, WEEK, "weekly-single").unchanged is False
    (folder / "材料1.md").write_text(MATERIAL.format(title="新题", text="新的正文。"), "utf-8")
    changed = build_issue(tmp_path, WEEK)
    assert changed.unchanged is False
    assert "新题" in page_texts(changed.path)[2]


@pytest.mark.slow
def test_an_attached_issue_is_watched(tmp_path: Path) -> None:
    """Another issue is attached as its own build left it; when that changes, so does this one."""
    write_edition(tmp_path)
    other = tmp_path / "issues" / "2025-35"
    (tmp_path / "issues" / WEEK).rename(other)
    write_edition(tmp_path, more="attachments:\n  - {issue: 2025-35, title: 上期}\n")
    with pytest.raises(SourceError) as caught:
        build_issue(tmp_path, WEEK)
    assert [finding.code for finding in caught.value.findings] == ["E646"]
    count = build_issue(tmp_path, "2025-35").pages
    built = build_issue(tmp_path, WEEK)
    assert built.pages == 6 + count
    assert build_issue(tmp_path, WEEK).unchanged
    text = (other / "材料1.md").read_text(encoding="utf-8")
    (other / "材料1.md").write_text(text + "再种一棵。\n", encoding="utf-8")
    build_issue(tmp_path, "2025-35")
    assert not build_issue(tmp_path, WEEK).unchanged
