"""Every command that writes, on a small edition in the state that the command needs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.corrections.reviewing import Reviewer
from tests.editions import MATERIAL, WEEK, write_edition, write_image, write_pdf
from typeset.base.units import Rectangle

PROJECT = Path(__file__).parents[2]
A4 = (595.276, 841.89)
MORE = "\nattachments:\n  - title: 任务表\n    file: attachments/plan.pdf\n"
FAULTY = "一、总体要求\n到2030年,种树百万棵，每年检查一次。。\n\n![苗圃](pictures/field.png)\n"
MANUSCRIPT = """学习清单

（2025年第38期）

一、文件

关于秋季植树的通知

各村、各单位：

今年秋季种树五万棵，十月底前完成。

（一）选好树种。

松树和柏树各半。
"""


@dataclass(frozen=True)
class Scenario:
    """A command in a folder: `state` is the folder it starts from, `words` follow `typeset`.

    Of a command that takes long `most` calls fail at the most, else all.
    """

    name: str
    state: str
    words: tuple[str, ...]
    most: int = 0


SCENARIOS = (
    Scenario("new", "fresh", ("new", "2025-37")),
    Scenario("import", "fresh", ("import", "given/稿件.txt", "2025-38")),
    Scenario(
        "import-again", "fresh", ("import", "given/稿件.txt", WEEK, "--as", "issue", "--force")
    ),
    Scenario("import-material", "fresh", ("import", "given/材料.md", WEEK, "--as", "material")),
    Scenario("lint", "fresh", ("lint", WEEK)),
    Scenario("lint-fix", "fresh", ("lint", WEEK, "--fix")),
    Scenario("issue", "fresh", ("issue", WEEK, "--manifest")),
    Scenario("issue-again", "built", ("issue", WEEK, "--manifest", "--rebuild")),
    Scenario("preflight", "built", ("preflight", f"out/{WEEK}.print.pdf", "--html", "report.html")),
    Scenario("inspect", "fresh", ("inspect", "pages", WEEK)),
    Scenario("proof", "built", ("proof", WEEK)),
    Scenario("proof-pictures", "built", ("proof", WEEK, "--png", "--wide-margin"), 30),
    Scenario("compare", "proofed", ("compare", WEEK, "--report", "changes.html")),
    Scenario("corrections", "proofed", ("corrections", "copy.pdf", "--report", "list.html")),
    Scenario("approve", "proofed", ("approve", WEEK, "--by", "主任")),
    Scenario("release", "approved", ("release", WEEK)),
)


def surroundings(folder: Path) -> dict[str, str]:
    """The environment of a command whose every file lies in one folder."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return kept | {
        "LANGUAGE": "en",
        "TYPESET_CACHE": str(folder / "cache"),
        "TMPDIR": str(folder / "passing"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": str(PROJECT),
    }


def typeset(folder: Path, *words: str) -> str:
    """A command as a user gives it, in the folder that holds `issues/`."""
    done = subprocess.run(
        [sys.executable, "-m", "typeset", *words],
        cwd=folder,
        env=surroundings(folder),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def write_fresh(folder: Path) -> None:
    """An edition with a picture, an attachment and some faults that `lint --fix` repairs."""
    (folder / "passing").mkdir(parents=True)
    issue = write_edition(
        folder,
        {"材料1.md": MATERIAL.format(title="植树造林的通知", text=FAULTY), "旧稿.txt": "留着。\n"},
        MORE,
    )
    with (issue / "材料2.md").open("a", encoding="utf-8") as file:
        file.write("\n各户做到三件事,一是关好水龙头。\n")
    write_pdf(issue / "attachments" / "plan.pdf", [A4])
    write_image(issue / "pictures" / "field.png", (1200, 400))
    (folder / "given").mkdir()
    (folder / "given" / "稿件.txt").write_text(MANUSCRIPT, encoding="utf-8")
    (folder / "given" / "材料.md").write_text(
        "# 关于清理河道的通知\n\n各村每月清理一次河道。\n", encoding="utf-8"
    )
    typeset(folder, "inspect", "pages", WEEK)  # what is remembered of faces and styles


def write_built(folder: Path) -> None:
    typeset(folder, "issue", WEEK, "--manifest")
    source = folder / "issues" / WEEK / "材料2.md"
    source.write_text(source.read_text(encoding="utf-8") + "\n全年节水。\n", encoding="utf-8")


def write_proofed(folder: Path) -> None:
    typeset(folder, "lint", WEEK, "--fix")
    made = json.loads(typeset(folder, "proof", WEEK, "--round", "清样", "--json"))
    with Reviewer(folder / made["file"], folder / "copy.pdf") as reviewer:
        reviewer.mark(1, "StrikeOut", (Rectangle(90, 200, 200, 12),))


def write_approved(folder: Path) -> None:
    typeset(folder, "approve", WEEK, "--by", "主任")


STATES: dict[str, tuple[str, Callable[[Path], None]]] = {
    "fresh": ("", write_fresh),
    "built": ("fresh", write_built),
    "proofed": ("built", write_proofed),
    "approved": ("proofed", write_approved),
}
"""State → (the one it goes on from, how it is made of it)."""


def state_folder(states: Path, name: str) -> Path:
    """The folder of a state below `states`, made where it is not there yet."""
    folder = states / name
    if not folder.exists():
        before, write = STATES[name]
        if before:
            shutil.copytree(state_folder(states, before), folder, symlinks=True)
        write(folder)
    return folder
