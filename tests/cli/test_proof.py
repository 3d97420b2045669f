"""`paiban proof`: a round by its command; exit codes, one JSON object, pictures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.editions import WEEK, write_edition
from typeset.cli.entry import run_command_line
from typeset.cli.proof import today
from typeset.texts.page_images import PageImageError, PageImages

SLIP = {"材料1.md": "title: 植树\n\n甲,乙。\n"}


def run(capfd: pytest.CaptureFixture[str], root: Path, *words: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as caught:
        run_command_line(["proof", WEEK, "--root", str(root), *words])
    captured = capfd.readouterr()
    assert "Traceback" not in captured.err
    assert isinstance(caught.value.code, int)
    return caught.value.code, captured.out, captured.err


def answer(capfd: pytest.CaptureFixture[str], root: Path, *words: str) -> dict[str, Any]:
    code, out, err = run(capfd, root, *words, "--json")
    assert err == ""
    value: dict[str, Any] = json.loads(out)
    assert value["ok"] is (code == 0)
    return value


def test_a_round_tells_where_it_is_and_what_is_next(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = write_edition(tmp_path)
    code, out, _ = run(capfd, tmp_path)
    assert code == 0
    assert "一校" in out
    assert str(folder / "proofs" / "1-一校" / "proof.pdf") in out
    assert "paiban corrections" in out


def test_errors_of_lint_are_listed_and_frozen_and_stop_nothing(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = write_edition(tmp_path, SLIP)
    value = answer(capfd, tmp_path)
    assert value["ok"]
    assert "E001" in [one["code"] for one in value["findings"]]
    kept = json.loads((folder / "proofs" / "1-一校" / "round.json").read_bytes())["findings"]
    assert kept == value["findings"]


def test_what_cannot_be_built_makes_no_round(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = write_edition(tmp_path, {"材料1.md": "title: 植树\n\n![图](missing.png)\n"})
    code, _, err = run(capfd, tmp_path)
    assert code == 2
    assert "材料1.md:3" in err
    assert not (folder / "proofs").exists()


def test_a_round_that_is_there(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder = write_edition(tmp_path)
    assert answer(capfd, tmp_path, "--round", "核红")["round"] == "核红"
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    code, _, err = run(capfd, tmp_path, "--round", "核红")
    assert code == 2
    assert "E750" in err
    assert before == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    code, _, err = run(capfd, tmp_path, "--round", "../一校")
    assert code == 2
    assert "E751" in err


@pytest.mark.slow
def test_pictures(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    write_edition(tmp_path)
    value = answer(capfd, tmp_path, "--png", "--wide-margin", "--grid", "--no-watermark")
    pictures = sorted(Path(value["folder"], "png").iterdir())
    assert len(pictures) == value["pages"] + 1
    with Image.open(pictures[0]) as page, Image.open(pictures[-1]) as overview:
        assert page.width / page.height == pytest.approx(270 / 297, rel=0.01)
        assert overview.width > page.width


def test_pictures_that_cannot_be_painted_leave_the_round(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object, **__: object) -> bytes:
        raise PageImageError("TimeoutError")

    monkeypatch.setattr(PageImages, "image", die)
    folder = write_edition(tmp_path)
    code, _, err = run(capfd, tmp_path, "--png")
    assert code == 1
    assert "E756" in err
    assert (folder / "proofs" / "1-一校" / "proof.pdf").is_file()
    assert not (folder / "proofs" / "1-一校" / "png").exists()


def test_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1756684800")
    assert today() == "2025-09-01"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "x")
    assert len(today()) == len("2025-09-01")
