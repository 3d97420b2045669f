"""`paiban fonts`: the faces in use, and bringing the open ones."""

from __future__ import annotations

import signal
import sys
import time
from typing import Any
from unicodedata import east_asian_width

import click

from typeset.base.errors import SourceError
from typeset.base.messages import mark, translate
from typeset.base.project import font_folders, open_faces_folder, project_folder
from typeset.cli.common import Answer, find_root, json_option, root_option, run

COMMAND = "fonts"

ROLES = {
    "title": "小标宋",
    "body": "仿宋",
    "kai": "楷体",
    "hei": "黑体",
    "song": "宋体",
    "western": "西文",
    "hei_western": "黑体西文",
}
HEADINGS = (
    mark("role"),
    mark("face"),
    mark("licence"),
    mark("embedding"),
    "GB 2312",
    "通用规范汉字",
)
EMBEDDING = {
    "installable": mark("allowed"),
    "editable": mark("allowed, editable"),
    "preview and print": mark("allowed for print"),
    "no subsetting": mark("whole face only"),
    "restricted": mark("forbidden"),
}


@click.group(
    name=COMMAND,
    invoke_without_command=True,
    help=translate(mark("Show the faces in use (list, the default), or install the open ones.")),
)
@root_option
@json_option
@click.pass_context
def command(context: click.Context, root: str | None, as_json: bool) -> None:
    """字体."""
    if context.invoked_subcommand is None:
        run(COMMAND, lambda: _list(root), as_json=as_json)
    context.obj = (root, as_json)


@command.command(
    name="list",
    help=translate(mark("Role, face, licence, embedding right and coverage of each chain.")),
)
@root_option
@json_option
@click.pass_obj
def list_command(outer: tuple[str | None, bool], root: str | None, as_json: bool) -> None:
    """字体一览."""
    run(COMMAND, lambda: _list(root or outer[0]), as_json=as_json or outer[1])


@command.command(
    name="install",
    help=translate(
        mark("Bring the open faces and the colour profile into fonts/open; root is not needed.")
    ),
)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help=translate(mark("The optional face too (霞鹜文楷).")),
)
@json_option
@click.pass_obj
def install_command(outer: tuple[str | None, bool], everything: bool, as_json: bool) -> None:
    """安装开放字体."""
    as_json = as_json or outer[1]
    run(COMMAND, lambda: _install(everything=everything, quiet=as_json), as_json=as_json)


def _install(*, everything: bool, quiet: bool) -> Answer:
    from typeset.design.fonts.font_manifest import load_font_manifest
    from typeset.design.fonts.install_fonts import install_faces

    # An end asked for politely still cleans up behind itself.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    manifest = load_font_manifest(project_folder() / "fonts" / "manifest.yaml")
    folder = open_faces_folder()
    progress = ProgressLine(silent=quiet)
    report = install_faces(
        manifest, folder, progress, everything=everything, own_roles=_own_roles()
    )
    progress.close()
    words = translate(mark("{present} files were there, {brought} brought, {missing} missing"))
    summary = words.format(
        present=len(report.present), brought=len(report.brought), missing=len(report.missing)
    )
    data = {
        "folder": str(folder),
        "present": list(report.present),
        "brought": list(report.brought),
        "missing": list(report.missing),
    }
    return Answer(report.findings, data, [summary])


def _own_roles() -> list[str]:
    """Roles served by faces that the user has put into fonts/."""
    from typeset.design.fonts.load_fonts import load_fonts

    try:
        book = load_fonts([project_folder() / "fonts"]).book
    except SourceError:
        return []
    return [role for role in book.roles if book.sources(role)[0].path.parent != open_faces_folder()]


class ProgressLine:
    """One line a package on standard error; elsewhere than on a terminal, one now and then."""

    def __init__(self, *, silent: bool) -> None:
        self._silent = silent
        self._terminal = sys.stderr.isatty()
        self._pause = 0.2 if self._terminal else 10.0
        self._package = ""
        self._last = 0.0

    def __call__(self, package: str, done: int, total: int) -> None:
        """Show that `done` of `total` bytes of a package are here."""
        now = time.monotonic()
        fresh = package != self._package
        if self._silent or not (fresh or done == total or now - self._last > self._pause):
            return
        if fresh:
            self.close()
        self._last = now
        self._package = "" if done == total else package
        text = f"{package}  {done / 1e6:.1f} / {total / 1e6:.1f} MB"
        if self._terminal:
            click.echo(f"\r{text}", err=True, nl=done == total)
        else:
            click.echo(text, err=True)

    def close(self) -> None:
        """End a line that stands open."""
        if self._package and self._terminal:
            click.echo(err=True)
        self._package = ""


def _list(root: str | None) -> Answer:
    from typeset.design.fonts.coverage import coverage_of
    from typeset.design.fonts.load_fonts import load_fonts

    loaded = load_fonts(font_folders(find_root(root, needs_issues=False)))
    book = loaded.book
    roles: list[dict[str, Any]] = []
    rows = [[translate(heading) for heading in HEADINGS]]
    for role in book.roles:
        faces = []
        for place, source in enumerate(book.sources(role)):
            facts = book.open(source).facts
            coverage = coverage_of(book, source)
            faces.append(
                {
                    "face": source.identifier,
                    "name": facts.postscript_name,
                    "file": str(source.path),
                    "licence": source.licence,
                    "from": source.provenance,
                    "embedding": facts.embedding.value,
                    "gb2312": coverage.gb2312,
                    "gb2312_total": coverage.gb2312_total,
                    "tongyong": coverage.tongyong,
                    "tongyong_total": coverage.tongyong_total,
                }
            )
            rows.append(
                [
                    f"{role} {ROLES.get(role, '')}" if place == 0 else "",
                    source.identifier,
                    source.licence,
                    translate(EMBEDDING[facts.embedding.value]),
                    f"{coverage.gb2312}/{coverage.gb2312_total}",
                    f"{coverage.tongyong}/{coverage.tongyong_total}",
                ]
            )
        roles.append({"role": role, "faces": faces})
    return Answer(loaded.findings, {"roles": roles}, _table(rows))


def _table(rows: list[list[str]]) -> list[str]:
    """Columns side by side; a Han character fills two cells of a terminal."""
    widths = [max(map(_cells, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            text + " " * (width - _cells(text)) for text, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    ]


def _cells(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
