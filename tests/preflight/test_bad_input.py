"""Any bytes at all: a clear answer in bounded time and memory, never a traceback."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.preflight.good_file import GoodFile, found_by, report_of
from typeset.base.errors import SourceError
from typeset.preflight.examine import examine_data
from typeset.preflight.expected import Profile
from typeset.preflight.run_preflight import preflight_file


def pages(count: int, **options: Any) -> bytes:
    """A file that shows one empty page again and again."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595, 842))
        pdf.Root.Pages.Kids = pikepdf.Array([page.obj] * count)
        pdf.Root.Pages.Count = count
        written = io.BytesIO()
        pdf.save(written, **options)
        return written.getvalue()


def looping_form() -> bytes:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595, 842))
        form = pdf.make_indirect(
            pikepdf.Stream(
                pdf, b"/F Do /F Do", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form
            )
        )
        form.BBox = pikepdf.Array([0, 0, 1, 1])
        form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
        page.Contents = pdf.make_indirect(pikepdf.Stream(pdf, b"/F Do"))
        written = io.BytesIO()
        pdf.save(written)
        return written.getvalue()


def nested_forms(depth: int) -> bytes:
    """Each form paints the next one ten times: 10 to the power of `depth` paintings."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595, 842))
        inner = None
        for _ in range(depth):
            form = pdf.make_indirect(
                pikepdf.Stream(pdf, b"/F Do " * 10 if inner else b"0 0 1 1 re f")
            )
            form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
            form.BBox = pikepdf.Array([0, 0, 1, 1])
            form.Resources = pikepdf.Dictionary(
                XObject=pikepdf.Dictionary(F=inner) if inner else {}
            )
            inner = form
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=inner))
        page.Contents = pdf.make_indirect(pikepdf.Stream(pdf, b"/F Do"))
        written = io.BytesIO()
        pdf.save(written)
        return written.getvalue()


LOOPING_OUTLINE = b"""%PDF-1.6
1 0 obj <</Type/Catalog/Pages 2 0 R/Outlines 4 0 R>> endobj
2 0 obj <</Type/Pages/Count 1/Kids[3 0 R]>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>> endobj
4 0 obj <</First 5 0 R>> endobj
5 0 obj <</Title(a)/Next 5 0 R/First 5 0 R/Dest[3 0 R/Fit]>> endobj
trailer <</Root 1 0 R>>
"""


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "E881"),
        (b"%PDF-1.7", "E881"),
        (b"PK\x03\x04 not a PDF", "E881"),
        (b"\0" * 5000, "E881"),
        (pages(1, encryption=pikepdf.Encryption(user="a", owner="b")), "E882"),
        (pages(10_000), "E884"),
    ],
    ids=["empty", "header only", "archive", "zeros", "password", "10,000 pages"],
)
def test_refused(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "文件.pdf"
    path.write_bytes(data)
    with pytest.raises(SourceError) as caught:
        preflight_file(path)
    assert [finding.code for finding in caught.value.findings] == [code]
    assert "文件.pdf" in caught.value.findings[0].message


@pytest.mark.parametrize("kind", ["absent", "folder"])
def test_no_file(tmp_path: Path, kind: str) -> None:
    path = tmp_path if kind == "folder" else tmp_path / "absent.pdf"
    with pytest.raises(SourceError) as caught:
        preflight_file(path)
    assert [finding.code for finding in caught.value.findings] == ["E890"]


def test_truncated(good: GoodFile) -> None:
    report = report_of(good.press[:-3000], Profile.PRINT, good.facts)
    assert "E809" in found_by(report)["cross-reference"]


def test_too_large(monkeypatch: pytest.MonkeyPatch, good: GoodFile) -> None:
    monkeypatch.setattr("typeset.preflight.examine.FILE_BYTES", 1000)
    code, values = examine_data(good.press, "a.pdf", None, None)
    assert (code, values["code"]) == (2, "E883")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("data", "check", "code"),
    [
        (looping_form(), "page-content", "E889"),
        (nested_forms(5), "fonts-embedded", ""),
        (LOOPING_OUTLINE, "cross-reference", "E809"),
    ],
    ids=["form in itself", "forms in forms", "bookmarks in a ring"],
)
def test_built_to_loop(data: bytes, check: str, code: str) -> None:
    found = found_by(report_of(data, Profile.READING, None))
    assert not code or code in found[check]
    assert "E892" not in {one for codes in found.values() for one in codes}


def test_too_complex(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("typeset.preflight.scanning.scan_page.OPERATORS_PER_FILE", 5_000)
    found = found_by(report_of(nested_forms(6), Profile.PRINT, None))
    assert "W888" in found["page-content"]


@pytest.mark.slow
def test_corpus(shared: Path, tmp_path: Path) -> None:
    """Foreign and hostile files, each in its worker."""
    files = sorted((shared / "corpus").glob("*.pdf"))
    assert files
    refused = {}
    for path in files:
        try:
            report = preflight_file(path)
        except SourceError as error:
            refused[path.name] = [finding.code for finding in error.findings]
            continue
        assert report.findings
        codes = {finding.code for finding in report.findings}
        assert "E892" not in codes, path.name
        if "__h-js-" in path.name:
            assert "E830" in codes, path.name
        if "__h-embedded" in path.name:
            assert "E845" in codes, path.name
    assert set(refused) >= {path.name for path in files if path.name.startswith("not-a-pdf")}
    assert {code for codes in refused.values() for code in codes} <= {"E881", "E886"}


@pytest.mark.slow
@settings(max_examples=25, derandomize=True)
@given(
    at=st.integers(0, 10**6),
    length=st.integers(0, 400),
    put=st.binary(max_size=40),
    profile=st.sampled_from(list(Profile)),
)
def test_damage(good: GoodFile, at: int, length: int, put: bytes, profile: Profile) -> None:
    """A good file with a piece replaced: a report or a refusal."""
    whole = good.bytes_of(profile)
    start = at % len(whole)
    data = whole[:start] + put + whole[start + length :]
    code, values = examine_data(data, "a.pdf", profile, good.facts)
    assert code in (0, 2)
    assert json.loads(json.dumps(values)) is not None
