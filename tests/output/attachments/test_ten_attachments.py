"""An edition with ten mixed attachments: valid in both files, fit for the press, rightly numbered."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from tests.editions import WEEK
from tests.output.attachments.ten_attachments import write_ten
from tests.output.read_back import complaints, vera_complaints
from typeset.base.findings import has_errors
from typeset.base.run_office import find_office
from typeset.edition.build_issue import Built, build_issue

pytestmark = pytest.mark.slow

FIRST = 6
"""Place of the first attachment's first page: after cover, contents, two materials and blanks."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    if find_office() is None:
        pytest.skip("LibreOffice is not installed")
    root = tmp_path_factory.mktemp("ten")
    write_ten(root)
    return build_issue(root, WEEK, preflight=True)


def test_nothing_is_wrong_with_it(built: Built) -> None:
    assert not has_errors(built.findings), [str(one) for one in built.findings]
    codes = {finding.code for finding in built.findings}
    assert {"W610", "W520", "W521", "H627"} <= codes
    # Of LibreOffice's Type 1 faces page-validation says that they are not there; veraPDF sees them.
    said = [one for path in (built.press, built.path) for one in complaints(path)]
    assert [one for one in said if "FONT-EMBEDDING" not in one and "TYPE1-SUBSET" not in one] == []


def test_validators(shared: Path, built: Built) -> None:
    assert vera_complaints(shared, built.press, built.path) == []


def test_words_of_attachments_stay_words(built: Built) -> None:
    text = "".join(words(built.path))
    for said in ("责任落到人", "任务分工表", "定于九月三日召开会议", "第59格"):
        assert said in text
    assert "内部意见" not in text


def test_page_numbers(built: Built) -> None:
    """Ours on every page but where ink stands in its place or the file has its own."""
    pages = words(built.path)[FIRST:]
    missing = [place for place, text in enumerate(pages) if f"—{place + 3}—" not in text]
    with pikepdf.open(built.path) as pdf:
        count = len(pdf.pages)
    assert [place + FIRST for place in missing] == [count - 3, count - 2, count - 1]


def test_bookmarks_of_an_attachment_hang_below_it(built: Built) -> None:
    with pikepdf.open(built.path) as pdf, pdf.open_outline() as outline:
        (report,) = [one for one in outline.root if one.title == "附件1\u3000工作报告"]
        assert [one.title for one in report.children] == [
            "一、 第1项工作",
            "二、 第2项工作",
            "三、 第3项工作",
            "四、 第4项工作",
        ]
        assert [one.title for one in report.children[0].children] == ["一、一、 目标"]
        (both,) = [one for one in outline.root if one.title.startswith("附件9")]
        assert [one.title for one in both.children] == ["平面图", "海报"]


def test_links_of_an_attachment_lead_where_they_did(built: Built) -> None:
    with pikepdf.open(built.path) as pdf:
        places = {page.obj.objgen: place for place, page in enumerate(pdf.pages)}
        links = list(pdf.pages[FIRST].obj.Annots)
        addresses = [str(one.A.URI) for one in links if "/A" in one]
        targets: list[Any] = [one.Dest[0] for one in links if "/Dest" in one]
        inner = [places[one.objgen] for one in targets]
    assert addresses == ["https://example.org/"]
    assert min(inner) == FIRST
    assert max(inner) > FIRST
    with pikepdf.open(built.press) as pdf:
        assert all("/Annots" not in page.obj for page in pdf.pages)


def words(path: Path) -> list[str]:
    """The words of each page without blanks, as PDFium reads them."""
    document = pypdfium2.PdfDocument(path)
    return ["".join(page.get_textpage().get_text_bounded().split()) for page in document]
