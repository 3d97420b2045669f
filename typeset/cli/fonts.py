"""`typeset fonts`: the faces in use, and bringing the open ones."""

from __future__ import annotations

import sys

import click

from typeset.base.messages import mark, translate
from typeset.base.project import open_faces_folder, project_folder
from typeset.cli.common import Answer, find_root, json_option, root_option, run

COMMAND = "fonts"


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
    help=translate(mark("Bring the open faces into fonts/open; root is not needed.")),
)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help=translate(mark("The optional faces too (霞鹜文楷 and a bold 宋体).")),
)
@json_option
@click.pass_obj
def install_command(outer: tuple[str | None, bool], everything: bool, as_json: bool) -> None:
    """安装开放字体."""
    as_json = as_json or outer[1]
    run(COMMAND, lambda: _install(everything=everything, quiet=as_json), as_json=as_json)


def _install(*, everything: bool, quiet: bool) -> Answer:
    from typeset.design.install_fonts import install_faces
    from typeset.design.load_font_manifest import load_font_manifest

    manifest = load_font_manifest(project_folder() / "fonts" / "manifest.yaml")
    folder = open_faces_folder()
    progress = (lambda *_: None) if quiet else ProgressLine()
    report = install_faces(manifest, folder, progress, everything=everything)
    words = translate(mark("{present} faces were there, {brought} brought, {missing} missing"))
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


class ProgressLine:
    """One line a package on standard error: rewritten on a terminal, else one at each quarter."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._package = ""
        self._quarter = 0

    def __call__(self, package: str, done: int, total: int) -> None:
        """Show that `done` of `total` bytes of a package are here."""
        if package != self._package:
            self._package, self._quarter = package, 0
        elif done * 4 // total == self._quarter and not self._terminal:
            return
        self._quarter = done * 4 // total
        text = f"{package}  {done / 1e6:.1f} / {total / 1e6:.1f} MB"
        if self._terminal:
            click.echo(f"\r{text}", err=True, nl=done == total)
        else:
            click.echo(text, err=True)


def _list(root: str | None) -> Answer:
    find_root(root)
    return Answer()
