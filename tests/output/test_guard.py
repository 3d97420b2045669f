"""ReportLab runs nothing it finds: a canary on every door (reference: traps of ReportLab)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

CANARY = "import pathlib; pathlib.Path({path!r}).write_text('sung')\n"


@pytest.mark.parametrize(
    "door",
    ["reportlab_settings.py", "reportlab_mods.py", ".reportlab_settings", ".reportlab_mods"],
)
@pytest.mark.parametrize("guarded", [True, False])
def test_the_canary_is_silent(tmp_path: Path, project: Path, door: str, guarded: bool) -> None:
    song = tmp_path / "song"
    (tmp_path / door).write_text(CANARY.format(path=str(song)))
    script = (
        "from typeset.output.guard import guard_reportlab\nguard_reportlab()\n" if guarded else ""
    )
    environment = {**os.environ, "HOME": str(tmp_path), "PYTHONPATH": str(project)}
    environment["RL_defaultPageSize"] = "nonsense"
    if not guarded:
        del environment["RL_defaultPageSize"]
    subprocess.run(
        [sys.executable, "-c", f"{script}import reportlab.rl_config"],
        cwd=tmp_path,
        env=environment,
        check=True,
    )
    assert song.exists() is not guarded


def test_the_guard_comes_first(project: Path) -> None:
    script = "import reportlab\nfrom typeset.output.guard import guard_reportlab\n"
    script += "try: guard_reportlab()\nexcept RuntimeError: raise SystemExit(7)\n"
    environment = {**os.environ, "PYTHONPATH": str(project)}
    done = subprocess.run([sys.executable, "-c", script], env=environment, check=False)
    assert done.returncode == 7
