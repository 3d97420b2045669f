"""What may not be after a call has failed: damage, half a result, silence, a wrong exit code."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from typeset.base.errors import SourceError

Run = Mapping[str, Any]
"""What `inject.Injector.run` gives."""
FAILED = SourceError.exit_code
_PASSING = re.compile(r"(?<=[.-]new-)[a-z0-9_]{8}\b")
"""The chance part of a temporary name."""


def judge(run: Run, before: Mapping[str, str], undisturbed: Sequence[Run]) -> Iterator[str]:
    """The faults of one run, beside the folder it started from and two undisturbed runs."""
    after = undisturbed[0]["files"]
    varying = {
        name for name, digest in after.items() if undisturbed[1]["files"].get(name) != digest
    }
    files, code = run["files"], run["code"]
    reason = os.strerror(getattr(errno, run["error"]))
    if "Traceback" in run["words"]:
        yield "a traceback"
    if code == undisturbed[0]["code"]:
        if not is_same(files, after, varying):
            yield f"exit {code}, but {differences(files, before, after, varying)}"
        if reason not in run["words"] and plain(run) != plain(undisturbed[0]):
            yield "says something else, and not why"
        return
    if code != FAILED:
        yield f"exit {code}"
    if reason not in run["words"]:
        yield "does not say why"
    if not is_same(files, before, varying) and not is_same(files, after, varying):
        yield differences(files, before, after, varying)


def is_same(files: Mapping[str, str], wanted: Mapping[str, str], varying: set[str]) -> bool:
    """Whether a folder holds what it should; contents that are new in every run are not compared."""
    return files.keys() == wanted.keys() and all(
        name in varying or files[name] == digest for name, digest in wanted.items()
    )


def differences(
    files: Mapping[str, str],
    before: Mapping[str, str],
    after: Mapping[str, str],
    varying: set[str],
) -> str:
    """What is neither as before nor as it would be after, or the mixture of both."""
    lost = sorted(before.keys() & after.keys() - files.keys())
    left = sorted(files.keys() - before.keys() - after.keys())
    damaged = sorted(
        name
        for name, digest in files.items()
        if name not in varying
        and name not in left
        and digest not in {before.get(name), after.get(name)}
    )
    told = [("lost", lost), ("left behind", left), ("damaged", damaged)]
    named = [f"{what} {', '.join(map(lasting, names))}" for what, names in told if names]
    return "; ".join(named) or "half of it is made"


def lasting(name: str) -> str:
    """A name without what chance has put into it."""
    return _PASSING.sub("…", name)


def plain(run: Run) -> str:
    """The words of a run, without seconds."""
    return re.sub(r"\d+\.\d+ s\b", "… s", str(run["words"]))
