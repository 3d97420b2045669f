"""`paiban import`: one JSON object, exit codes, bad input without a traceback."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.importers import word_files as word
from typeset.cli.entry import run_command_line
from typeset.cli.import_text import RULES
from typeset.importers.receiving.read_manuscript import MANUSCRIPT_BYTES

TEXT = "清单\n一、类\n1.种树\n材料1\n种树\n到**2030**年,种树\n100 棵。\n"


def run(capfd: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as caught:
        run_command_line(["import", *words])
    captured = capfd.readouterr()
    assert "Traceback" not in captured.err
    assert isinstance(caught.value.code, int)
    return caught.value.code, captured.out, captured.err


def answer(
    capfd: pytest.CaptureFixture[str], root: Path, file: Path | str, *words: str
) -> tuple[int, dict[str, Any]]:
    code, out, err = run(capfd, str(file), "2025-36", "--root", str(root), "--json", *words)
    assert err == ""
    value: dict[str, Any] = json.loads(out)
    assert value["command"] == "import"
    assert value["ok"] is (code == 0)
    return code, value


def test_json(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "m.txt"
    file.write_text(TEXT, "utf-8")
    code, value = answer(capfd, tmp_path, file)
    assert code == 0
    assert value["findings"] == []
    assert value["files"] == ["issue.yaml", "材料1.md"]
    assert value["joins"] == []
    keys = {"line", "column", "before", "after", "rule", "left", "right", "file"}
    assert all(set(repair) == keys for repair in value["repairs"])
    comma = next(repair for repair in value["repairs"] if repair["rule"] == "half-width-mark")
    assert (comma["line"], comma["before"], comma["after"]) == (6, ",", "，")
    counts = value["counts"]
    assert counts["characters_in"] == len(TEXT)
    assert (tmp_path / "issues" / "2025-36" / "issue.yaml").is_file()


def test_text(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "m.txt"
    file.write_text(TEXT, "utf-8")
    code, out, _ = run(capfd, str(file), "2025-36", "--root", str(tmp_path))
    assert code == 0
    assert "2030**年,种树 → " in out
    assert "1 materials" in out
    assert "characters: " in out
    code, _, err = run(capfd, str(file), "2025-36", "--root", str(tmp_path))
    assert code == 2
    assert "E267" in err
    code, out, _ = run(capfd, str(file), "2025-36", "--root", str(tmp_path), "--force")
    assert code == 0
    assert ".backups" in out


BAD: list[tuple[str, bytes | None, str]] = [
    ("missing.txt", None, "E250"),
    ("empty.txt", b"", "E254"),
    ("blank.txt", b"\n \n", "E254"),
    ("binary.txt", b"\x00\x01\x02\xff" * 64, "E255"),
    ("word.docx", b"PK\x03\x04" + bytes(60), "E281"),
    ("large.txt", b"a" * (MANUSCRIPT_BYTES + 1), "E253"),
]


@pytest.mark.parametrize(("name", "data", "code"), BAD, ids=[row[0] for row in BAD])
def test_bad_input(
    name: str, data: bytes | None, code: str, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    status, value = answer(capfd, tmp_path, tmp_path / name)
    assert status == 2
    assert [finding["code"] for finding in value["findings"]] == [code]
    assert value["findings"][0]["cure"]
    assert not (tmp_path / "issues").exists()


def test_a_folder_and_a_bad_week(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    status, value = answer(capfd, tmp_path, tmp_path)
    assert status == 2
    assert [finding["code"] for finding in value["findings"]] == ["E298"]
    status, _, err = run(capfd, "m.txt", "../x", "--root", str(tmp_path))
    assert status == 2
    assert "E265" in err


PAGE = "<html><head><title>种好树</title></head><body><h1>种好树</h1><p>9月1日，大家种树。</p></body></html>"
MORE = "种树的意见\n各单位要种树。\n"


def test_one_material_more_by_content(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "m.txt").write_text(TEXT, "utf-8")
    (tmp_path / "a.html").write_text(PAGE, "utf-8")
    _, value = answer(capfd, tmp_path, tmp_path / "m.txt")
    assert value["kind"] == "issue"
    code, value = answer(capfd, tmp_path, tmp_path / "a.html")
    assert (code, value["kind"], value["files"]) == (0, "material", ["材料2.md"])
    assert value["materials"][0]["title"] == "种好树"
    code, out, _ = run(capfd, str(tmp_path / "a.html"), "2025-36", "--root", str(tmp_path))
    assert code == 0
    assert "材料3.md: 1 materials" in out


def test_as_issue_and_as_material(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(MORE, "utf-8")
    code, value = answer(capfd, tmp_path, tmp_path / "a.txt", "--as", "material")
    assert (code, [finding["code"] for finding in value["findings"]]) == (2, ["E273"])
    code, value = answer(capfd, tmp_path, tmp_path / "a.txt")
    assert (code, value["kind"]) == (0, "issue")
    code, value = answer(capfd, tmp_path, tmp_path / "a.txt", "--as", "issue")
    assert (code, [finding["code"] for finding in value["findings"]]) == (2, ["E267"])


def test_several_files_and_standard_input(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "甲.txt").write_text(MORE, "utf-8")
    given = io.TextIOWrapper(io.BytesIO("养鱼\n要养鱼。\n".encode()))
    monkeypatch.setattr("sys.stdin", given)
    root = str(tmp_path)
    code, out, _ = run(capfd, str(tmp_path / "甲.txt"), "-", "2025-36", "--root", root, "--json")
    assert code == 0
    value = json.loads(out)
    assert [material["title"] for material in value["materials"]] == ["种树的意见", "养鱼"]


def test_tracked_changes(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    body = word.text("种树的意见") + word.paragraph(
        word.run("要"), word.deleted("不"), word.run("种树。")
    )
    (tmp_path / "a.docx").write_bytes(word.WordFile(body).data())
    code, value = answer(capfd, tmp_path, tmp_path / "a.docx")
    assert (code, [finding["code"] for finding in value["findings"]]) == (2, ["E287"])
    assert value["findings"][0]["line"] == 2
    assert not (tmp_path / "issues").exists()
    code, value = answer(capfd, tmp_path, tmp_path / "a.docx", "--accept-changes")
    assert code == 0
    (gone,) = [repair for repair in value["repairs"] if repair["rule"] == "deletion"]
    assert (gone["line"], gone["before"], gone["after"]) == (2, "不", "")


def test_every_rule_of_a_reader_has_words() -> None:
    """A rule without words would be a fault that only shows when it is met."""
    folder = Path(__file__).parents[2] / "typeset" / "importers"
    code = "".join(path.read_text("utf-8") for path in folder.rglob("*.py"))
    used = set(re.findall(r'(?:dropped|added)=(?:context\.dropped or )?"([a-z-]+)"', code))
    used |= set(re.findall(r'_drop\([a-z]+, "([a-z-]+)"\)', code))
    assert len(used) > 8
    assert used - {"notation"} <= RULES.keys()
