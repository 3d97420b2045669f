"""One call of a command fails, as on a full or a broken disk: nothing is damaged, it is said and why.

`make faults` lets each call of every command fail (`CALLS=6`: six of each command, as CI does).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from tests.faults.inject import files_of
from tests.faults.judge import judge, lasting
from tests.faults.known import KNOWN
from tests.faults.scenarios import PROJECT, SCENARIOS, Scenario, state_folder, surroundings

ALL = "all"
CALLS = os.environ.get("TYPESET_FAULTS", "")
SOURCE = Path(__file__).parent / "failing_calls.c"


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """failing_calls.c, compiled."""
    if shutil.which("gcc") is None:
        pytest.skip("gcc is not installed")
    made = tmp_path_factory.mktemp("library") / "failing_calls.so"
    options = ["-shared", "-fPIC", "-nostdlib", "-O1", "-Wall", "-Werror"]
    subprocess.run(["gcc", *options, "-o", str(made), str(SOURCE)], check=True)
    return made


@pytest.fixture(scope="session")
def states(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the folders lie that commands start from."""
    return tmp_path_factory.mktemp("states")


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_a_failing_call_damages_nothing(
    scenario: Scenario, library: Path, states: Path, tmp_path: Path
) -> None:
    state, work = state_folder(states, scenario.state), tmp_path / "work"
    most = str(scenario.most) if CALLS == ALL else CALLS
    words = ["-m", "tests.faults.inject", str(state), str(work), most, "--", *scenario.words]
    done = subprocess.run(
        [sys.executable, *words],
        cwd=PROJECT,
        env=surroundings(work) | {"LD_PRELOAD": str(library)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    first, second, *runs = map(json.loads, done.stdout.splitlines())
    assert first["count"] > 0
    assert runs
    before = files_of(state)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for run in runs:
        for fault in judge(run, before, [first, second]):
            found[f"{lasting(run['call'])}: {fault}"].append(run["words"][-400:])
    new = {
        fault: words
        for fault, words in found.items()
        if not any(one.covers(scenario.name, fault) for one in KNOWN)
    }
    assert new == {}
    mended = [
        one.what
        for one in KNOWN
        if one.scenarios == scenario.name
        and not any(one.covers(scenario.name, fault) for fault in found)
    ]
    if CALLS == ALL:
        assert mended == [], "take it from tests/faults/known.py"
