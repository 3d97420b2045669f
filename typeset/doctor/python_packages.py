"""Python and the packages (Python 与依赖包) against pyproject.toml and requirements.lock."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from typeset.base.findings import Finding, Message
from typeset.base.messages import mark, translate
from typeset.base.project import project_folder
from typeset.doctor.health import Area, Fact

OLD_PYTHON = Message(
    "E911",
    mark("Python {version} is too old: {wanted} is needed"),
    mark("install a newer Python, remove .venv, then: make PYTHON=python3.11 issue WEEK=…"),
)
NO_PACKAGE = Message(
    "E912",
    mark("the package {package} is missing ({wanted} is needed)"),
    mark("run: rm -rf .venv && make fonts (it builds the environment anew)"),
)
OTHER_PACKAGE = Message(
    "E913",
    mark("the package {package} is {version}, but {wanted} is needed"),
    mark("run: rm -rf .venv && make fonts (it builds the environment anew)"),
)
NOT_LOADED = Message(
    "E914",
    mark("the package {package} is installed, but cannot be loaded: {reason}"),
    mark("run: rm -rf .venv && make fonts (it builds the environment anew)"),
)
NOT_AS_LOCKED = Message(
    "H915",
    mark("these packages are not of the versions that were tested: {packages}"),
    mark("that will do; rm -rf .venv && make fonts brings the tested versions"),
)

MODULES = {"pillow": "PIL", "pyyaml": "yaml", "fonttools": "fontTools", "reportlab": ""}
"""Package → the module to load where the name differs; empty: must not be loaded so early
(output/guard.py)."""
OLDEST = (3, 11)

_REQUIREMENT = re.compile(r"\s*([A-Za-z0-9._-]+)\s*(?:\[[^]]*\])?\s*\(?([^;)]*)\)?\s*(?:;(.*))?")
_CLAUSE = re.compile(r"\s*(>=|<=|==|!=|~=|<|>)\s*([0-9][0-9A-Za-z.+!]*)\s*")
_LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s\\;]+)", re.MULTILINE)


def examine_python(running: Sequence[int] = tuple(sys.version_info[:3])) -> Area:
    """The running Python; which one it is matters where several are installed."""
    said = ".".join(map(str, running))
    found = []
    if tuple(running[:2]) < OLDEST:
        found.append(OLD_PYTHON.at(version=said, wanted=".".join(map(str, OLDEST))))
    fact = Fact("Python", f"{said}  {sys.executable}", {"version": said, "path": sys.executable})
    return Area("python", "Python", [fact], found)


def examine_packages(project: Path | None = None) -> Area:
    """Every package that this program needs: there, of a version in its range, loadable."""
    project = project or project_folder()
    locked = _locked(project / "requirements.lock")
    facts: list[Fact] = []
    found: list[Finding] = []
    others: list[str] = []
    for name, wanted in required_packages(project).items():
        installed = _installed(name)
        values = {"version": installed, "wanted": wanted, "locked": locked.get(name)}
        facts.append(Fact(name, f"{installed or '-'}  ({wanted})", values))
        found += _judge(name, installed, wanted)
        if installed and locked.get(name, installed) != installed:
            others.append(f"{name} {installed} ({locked[name]})")
    if others:
        found.append(NOT_AS_LOCKED.at(packages=", ".join(others)))
    return Area("packages", translate(mark("packages")), facts, found)


def required_packages(project: Path) -> dict[str, str]:
    """Package → its range, as pyproject.toml has it now, else as it was installed."""
    try:
        import tomllib

        with (project / "pyproject.toml").open("rb") as file:
            lines = tomllib.load(file)["project"]["dependencies"]
    except (OSError, ValueError, LookupError, TypeError, ImportError):
        try:
            lines = requires("typeset") or []
        except PackageNotFoundError:
            lines = []
    found = {}
    for line in lines:
        match = _REQUIREMENT.fullmatch(str(line))
        if match is not None and "extra" not in (match[3] or ""):
            found[_plain(match[1])] = match[2].strip()
    return found


def is_in_range(installed: str, wanted: str) -> bool:
    """Whether a version meets all clauses of a range; what is not understood is let pass."""
    have = _numbers(installed)
    for operator, text in _CLAUSE.findall(wanted):
        want = _numbers(text)
        length = max(len(have), len(want))
        left, right = (one + (0,) * (length - len(one)) for one in (have, want))
        fits = {
            ">=": left >= right,
            "<=": left <= right,
            "==": left == right,
            "!=": left != right,
            "<": left < right,
            ">": left > right,
            "~=": left >= right and have[: len(want) - 1] == want[:-1],
        }
        if not fits[operator]:
            return False
    return True


def _judge(name: str, installed: str | None, wanted: str) -> Iterator[Finding]:
    if installed is None:
        yield NO_PACKAGE.at(package=name, wanted=wanted or "*")
        return
    if not is_in_range(installed, wanted):
        yield OTHER_PACKAGE.at(package=name, version=installed, wanted=wanted)
    module = MODULES.get(name, name.replace("-", "_"))
    if not module:
        return
    try:
        import_module(module)
    except Exception as error:  # noqa: BLE001 (a damaged package may raise anything)
        reason = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        yield NOT_LOADED.at(package=name, reason=reason)


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except Exception:  # noqa: BLE001 (damaged metadata may raise anything)
        return None


def _locked(path: Path) -> Mapping[str, str]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return {}
    return {_plain(name): pinned for name, pinned in _LOCKED.findall(text)}


def _plain(name: str) -> str:
    """The name as the package index compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _numbers(text: str) -> tuple[int, ...]:
    """The numbers of a version, up to whatever follows them (rc1, .post2)."""
    match = re.match(r"\d+(?:\.\d+)*", text)
    return tuple(map(int, match[0].split("."))) if match else (0,)
