"""What is fuzzed: each reader of something from outside, its good input, and how that is broken.

A target may answer or raise one of our findings (`TypesetError`, but no `InternalError`); what a worker
does is called in-process, so its own ways to refuse are a return value.
"""

from __future__ import annotations

import io
import random
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.editions import WEEK, write_edition
from tests.faults.scenarios import PROJECT, state_folder
from tests.fuzz.mutate import mutated_bytes, mutated_container, mutated_pdf

Mutate = Callable[[random.Random, bytes, Sequence[bytes]], bytes]


@dataclass(frozen=True)
class Target:
    """A reader: `seeds` takes a folder that holds an edition in all its states."""

    name: str
    seeds: Callable[[Path], Sequence[bytes]]
    run: Callable[[bytes, Path], object]
    mutate: Mutate = mutated_bytes


def _work(entry: str, request: dict[str, Any]) -> Callable[[bytes, Path], object]:
    """An entry of a worker, called as `worker_child` calls it."""

    def run(data: bytes, folder: Path) -> object:
        module, _, name = entry.partition(":")
        return getattr(import_module(module), name)(request, io.BytesIO(data), io.BytesIO())

    return run


# ------------------------------------------------------------------------------ good input


def _sources(pattern: str) -> Callable[[Path], Sequence[bytes]]:
    """The files of the samples."""
    return lambda _: [path.read_bytes() for path in sorted((PROJECT / "issues").glob(pattern))]


def _pdfs(folder: Path) -> Sequence[bytes]:
    """Our own files, a marked proof, attachments."""
    proofed = state_folder(folder, "proofed")
    return [path.read_bytes() for path in sorted(proofed.rglob("*.pdf"))] + [
        path.read_bytes() for path in sorted((PROJECT / "issues").rglob("*.pdf"))
    ]


def _marked(folder: Path) -> Sequence[bytes]:
    from tests.corrections.reviewing import Reviewer
    from typeset.base.units import Rectangle

    proofed = state_folder(folder, "proofed")
    marked = folder / "marked.pdf"
    box = Rectangle(90, 200, 200, 12)
    with Reviewer(next(proofed.rglob("proof.pdf")), marked) as reviewer:
        reviewer.replace(2, (box,), "八十万")
        reviewer.insert(2, 200, box, "以上")
        for kind in ("Highlight", "StrikeOut", "Underline", "Squiggly"):
            reviewer.mark(2, kind, (box, Rectangle(90, 230, 100, 12)), "改为“审定”")
        reviewer.put(2, "Ink", (box,), "手写", InkList=[[90, 200, 120, 210]])
        reviewer.put(2, "FreeText", (box,), "此处另起一段", DA=b"/Helv 9 Tf")
        reviewer.put(2, "Text", (box,), "核对")
    return [marked.read_bytes(), (proofed / "copy.pdf").read_bytes()]


def _pictures(_: Path) -> Sequence[bytes]:
    from PIL import Image

    made = []
    for kind, mode in (
        ("PNG", "RGBA"),
        ("JPEG", "RGB"),
        ("TIFF", "1"),
        ("GIF", "P"),
        ("WEBP", "RGB"),
        ("BMP", "L"),
    ):
        stream = io.BytesIO()
        Image.linear_gradient("L").resize((40, 40)).convert(mode).save(stream, kind)
        made.append(stream.getvalue())
    return made


def _word(_: Path) -> Sequence[bytes]:
    import docx
    from docx.shared import Pt

    made = []
    for words in (
        ("关于植树的通知", "各村：", "一、总体要求", "今年种树。"),
        ("材料1", "节水", "每人少用一升。"),
    ):
        document = docx.Document()
        for text in words:
            document.add_paragraph().add_run(text).font.size = Pt(16)
        document.add_paragraph("第一项", style="List Number")
        table = document.add_table(2, 2)
        table.cell(0, 0).text = "项目"
        document.sections[0].header.paragraphs[0].text = "页眉"
        stream = io.BytesIO()
        document.save(stream)
        made.append(stream.getvalue())
    return made


def _pages(_: Path) -> Sequence[bytes]:
    from tests.importers.web_pages import page, paragraphs

    head = "<title>关于植树的通知</title><meta charset=utf-8>"
    body = f"<nav>首页</nav><div id=c><h1>关于植树的通知</h1>{paragraphs()}<table><tr><td>甲<td>乙</table></div>"
    return [page(head, body).encode(), page(head, body).encode("gb18030")]


def _texts(folder: Path) -> Sequence[bytes]:
    given = state_folder(folder, "fresh") / "given"
    return [path.read_bytes() for path in sorted(given.iterdir())] + list(
        _sources("*/*.md")(folder)
    )


def _faces(_: Path) -> Sequence[bytes]:
    import tempfile

    from tests.faces import HAN, write_face

    with tempfile.TemporaryDirectory() as made:
        path = Path(made, "a.ttf")
        write_face(path, HAN, name="Open")
        return [path.read_bytes()]


def _records(name: str) -> Callable[[Path], Sequence[bytes]]:
    return lambda folder: [
        path.read_bytes() for path in sorted(state_folder(folder, "approved").rglob(name))
    ]


# -------------------------------------------------------------------------------- readers


def _issue_with(name: str, work: Callable[[Path], object]) -> Callable[[bytes, Path], object]:
    """A small edition, one file of which is the input."""

    def run(data: bytes, folder: Path) -> object:
        issue = folder / "issues" / WEEK
        if not issue.exists():
            write_edition(folder)
        kept = (issue / name).read_bytes()
        try:
            (issue / name).write_bytes(data)
            return work(folder)
        finally:
            (issue / name).write_bytes(kept)

    return run


def _load(root: Path) -> object:
    from typeset.content.load_issue import load_issue

    return load_issue(root, WEEK)


def _lay_out(root: Path) -> object:
    from typeset.edition.build_issue import lay_out_issue

    return lay_out_issue(root, WEEK)


def _lint(data: bytes, folder: Path) -> object:
    from typeset.lint.lint_file import lint_text

    return lint_text(data, "a.md", folder)


def _plain(data: bytes, folder: Path) -> object:
    from typeset.importers.plain_text import import_plain_text

    return import_plain_text(data, WEEK, "a.txt")


def _markdown(data: bytes, folder: Path) -> object:
    from typeset.importers.readers.read_markdown import read_markdown

    return read_markdown(data, "a.md")


def _style(data: bytes, folder: Path) -> object:
    from typeset.design.style.load_style import load_style

    folder.mkdir(exist_ok=True)
    (folder / "own.yaml").write_bytes(data)
    return load_style("own", [folder, PROJECT / "styles"])


def _face(data: bytes, folder: Path) -> object:
    """As fonts of the user's own are taken: looked through, then measured."""
    from typeset.base.project import project_folder
    from typeset.design.fonts.load_fonts import load_fonts

    own = folder / "fonts" / "body"
    own.mkdir(parents=True, exist_ok=True)
    (own / "a.ttf").write_bytes(data)
    book = load_fonts([folder / "fonts", project_folder() / "fonts"]).book
    source = book.sources("body")[0]
    return book.open(source).covered()


def _in_round(name: str, words: tuple[str, ...]) -> Callable[[bytes, Path], object]:
    """A proof round, one record of which is the input."""

    def run(data: bytes, folder: Path) -> object:
        from tests.commands import run_command

        if not (folder / "issues").exists():
            shutil.copytree(state_folder(folder.parent, "approved"), folder, dirs_exist_ok=True)
        (path,) = folder.rglob(name)
        kept = path.read_bytes()
        try:
            path.write_bytes(data)
            done = run_command(*words, "--root", str(folder))
            assert done.code in {0, 1, 2}, done.err
        finally:
            path.write_bytes(kept)
        return done

    return run


@cache
def _profile() -> str:
    from typeset.base.project import open_faces_folder

    return (open_faces_folder() / "FOGRA39L_coated.icc").read_bytes().hex()


def _attachment(kind: str) -> Callable[[bytes, Path], object]:
    def run(data: bytes, folder: Path) -> object:
        request: dict[str, Any] = {
            "kind": kind,
            "pages": None,
            "password": "",
            "profile": _profile(),
            "program": "",
            "fonts": [],
        }
        return _work("typeset.output.attachments.work:prepare", request)(data, folder)

    return run


def _impose(data: bytes, folder: Path) -> object:
    from typeset.output.attachments.kinds import sniff

    return sniff(io.BytesIO(data), "a.docx")


TARGETS = (
    Target("material", _sources("*/*.md"), _issue_with("材料1.md", _load)),
    Target("manifest", _sources("*/issue.yaml"), _issue_with("issue.yaml", _load)),
    Target("layout", _sources("*/*.md"), _issue_with("材料1.md", _lay_out)),
    Target("lint", _texts, _lint),
    Target("plain", _texts, _plain),
    Target("markdown", _texts, _markdown),
    Target(
        "web",
        _pages,
        _work(
            "typeset.importers.receiving.work_foreign:read_document",
            {"kind": "html", "file": "a.html"},
        ),
    ),
    Target(
        "word",
        _word,
        _work(
            "typeset.importers.receiving.work_foreign:read_document",
            {"kind": "docx", "file": "a.docx", "accept_changes": False},
        ),
        mutated_container,
    ),
    Target(
        "style",
        lambda _: [p.read_bytes() for p in sorted((PROJECT / "styles").glob("*.yaml"))],
        _style,
    ),
    Target("face", _faces, _face),
    Target("kind", _word, _impose, mutated_container),
    Target(
        "annotations",
        _marked,
        _work("typeset.corrections.scan_annotations:scan", {"words": True}),
        mutated_pdf,
    ),
    Target(
        "preflight",
        _pdfs,
        _work(
            "typeset.preflight.examine:examine", {"name": "a.pdf", "profile": None, "facts": None}
        ),
        mutated_pdf,
    ),
    Target("attachment", _pdfs, _attachment("pdf"), mutated_pdf),
    Target("picture", _pictures, _attachment("picture")),
    Target(
        "round", _records("round.json"), _in_round("round.json", ("corrections", "--check", WEEK))
    ),
    Target(
        "approval",
        _records("approval.json"),
        _in_round("approval.json", ("approve", WEEK, "--by", "某")),
    ),
)
