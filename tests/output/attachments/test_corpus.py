"""The corpus of awkward files: each lands in its class, is told in one finding or more with a cure,
and leaves nothing alive behind."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from tests.editions import WEEK, write_edition
from tests.output.attachments.preparing import codes, outcome, prepare
from typeset.base.errors import SourceError
from typeset.edition.build_issue import build_issue

pytestmark = pytest.mark.slow

CORPUS = Path(__file__).parents[4] / "shared" / "corpus"
FORBIDDEN = re.compile(
    rb"/(?:JavaScript|JS|Launch|SubmitForm|ImportData|Rendition|OpenAction|AA|EmbeddedFiles?|AF|"
    rb"PieceInfo|OPI|Ref|XFA|GoToR|GoToE|RichMedia)\b"
)


def listed() -> list[Any]:
    index = CORPUS / "index.json"
    return json.loads(index.read_text())["files"] if index.is_file() else []


@pytest.fixture(scope="module", autouse=True)
def corpus() -> Path:
    if not listed():
        pytest.skip("../shared/corpus is not there")
    return CORPUS


@pytest.mark.parametrize("entry", listed(), ids=lambda entry: entry["file"])
def test_each_file_lands_in_its_class(corpus: Path, entry: Any) -> None:
    prepared = prepare(corpus, entry["file"])
    assert outcome(prepared) in entry["accept"], codes(prepared)
    for finding in prepared.findings:
        assert entry["file"] in finding.message
        assert finding.cure
        assert not re.search("0x[0-9a-f]{6}", finding.message), "an address says nothing"
    if prepared.files and entry["pages"] is not None:
        assert len(prepared.files[1, 0].pages) == entry["pages"]


def test_all_are_told_before_anything_stops(corpus: Path, tmp_path: Path) -> None:
    bad = [one["file"] for one in listed() if one["accept"] == ["refused with clear error"]]
    folder = write_edition(tmp_path, more=attachments(bad))
    for name in bad:
        shutil.copy(corpus / name, folder)
    with pytest.raises(SourceError) as caught:
        build_issue(tmp_path, WEEK)
    told = [finding.message for finding in caught.value.findings if finding.code[0] == "E"]
    assert {name for name in bad if not any(name in message for message in told)} == set()
    assert not (tmp_path / "out" / f"{WEEK}.pdf").exists()


def test_nothing_alive_comes_along(corpus: Path, tmp_path: Path) -> None:
    alive = [one["file"] for one in listed() if one["must_not_contain"]]
    folder = write_edition(tmp_path, more=attachments(alive))
    for name in alive:
        shutil.copy(corpus / name, folder)
    built = build_issue(tmp_path, WEEK)
    for path in (built.path, built.press):
        with pikepdf.open(path) as pdf:
            keys = {
                key
                for value in pdf.objects
                if isinstance(value, pikepdf.Dictionary | pikepdf.Stream)
                for key in all_keys(value)
            }
        assert {key for key in keys if FORBIDDEN.fullmatch(key.encode())} == set()


def attachments(names: list[str]) -> str:
    return "attachments:\n" + "".join(f"  - {{file: {name}, title: 表}}\n" for name in names)


def all_keys(value: Any, depth: int = 0) -> set[str]:
    """The keys of a dictionary and of all that stand in it directly."""
    if depth > 20 or not isinstance(value, pikepdf.Dictionary | pikepdf.Stream | pikepdf.Array):
        return set()
    if isinstance(value, pikepdf.Array):
        inner = [item for item in value if not getattr(item, "is_indirect", False)]
        return {key for item in inner for key in all_keys(item, depth + 1)}
    found = set(value.keys())
    for key in list(found):
        item = value[key]
        if not getattr(item, "is_indirect", False):
            found |= all_keys(item, depth + 1)
    return found
