"""The sample issues: they load, are our own words, print sharply, and the handbook tells the truth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from typeset.base.findings import Severity
from typeset.cli.commands import COMMANDS
from typeset.content.document import Block, Heading, Issue, Picture, Table
from typeset.content.document_texts import plain_text, texts_of
from typeset.content.load_issue import LoadedIssue, load_issue
from typeset.content.manifest import HEADER_KEYS, MANIFEST_TABLES

SAMPLES = ("2025-36", "handbook", "notice-sample")
PRINTED_WIDTH_MM = 156
"""The type area, which is the widest that a picture can print (GB/T 9704-2012, 5.2.1)."""
LEAST_RESOLUTION = 300
LONGEST_SHARED = 35
"""Han characters in a row that a sample may have in common with a manuscript."""


@pytest.fixture(params=SAMPLES)
def sample(request: pytest.FixtureRequest, project: Path) -> LoadedIssue:
    """Each sample issue, read."""
    return load_issue(project, request.param)


@pytest.fixture
def edition(project: Path) -> LoadedIssue:
    return load_issue(project, "2025-36")


@pytest.fixture
def handbook(project: Path) -> str:
    """All words of the handbook as they are printed."""
    return "\n".join(texts(load_issue(project, "handbook").issue))


def texts(issue: Issue) -> Iterator[str]:
    """The text of every block, cell and caption, then the notice; titles of materials aside."""
    for material in issue.materials:
        for block in material.blocks:
            yield from block_texts(block)
    yield plain_text(issue.notice)


def block_texts(block: Block) -> Iterator[str]:
    """The texts of one block: a paragraph or heading whole, a table cell by cell."""
    yield from map(plain_text, texts_of(block))


def han(text: str) -> str:
    return "".join(re.findall(r"[\u3400-\u9fff]", text))


def test_loads_without_warning(sample: LoadedIssue) -> None:
    serious = [str(found) for found in sample.findings if found.severity is not Severity.HINT]
    assert serious == []


def test_words_are_our_own(sample: LoadedIssue, shared: Path) -> None:
    manuscripts = sorted((shared / "manuscripts").glob("*.txt"))
    assert manuscripts
    for manuscript in manuscripts:
        original = han(manuscript.read_text(encoding="utf-8"))
        length = LONGEST_SHARED + 1
        taken = {original[start : start + length] for start in range(len(original) - length + 1)}
        for text in texts(sample.issue):
            own = han(text)
            copied = [
                own[start : start + length]
                for start in range(len(own) - length + 1)
                if own[start : start + length] in taken
            ]
            assert copied == []


def test_pictures_are_sharp(sample: LoadedIssue) -> None:
    images = [
        source.path for source in sample.sources if source.path.endswith((".png", ".jpg", ".jpeg"))
    ]
    assert images or sample.issue.kind == "document"
    for name in images:
        with Image.open(sample.folder / name) as image:
            assert image.width / PRINTED_WIDTH_MM * 25.4 >= LEAST_RESOLUTION, name
            assert image.mode in {"1", "L"}, f"{name} is printed in black only"


def test_edition_has_what_it_shows(edition: LoadedIssue) -> None:
    issue = edition.issue
    blocks = [block for material in issue.materials for block in material.blocks]
    levels = {block.level for block in blocks if isinstance(block, Heading)}
    run_in = [block for block in blocks if isinstance(block, Heading) and block.run_in]
    assert levels == {1, 2, 3, 4}
    assert any(block.level == 2 for block in run_in)
    assert any(isinstance(block, Table) for block in blocks)
    assert any(isinstance(block, Picture) for block in blocks)
    assert any(set(name) & set("喆堃") for name in issue.names)
    assert [Path(one.files[0].file).suffix for one in issue.attachments] == [".pdf", ".png"]
    characters = sum(len(re.sub(r"\s", "", text)) for text in texts(issue))
    assert characters >= 22 * 28 * 9, "eight body pages and more"


@pytest.mark.parametrize(
    ("week", "name", "turned"),
    [
        ("2025-36", "schedule.pdf", [False, True]),
        ("handbook", "card.pdf", [False]),
        ("notice-sample", "form.pdf", [False]),
    ],
)
def test_attachment(project: Path, week: str, name: str, turned: list[bool]) -> None:
    with pikepdf.open(project / "issues" / week / "attachments" / name) as document:
        assert [is_landscape(page) for page in document.pages] == turned
        for page in document.pages:
            fonts = list(page.resources["/Font"].values())
            assert fonts
            assert all(is_embedded(font) for font in fonts)


def is_landscape(page: pikepdf.Page) -> bool:
    """Whether a page is wider than high as it is seen."""
    left, bottom, right, top = (float(edge) for edge in page.mediabox)
    upright = int(page.obj.get("/Rotate", 0)) % 180 == 0
    return (right - left > top - bottom) is upright


def is_embedded(font: pikepdf.Object) -> bool:
    """Whether a composite font carries its outlines."""
    descriptor = font["/DescendantFonts"][0]["/FontDescriptor"]
    return any(f"/FontFile{kind}" in descriptor for kind in ("", "2", "3"))


def test_handbook_names_every_key(handbook: str) -> None:
    tables = (*MANIFEST_TABLES, HEADER_KEYS)
    names = {
        name for table in tables for key, all_ in table.aliases.items() for name in (key, all_[0])
    }
    assert len(names) > 40
    assert {name for name in names if name not in handbook} == set()


def test_handbook_names_every_command(handbook: str) -> None:
    assert COMMANDS
    assert {name for name in COMMANDS if not re.search(rf"\b{name}\b", handbook)} == set()
