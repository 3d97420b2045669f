"""Rounds (校次) that lie in an issue's `proofs` folder, as files to compare with."""

from __future__ import annotations

from pathlib import Path

from typeset.base.errors import SourceError
from typeset.proof.edition import Round
from typeset.proof.messages import NO_ROUNDS, NO_SUCH_ROUND

FOLDER = "proofs"
ROUND_BYTES = 500_000_000


def list_rounds(issue: Path) -> tuple[str, ...]:
    """Names of the rounds, in their order: the PDFs in `proofs`, or a folder below it."""
    return tuple(_files(issue))


def read_round(issue: Path, wanted: str) -> Round:
    """A round by its name, or its number counted from 1.

    Raises SourceError with the names of those there are, or when the file cannot be read.
    """
    files = _files(issue)
    names = list(files)
    if wanted.isdecimal() and 0 < int(wanted) <= len(names):
        wanted = names[int(wanted) - 1]
    if wanted not in files:
        if not names:
            raise SourceError([NO_ROUNDS.at(round=wanted)])
        raise SourceError([NO_SUCH_ROUND.at(round=wanted, rounds=", ".join(names))])
    try:
        with files[wanted].open("rb") as file:
            return Round(wanted, file.read(ROUND_BYTES))
    except OSError as error:
        raise SourceError([NO_SUCH_ROUND.at(round=wanted, rounds=", ".join(names))]) from error


def _files(issue: Path) -> dict[str, Path]:
    folder = issue / FOLDER
    found = [*folder.glob("*.pdf"), *folder.glob("*/*.pdf")]
    inside = [path for path in found if path.is_file() and _is_inside(path, folder)]
    return {path.relative_to(folder).with_suffix("").as_posix(): path for path in sorted(inside)}


def _is_inside(path: Path, folder: Path) -> bool:
    """Whether a file, links followed, lies in the folder."""
    return path.resolve().is_relative_to(folder.resolve())
