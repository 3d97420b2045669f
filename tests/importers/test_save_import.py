"""Writing: whole or not at all, nothing overwritten, the account checked against the files."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from typeset.base.errors import InternalError, SourceError
from typeset.content.document import Heading, Paragraph, Text
from typeset.content.load_issue import list_weeks
from typeset.importers.manuscript.result import Account, Change, ImportResult, Placement
from typeset.importers.plain_text import import_plain_text
from typeset.importers.save_import import save_import, write_pictures

WEEK = "2025-36"
TEXT = "清单\n一、类\n1.种树\n材料1\n种树 护林\n一、总则\n到**2030**年,种树 100 棵。\n"


def imported(text: str = TEXT) -> ImportResult:
    return import_plain_text(text.encode(), WEEK, "m.txt")


def tree(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_folder_is_made_and_nothing_else(tmp_path: Path) -> None:
    saved = save_import(imported(), tmp_path, "m.txt")
    assert saved.folder == tmp_path / "issues" / WEEK
    assert set(tree(tmp_path)) == {f"issues/{WEEK}/issue.yaml", f"issues/{WEEK}/材料1.md"}
    assert [path.name for path in (tmp_path / "issues").iterdir()] == [WEEK]


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "issues" / WEEK).mkdir(parents=True)
    assert save_import(imported(), tmp_path, "m.txt").backup is None


def test_what_is_there_is_never_overwritten(tmp_path: Path) -> None:
    save_import(imported(), tmp_path, "m.txt")
    before = tree(tmp_path)
    with pytest.raises(SourceError) as caught:
        save_import(imported("材料1\n别的\n文。"), tmp_path, "m.txt")
    assert [finding.code for finding in caught.value.findings] == ["E267"]
    assert tree(tmp_path) == before


def test_force_keeps_a_backup_and_the_other_files(tmp_path: Path) -> None:
    folder = tmp_path / "issues" / WEEK
    save_import(imported("材料1\n旧\n文。\n材料2\n旧二\n文。"), tmp_path, "m.txt")
    (folder / "plan.pdf").write_bytes(b"%PDF")
    manifest = folder / "issue.yaml"
    manifest.write_text(manifest.read_text("utf-8") + "attachments:\n  - plan.pdf\n", "utf-8")
    before = tree(folder)
    saved = save_import(imported(), tmp_path, "m.txt", force=True)
    assert saved.backup is not None
    assert tree(saved.backup) == before
    assert set(tree(folder)) == {"issue.yaml", "材料1.md", "plan.pdf"}
    assert [finding.code for finding in saved.findings] == ["W262"]
    assert list_weeks(tmp_path) == (WEEK,)
    again = save_import(imported(), tmp_path, "m.txt", force=True)
    assert again.backup is not None
    assert again.backup.name == f"{WEEK}-2"


@pytest.mark.parametrize(
    "week", ["", ".", "..", "a/b", ".hidden", "a\nb", "a\0b", "2025-60", "2025-9"]
)
def test_bad_names(week: str, tmp_path: Path) -> None:
    result = replace(imported(), issue=replace(imported().issue, week=week))
    with pytest.raises(SourceError) as caught:
        save_import(result, tmp_path, "m.txt")
    assert [finding.code for finding in caught.value.findings] == ["E265"]
    assert tree(tmp_path) == {}


def test_a_file_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "issues").write_text("in the way")
    with pytest.raises(SourceError) as caught:
        save_import(imported(), tmp_path, "m.txt")
    assert [finding.code for finding in caught.value.findings] == ["E268"]


def lose_a_character(result: ImportResult) -> ImportResult:
    material = result.issue.materials[0]
    last = material.blocks[-1]
    assert isinstance(last, Paragraph)
    text = last.inlines[0]
    assert isinstance(text, Text)
    shorter = replace(last, inlines=(replace(text, text=text.text[:-1]),))
    broken = replace(material, blocks=(*material.blocks[:-1], shorter))
    return replace(result, issue=replace(result.issue, materials=(broken,)))


def lose_a_block(result: ImportResult) -> ImportResult:
    material = result.issue.materials[0]
    assert isinstance(material.blocks[0], Heading)
    broken = replace(material, blocks=material.blocks[1:])
    return replace(result, issue=replace(result.issue, materials=(broken,)))


def add_a_text(result: ImportResult) -> ImportResult:
    return replace(result, issue=replace(result.issue, compiler="某人"))


def change_account(result: ImportResult, **parts: object) -> ImportResult:
    return replace(result, account=replace(result.account, **parts))


def forget_a_change(result: ImportResult) -> ImportResult:
    changes = dict(result.account.changes)
    del changes[result.account.manuscript.index("**")]
    return change_account(result, changes=changes)


def hide_a_change(result: ImportResult) -> ImportResult:
    changes = dict(result.account.changes)
    changes[result.account.manuscript.index("树 100")] = Change("林", "secret")
    return change_account(result, changes=changes)


def swap_two_characters(result: ImportResult) -> ImportResult:
    longest = max(result.account.placements, key=lambda placement: len(placement.origins))
    first, second, *others = longest.origins
    swapped = Placement(longest.place, (second, first, *others))
    placements = [swapped if item is longest else item for item in result.account.placements]
    return change_account(result, placements=tuple(placements))


def place_twice(result: ImportResult) -> ImportResult:
    placements = result.account.placements
    return change_account(result, placements=(*placements, Placement("notice", (0, 1))))


def miscount(result: ImportResult) -> ImportResult:
    return replace(result, counts=replace(result.counts, characters_out=3))


@pytest.mark.parametrize(
    "spoil",
    [
        lose_a_character,
        lose_a_block,
        add_a_text,
        forget_a_change,
        hide_a_change,
        swap_two_characters,
        place_twice,
        miscount,
    ],
)
def test_the_check_finds_every_fault_and_nothing_is_written(spoil: object, tmp_path: Path) -> None:
    assert callable(spoil)
    with pytest.raises(InternalError) as caught:
        save_import(spoil(imported()), tmp_path, "m.txt")
    assert caught.value.findings[0].code in {"E270", "E271"}
    assert tree(tmp_path) == {}


def test_the_account_names_every_character() -> None:
    account: Account = imported().account
    placed = {offset for placement in account.placements for offset in placement.origins}
    line_ends = {offset for offset, char in enumerate(account.manuscript) if char == "\n"}
    dropped = {offset for offset, change in account.changes.items() if not change.after}
    everything = set(range(len(account.manuscript)))
    assert placed | line_ends | dropped == everything


def test_a_picture_cut_by_a_full_disk_is_written_anew(tmp_path: Path) -> None:
    cut = tmp_path / "pictures" / "a.png"
    cut.parent.mkdir()
    cut.write_bytes(b"abc")
    assert write_pictures(tmp_path, {"pictures/a.png": b"abcdef"}) == []
    assert cut.read_bytes() == b"abcdef"
    assert [path.name for path in cut.parent.iterdir()] == ["a.png"]
