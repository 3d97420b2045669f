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
HALF = "half of it is made"
_PASSING = re.compile(
    r"(?<=[.-]new-)\w{8}\b|(?<=\.typeset-)\d+|(?<=-worker-)\w{8}\b|(?<=/#)\d+"
    r"|(?<=/cache/attachments/)\w+(?=\.pack)|(?<=facts-)\w+|(?<=-)[0-9a-f]{8}\b"
)
"""The chance part of a temporary name."""
_SOURCES = "issues/"
_CACHED, _SWEEPING = "open /cache/", "open /issues"


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
        if run["call"].startswith(_CACHED):
            return  # what cannot be remembered is told as what is not known
        if run["call"].startswith(_SWEEPING):
            files = {name: digest for name, digest in files.items() if "/.new-" not in name}
        warned = reason in run["words"] and before.items() <= files.items()
        if not warned and not is_same(files, after, varying):
            yield f"exit {code}, but {differences(files, before, after, varying)}"
        if reason not in run["words"] and plain(run) != plain(undisturbed[0]):
            yield "says something else, and not why"
        return
    if code != FAILED:
        yield f"exit {code}"
    if reason not in run["words"]:
        yield "does not say why"
    if not is_same(files, before, varying) and not is_same(files, after, varying):
        told = differences(files, before, after, varying)
        if told != HALF or not is_told(run["words"], files, before, after, varying):
            yield told


def is_told(
    words: str,
    files: Mapping[str, str],
    before: Mapping[str, str],
    after: Mapping[str, str],
    varying: set[str],
) -> bool:
    """Whether what was made stands by itself: no source of before is left out, and what is missing
    is named."""
    made = {name for name in after if name not in before or after[name] != before[name]}
    missing = {name for name in made if name not in files or (files[name] == before.get(name))}
    missing -= varying & files.keys()
    sources = {name for name in before if name.startswith(_SOURCES)}
    return not missing & sources and all(_called(name) in words for name in missing)


def _called(name: str) -> str:
    """What a message calls a file by: its own name, or the round of which it is a picture."""
    _, _, inside = name.partition("/proofs/")
    return inside.partition("/")[0] or name.rpartition("/")[2]


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
    return "; ".join(named) or HALF


def lasting(name: str) -> str:
    """A name without what chance has put into it."""
    return _PASSING.sub("…", name)


def plain(run: Run) -> str:
    """The words of a run, without seconds."""
    return re.sub(r"\d+\.\d+ s\b", "… s", str(run["words"]))
