"""Where the project's own files lie: the same words for a checkout and for an installed wheel."""

from __future__ import annotations

import os
from pathlib import Path

_PACKAGE = Path(__file__).parents[1]


def project_folder() -> Path:
    """The folder that holds `styles/` and `fonts/manifest.yaml`.

    In a checkout its top, in a wheel the data folder inside the package.
    """
    data = _PACKAGE / "data"
    return data if data.is_dir() else _PACKAGE.parent


def is_checkout() -> bool:
    """Whether the program runs from its own checkout, whose issues are at hand."""
    return project_folder() != _PACKAGE / "data"


def open_faces_folder() -> Path:
    """Where `paiban fonts install` puts the open faces (开放字体).

    `fonts/open` of a checkout.  A wheel may lie where the user cannot write, so there it is
    `$XDG_DATA_HOME/typeset/fonts/open` or `~/.local/share/typeset/fonts/open`.
    """
    if is_checkout():
        return project_folder() / "fonts" / "open"
    base = os.environ.get("XDG_DATA_HOME", "")
    data = base if os.path.isabs(base) else os.path.expanduser("~/.local/share")
    return Path(data, "typeset", "fonts", "open")


def font_folders(root: Path) -> list[Path]:
    """Folders in which faces are looked for, first choice first: those of ROOT, then ours."""
    folders = [root / "fonts", project_folder() / "fonts", open_faces_folder().parent]
    return list(dict.fromkeys(folders))
