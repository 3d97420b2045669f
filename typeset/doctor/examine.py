"""The whole examination (体检), area by area; what cannot be examined is a finding like others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from typeset.base.findings import Message
from typeset.base.messages import mark, translate
from typeset.doctor.health import Area

NOT_EXAMINED = Message(
    "W910",
    mark("{area}: could not be examined: {reason}"),
    mark("mend the other faults first, then run the doctor again"),
)

# Area → its words, the module and function that look at it, whether it is told the root.
_AREAS: dict[str, tuple[str, str, str, bool]] = {
    "python": ("Python", "python_packages", "examine_python", False),
    "packages": (mark("packages"), "python_packages", "examine_packages", False),
    "issues": (mark("issues"), "folders", "examine_issues", True),
    "fonts": (mark("fonts"), "faces", "examine_fonts", True),
    "profile": (mark("colour profile"), "faces", "examine_profile", True),
    "programs": (mark("optional programs"), "folders", "examine_programs", False),
    "folders": (mark("folders"), "folders", "examine_folders", True),
    "port": (mark("port of the preview"), "surroundings", "examine_port", False),
    "locale": (mark("language and characters"), "surroundings", "examine_locale", False),
    "clock": (mark("clock"), "surroundings", "examine_clock", False),
}


def examine(root: Path) -> Iterator[Area]:
    """Every area in turn.  Nothing raises, whatever is broken."""
    for name, (words, module, function, with_root) in _AREAS.items():

        def look(module: str = module, function: str = function, tell: bool = with_root) -> Area:
            looks: Callable[..., Any] = getattr(import_module(f"typeset.doctor.{module}"), function)
            area = looks(root) if tell else looks()
            assert isinstance(area, Area)
            return area

        yield guarded(name, translate(words), look)


def guarded(name: str, words: str, look: Callable[[], Area]) -> Area:
    """An area, or the finding that it could not be looked at."""
    try:
        return look()
    except Exception as error:  # noqa: BLE001 (a broken environment may raise anything)
        reason = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        return Area(name, words, (), [NOT_EXAMINED.at(area=words, reason=reason)])
