"""The preview's state: names of pages, faults, places of findings, rounds, what is remembered."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.desk.conftest import new_state
from tests.editions import MATERIAL, WEEK, write_edition, write_image
from typeset.base.errors import SourceError
from typeset.desk.preview_state import PreviewState
from typeset.edition.build_issue import Kept, Stopwatch, build_issue
from typeset.edition.make_edition import make_edition
from typeset.rounds.find_rounds import list_rounds
from typeset.rounds.freeze_round import freeze_round
from typeset.texts.page_images import PageImages


@pytest.fixture
def state(tmp_path: Path, images: PageImages) -> PreviewState:
    write_edition(tmp_path)
    state = new_state(tmp_path, images)
    assert state.rebuild()
    return state


def names(state: PreviewState, kind: str = "image") -> list[str]:
    assert state.current is not None
    return [getattr(page, kind) for page in state.current.pages]


def edit(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / "issues" / WEEK / name).write_text(text, encoding="utf-8")


def test_only_changed_pages_get_new_names(state: PreviewState, tmp_path: Path) -> None:
    before = names(state)
    edit(
        tmp_path,
        "材料2.md",
        MATERIAL.format(title="节约用水的通知", text="（一）节水。每人每天少用两升水。"),
    )
    assert state.rebuild()
    changed = [
        place
        for place, pair in enumerate(zip(before, names(state), strict=True))
        if len(set(pair)) > 1
    ]
    assert changed == [5]


def test_a_moved_source_changes_words_not_images(state: PreviewState, tmp_path: Path) -> None:
    images, layers = names(state), names(state, "layer")
    folder = tmp_path / "issues" / WEEK
    text = (folder / "材料2.md").read_text(encoding="utf-8")
    edit(tmp_path, "材料2.md", text.replace("\n\n", "\n\n\n\n"))
    assert state.rebuild()
    assert names(state) == images
    assert [a == b for a, b in zip(layers, names(state, "layer"), strict=True)] == [True] * 5 + [
        False
    ]
    layer = state.layer(names(state, "layer")[5])
    assert layer is not None
    assert {one["line"]: one["text"] for one in layer["paragraphs"]}[5].startswith("（一）节水。")


def test_another_picture_of_the_same_name_changes_the_page(
    tmp_path: Path, images: PageImages
) -> None:
    folder = write_edition(tmp_path, {"材料1.md": MATERIAL.format(title="图", text="![图](a.png)")})
    write_image(folder / "a.png", (600, 300))
    state = new_state(tmp_path, images)
    assert state.rebuild()
    before = names(state)
    write_image(folder / "a.png", (600, 300), "1")
    assert state.rebuild()
    assert [a == b for a, b in zip(before, names(state), strict=True)].count(False) == 1


def test_a_broken_source_keeps_the_last_good_pages(state: PreviewState, tmp_path: Path) -> None:
    before = state.describe()
    edit(tmp_path, "材料1.md", "titel: x\n\ny\n")
    assert not state.rebuild()
    after = state.describe()
    assert after["pages"] == before["pages"]
    assert not after["good"]
    assert after["findings"][0]["file"] == "材料1.md"
    assert state.image(names(state)[0], 1.0, 0, 0)


def test_broken_from_the_start(tmp_path: Path, images: PageImages) -> None:
    write_edition(tmp_path, {"材料1.md": "titel: x\n\ny\n"})
    state = new_state(tmp_path, images)
    assert not state.rebuild()
    assert state.describe()["pages"] == []
    edit(tmp_path, "材料1.md", MATERIAL.format(title="好", text="好。"))
    assert state.rebuild()
    assert state.describe()["good"]


def test_a_finding_has_its_spot(tmp_path: Path, images: PageImages) -> None:
    write_edition(tmp_path, {"材料1.md": MATERIAL.format(title="姓名", text="第一段。\n𠮷先生。")})
    state = new_state(tmp_path, images)
    described: dict[str, Any] = (state.rebuild(), state.describe())[1]
    found = [one for one in described["findings"] if one["line"] == 4]
    assert found
    for one in found:
        if described["pages"]:
            assert one["spot"]["page"] == 4
            (box,) = one["spot"]["boxes"]
            assert box[1] > described["pages"][4]["area"][1]


def test_the_state_at_start_is_compared(state: PreviewState, tmp_path: Path) -> None:
    edit(
        tmp_path,
        "材料2.md",
        MATERIAL.format(title="节约用水的通知", text="（一）节水。每人每天少用三升水。"),
    )
    assert state.rebuild()
    compared = state.compare("start")
    assert compared is not None
    assert [(one["before"], one["after"]) for one in compared["changes"]] == [("一", "三")]
    assert compared["changes"][0]["spotsAfter"][0][0] == 5
    assert [pair for pair in compared["pairs"] if pair[0] != pair[1]] == []
    for page in compared["images"]:
        assert state.image(page["image"], 0.2, 0, 0)
    assert state.compare("start") is compared, "a comparison is made once"
    assert state.compare("round-1") is None


@pytest.mark.slow
def test_rounds(state: PreviewState, tmp_path: Path) -> None:
    folder = tmp_path / "issues" / WEEK
    with pytest.raises(SourceError, match="E893"):
        state.round_id("一校")
    freeze_round(tmp_path, WEEK, "2025-09-01")
    freeze_round(tmp_path, WEEK, "2025-09-02")
    (folder / "proofs" / "2-二校").rename(tmp_path / "secret")
    (folder / "proofs" / "2-二校").symlink_to(tmp_path / "secret")
    assert list_rounds(folder) == ("一校",), "a link out of the folder is no round"
    assert state.round_id("一校") == state.round_id("1")
    with pytest.raises(SourceError, match="E894"):
        state.round_id("核红")
    compared = state.compare(state.round_id("一校"))
    assert compared is not None
    assert compared["changes"] == []
    assert state.image(compared["images"][0]["image"], 0.2, 0, 0)


def test_only_sources_may_be_opened(state: PreviewState, tmp_path: Path) -> None:
    folder = tmp_path / "issues" / WEEK
    (folder / "other.txt").write_text("x", encoding="utf-8")
    assert state.source_file("材料1.md") == (folder / "材料1.md").resolve()
    for name in ("other.txt", "../../../etc/passwd", str(folder / "材料1.md"), "", "材料1.md\0"):
        assert state.source_file(name) is None, name


def test_building_again_gives_the_same_bytes_as_building_afresh(tmp_path: Path) -> None:
    write_edition(tmp_path)
    kept = Kept()
    texts = ["甲。" * 40, "甲。" * 40 + "乙。", "甲。" * 41, "**强调**，2025年。", "甲。" * 40]
    for text in texts:
        edit(tmp_path, "材料1.md", MATERIAL.format(title="同字节", text=f"{text}\n{text}乙"))
        again = make_edition(tmp_path, WEEK, "", kept, Stopwatch())
        fresh = make_edition(tmp_path, WEEK, "", Kept(), Stopwatch())
        assert again.data == fresh.data
        assert again.pages == fresh.pages
    assert build_issue(tmp_path, WEEK).path.read_bytes() == again.data, "the very file of the build"


def test_a_style_or_names_changed_while_watching(tmp_path: Path) -> None:
    folder = write_edition(tmp_path)
    kept = Kept()
    wide = make_edition(tmp_path, WEEK, "", kept, Stopwatch())
    (tmp_path / "styles").mkdir()
    style = "extends: weekly\npage:\n  duplex: false\n"
    (tmp_path / "styles" / "mine.yaml").write_text(style, encoding="utf-8")
    manifest = (folder / "issue.yaml").read_text(encoding="utf-8")
    (folder / "issue.yaml").write_text(
        f"{manifest}style: mine\nnames: [植树造林]\n", encoding="utf-8"
    )
    single = make_edition(tmp_path, WEEK, "", kept, Stopwatch())
    assert len(single.pages.pages) < len(wide.pages.pages)
    assert single.data == make_edition(tmp_path, WEEK, "", Kept(), Stopwatch()).data


def resident(process: int | str) -> float:
    """Memory of a process in MB."""
    pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


@pytest.mark.slow
def test_memory_stays_flat(tmp_path: Path) -> None:
    """60 rebuilds within 15 MB, the worker's included: a quarter of a megabyte each at most."""
    write_edition(tmp_path)
    own = PageImages()
    state = new_state(tmp_path, own)

    def rebuild(k: int) -> None:
        text = f"第{k}次改动，" + "反复排版不占内存。" * (10 + k % 7)
        edit(tmp_path, "材料1.md", MATERIAL.format(title="内存", text=text))
        assert state.rebuild()
        assert state.image(names(state)[4], 1.0, 0, 0)
        assert state.layer(names(state, "layer")[4])

    def memory() -> float:
        assert own._worker is not None
        return resident("self") + resident(own._worker.pid)

    for k in range(20):
        rebuild(k)
    before = memory()
    for k in range(20, 80):
        rebuild(k)
    assert memory() - before < 15
    own.close()
