"""`paiban inspect`: pages as text, lines for other programs, bad input without a traceback."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.editions import WEEK, write_edition
from typeset.cli.entry import run_command_line

TEXT = "会议(第3次)指出，要**认真学习**《条例》，在2025年8月27日前完成各项工作任务。"


def run(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, given: bytes, *words: str
) -> tuple[int, str, str]:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given)))
    with pytest.raises(SystemExit) as caught:
        run_command_line(["inspect", *words])
    captured = capfd.readouterr()
    assert "Traceback" not in captured.err
    assert isinstance(caught.value.code, int)
    return caught.value.code, captured.out, captured.err


def ask(**request: Any) -> bytes:
    return json.dumps(request, ensure_ascii=False).encode() + b"\n"


def test_lines(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    given = ask(id="a", text=TEXT, measure=14, indent=2) + ask(
        id=2, text="一句话。", measure=28, indent=0
    )
    code, out, err = run(capfd, monkeypatch, given, "lines", "--jsonl")
    assert (code, err) == (0, "")
    first, second = [json.loads(line) for line in out.splitlines()]
    assert (first["id"], second["id"]) == ("a", 2)
    assert [(edit["offset"], edit["before"], edit["after"]) for edit in first["edits"]] == [
        (2, "(", "（"),
        (6, ")", "）"),
    ]
    words = "".join(glyph["char"] for line in first["lines"] for glyph in line["glyphs"])
    assert words == TEXT.replace("**", "").replace("(", "（").replace(")", "）")
    assert [line["last"] for line in first["lines"]] == [False] * (len(first["lines"]) - 1) + [True]
    for place, line in enumerate(first["lines"]):
        glyphs = line["glyphs"]
        assert glyphs[0]["x"] == (0 if place else 2)
        for glyph in glyphs:
            assert set(glyph) == {"char", "x", "advance", "face", "ink"}
            left, bottom, right, top = glyph["ink"]
            assert left <= right
            assert bottom <= top
        if line["justified"]:
            assert glyphs[-1]["x"] + glyphs[-1]["advance"] == pytest.approx(14, abs=0.02)
    faces = {glyph["face"] for glyph in first["lines"][0]["glyphs"]}
    assert len(faces) > 1, "Han and Western, or bold"


def test_defaults_and_names(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "会" * 49 + "欧阳建国" + "议" * 20
    given = ask(text=text, measure=50, indent=0) + ask(
        text=text, measure=50, indent=0, names=["欧阳建国"]
    )
    _, out, _ = run(capfd, monkeypatch, given + ask(text="会" * 40), "lines", "--jsonl")
    plain, named, standard = [json.loads(line) for line in out.splitlines()]
    assert plain["lines"][0]["glyphs"][-1]["char"] == "欧"
    assert named["lines"][0]["glyphs"][-1]["char"] == "会"
    assert [len(line["glyphs"]) for line in standard["lines"]] == [26, 14]


def test_plain_text(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    code, out, _ = run(capfd, monkeypatch, ("会" * 30).encode() + b"\n\n", "lines")
    assert code == 0
    assert out.splitlines() == [f" 0.00 %  {'会' * 26}", f" 0.00 %  {'会' * 4}"]


BAD = [
    b"no json\n",
    b"[1]\n",
    b'{"id": 1}\n',
    b'{"text": 1}\n',
    b'{"text": "a", "measure": "b"}\n',
    b'{"text": "a", "measure": 0}\n',
    b'{"text": "a", "measure": NaN}\n',
    b'{"text": "a", "measure": true}\n',
    b'{"text": "a", "names": "b"}\n',
    b"[" * 100000 + b"\n",
    b"\xff\xfe\n",
]


@pytest.mark.parametrize("line", BAD)
def test_a_bad_line_is_named_and_the_others_are_set(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, line: bytes
) -> None:
    given = ask(id=1, text="会议") + line + ask(id=3, text="会议")
    code, out, err = run(capfd, monkeypatch, given, "lines", "--jsonl")
    assert code == 2
    assert [json.loads(answer)["id"] for answer in out.splitlines()] == [1, 3]
    assert err.startswith("stdin:2: E903 ")


@pytest.mark.parametrize(
    "text", ["", "\ud800", "\x00\u200b\u202e", "**", "[a](javascript:1)", "a" * 5000]
)
def test_any_text_is_set(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    given = json.dumps({"id": 1, "text": text, "measure": 2, "indent": 0}).encode()
    code, out, _ = run(capfd, monkeypatch, given, "lines", "--jsonl")
    assert code == 0
    assert json.loads(out)["id"] == 1


def test_pages(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write_edition(tmp_path)
    code, out, _ = run(capfd, monkeypatch, b"", "pages", WEEK, "--root", str(tmp_path))
    assert code == 0
    assert "\npage 1  cover  recto" in out
    code, json_out, err = run(
        capfd, monkeypatch, b"", "pages", WEEK, "--root", str(tmp_path), "--json"
    )
    value = json.loads(json_out)
    assert (code, err) == (0, "")
    assert (value["command"], value["ok"], value["text"]) == ("inspect pages", True, out)
    cover, *_, last = value["pages"]
    assert (cover["page"], cover["kind"], cover["number"], cover["lines_used"]) == (
        1,
        "cover",
        None,
        0,
    )
    assert (last["kind"], last["side"], last["number"], last["lines"]) == ("body", "verso", 2, 22)
    assert 0 < last["lines_used"] < 22
    assert (last["variants"], last["given_up"]) == ([], [])
    assert last["widest_gap"] >= 0
    assert last["most_squeeze"] >= 0


def test_a_week_that_is_not_there(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    code, _, err = run(capfd, monkeypatch, b"", "pages", "1999-01", "--root", str(tmp_path))
    assert code == 2
    assert err.count("cure: ") == 1
