"""Keep ReportLab from running what it finds (防护).

On import ReportLab executes `reportlab_mods` and `reportlab_settings` from anywhere on `sys.path`
and from the home folder, and takes settings from `RL_…` variables.  A file of that name beside an
issue would run with the editor's rights and could change the page.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import ModuleType

_UNWANTED = (
    "reportlab_mods",
    "reportlab_settings",
    "reportlab.local_rl_mods",
    "reportlab.local_rl_settings",
)


_hosts: list[str] = []
"""The packages for which ReportLab belongs to the program around them."""


def leave_to_host(package: str) -> None:
    """Leave ReportLab as the program around us has it, for a package that serves in other
    programs: its settings are that program's, and may have been read long before.

    Call it before anything else of this package is imported.
    """
    _hosts.append(package)


def guard_reportlab() -> None:
    """Close the doors above; call it before the first import of ReportLab.

    Raises RuntimeError when ReportLab has already been imported without it.
    """
    if _hosts:
        return
    if "reportlab" in sys.modules and "reportlab_settings" not in sys.modules:
        raise RuntimeError("ReportLab was imported before its guard")
    for name in _UNWANTED:
        sys.modules[name] = ModuleType(name)
    for name in [name for name in os.environ if name.upper().startswith("RL_")]:
        del os.environ[name]
    project = str(Path(__file__).parents[2])
    here = os.path.realpath(os.curdir)
    sys.path[:] = [
        entry
        for entry in sys.path
        if entry == project or (entry and os.path.realpath(entry) != here)
    ]
