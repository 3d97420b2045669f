"""The folder of an office (单位文件夹): its issues, styles, faces, and what `make` needs."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from typeset.base.disk import reason_of
from typeset.base.errors import SourceError
from typeset.base.findings import Message
from typeset.base.messages import mark

_NOT_MADE = Message(
    "E189",
    mark("the folder {folder} cannot be made into an office's: {reason}"),
    mark("choose a folder that is yours: paiban init FOLDER"),
)
FOLDERS = ("issues", "styles", "fonts")
_STYLE = """\
# 本单位的样式写在这个文件夹里，一种样式一个文件；只写与所继承的样式不同的地方。例如 office.yaml：
#
#   extends: weekly
#   name: office
#   paragraphs:
#     body:
#       size: 三号
#
# 用法：paiban issue 2025-37 --style office，或在 issue.yaml 里写 style: office
"""
_MAKEFILE = """\
issue: ; @{program} issue "$(WEEK)" --lint $(OPTIONS)
preview proof approve release: ; @{program} $@ "$(WEEK)" $(OPTIONS)
.PHONY: issue preview proof approve release
"""


def new_office(folder: Path) -> tuple[str, ...]:
    """Make what an office's folder lacks; nothing that is there is touched.

    The names of what was made, in order; none where nothing was missing.  Raises SourceError.
    """
    made: list[str] = []
    try:
        for name in FOLDERS:
            if not (folder / name).is_dir():
                (folder / name).mkdir(parents=True)
                made.append(f"{name}/")
        for name, text in (("styles/README.txt", _STYLE), ("Makefile", _makefile())):
            if not os.path.lexists(folder / name):
                (folder / name).write_text(text, encoding="utf-8")
                made.append(name)
    except OSError as error:
        reason = reason_of(error)
        raise SourceError([_NOT_MADE.at(folder=str(folder), reason=reason)]) from error
    return tuple(made)


def _makefile() -> str:
    """The three lines; the program by its name, or as it runs now where no shell knows that."""
    return _MAKEFILE.format(program="paiban" if shutil.which("paiban") else _command())


def _command() -> str:
    return '"{}" -m typeset'.format(sys.executable.replace("$", "$$"))
