"""The house rules that a linter does not know."""

from __future__ import annotations

import importlib
import re
import string
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tests.house_tree import circles, load_tool, messages
from typeset.cli.commands import COMMANDS

PROJECT = Path(__file__).parents[1]
LONGEST_FILE = 400
BIGGEST_ROOM = 0.15
STAGES = {
    "base": "79",
    "content": "12",
    "importers": "2",
    "lint": "0",
    "design": "34",
    "layout": "5",
    "output": "67",
    "preflight": "8",
    "texts": "78",
    "edition": "067",
    "rounds": "78",
    "comparison": "78",
    "corrections": "78",
    "flowables": "4",
    "desk": "89",
    "doctor": "9",
    "cli": "0789",
    "api": "9",
}
"""Package → first digits of its codes (base/findings.py)."""

STILL_GATHERED = {
    "importers.messages",
    "layout.messages",
    "lint.messages",
    "output.attachments.foreign_messages",
    "output.messages",
}
"""Modules that still hold messages which one other module alone says; who empties one of them
takes it from the list."""


def tracked() -> list[Path]:
    """The files of the project: what git tracks or would track."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=PROJECT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("this is no git checkout")
    names = listed.stdout.decode().split("\0")
    return [path for name in names if name and (path := PROJECT / name).is_file()]


def text_of(path: Path) -> str:
    """The words of a file, empty for a binary one."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def fields(template: str) -> set[str]:
    """The places that a template leaves open."""
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def test_files_are_short() -> None:
    lengths = {
        str(path.relative_to(PROJECT)): text_of(path).count("\n")
        for path in tracked()
        if path.suffix == ".py"
    }
    assert len(lengths) > 20
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_no_room_holds_a_seventh_of_the_code() -> None:
    lines: Counter[str] = Counter()
    for path in (PROJECT / "typeset").rglob("*.py"):
        lines[path.relative_to(PROJECT / "typeset").parts[0]] += text_of(path).count("\n")
    limit = BIGGEST_ROOM * lines.total()
    assert {room: count for room, count in lines.items() if count >= limit} == {}


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert {tuple(sorted(circle)) for circle in circles()} == set()


def test_codes_are_unique_and_of_their_stage() -> None:
    found = messages()
    assert len(found) > 400
    codes = Counter(message.code for message in found)
    assert [code for code, times in codes.items() if times > 1] == []
    for message in found:
        assert re.fullmatch(r"[EWH]\d{3}", message.code), message
        assert message.code[1] in STAGES[message.module.split(".")[0]], message


def test_handbook_cites_true_codes() -> None:
    handbook = "".join(map(text_of, (PROJECT / "issues" / "handbook").glob("*.md")))
    cited = set(re.findall(r"\b[EWH]\d{3}\b", handbook))
    assert len(cited) >= 10
    assert cited - {message.code for message in messages()} == set()


def test_every_finding_has_a_cure_and_a_user() -> None:
    assert [message.code for message in messages() if not message.cure] == []
    assert [message for message in messages() if message.name and not message.users] == []


def test_a_message_of_one_user_stands_beside_its_use() -> None:
    """Design: 456 of 514 messages had one user and stood in another file."""
    away = {
        message.module: (message.code, *message.users)
        for message in messages()
        if len(message.users) == 1 and message.module not in message.users
    }
    found = {module: where for module, where in away.items() if module not in STILL_GATHERED}
    assert found == {}
    assert STILL_GATHERED - away.keys() == set(), "emptied: take it from STILL_GATHERED"


def test_every_word_is_translated_and_keeps_its_places() -> None:
    with (PROJECT / "typeset/locale/zh_CN/LC_MESSAGES/typeset.po").open("rb") as file:
        from babel.messages.pofile import read_po

        catalogue = read_po(file, locale="zh_CN")
    missing = []
    for wanted in load_tool("messages").collect():
        if not wanted.id or isinstance(wanted.id, tuple):
            continue
        known = catalogue.get(wanted.id)
        if known is None or not known.string or known.fuzzy:
            missing.append(wanted.id)
        elif "{" in wanted.id:
            assert fields(str(known.string)) <= fields(wanted.id), wanted.id
    assert missing == [], "run: make messages, then translate"


def test_the_compiled_catalogue_is_fresh() -> None:
    from babel.messages.pofile import read_po

    tool = load_tool("messages")
    with tool.SOURCE.open("rb") as file:
        assert tool.compiled(read_po(file, locale="zh_CN")) == tool.COMPILED.read_bytes()


def test_no_machine_and_no_registry_is_named() -> None:
    machine = re.compile(r"(?<![\w.~$}/*\"'-])/(?:work|root|home|tmp|Users)/[\w.]+")
    hosts = "|".join(
        rf"{name}\.{end}"
        for name, end in (
            ("pypi", "org"),
            ("pythonhosted", "org"),
            ("deb\\.debian", "org"),
            ("archive\\.ubuntu", "com"),
            ("npmjs", "(?:org|com)"),
            ("tuna\\.tsinghua", "edu"),
        )
    )
    registry = re.compile(rf"(?:{hosts})|--(?:extra-)?index-url|file:/{{3}}")
    found = [
        (str(path.relative_to(PROJECT)), match[0])
        for path in tracked()
        for pattern in (machine, registry)
        for match in pattern.finditer(text_of(path))
    ]
    assert found == []


def test_no_faces_profiles_and_leftovers_are_carried() -> None:
    unwanted = {".otf", ".ttf", ".ttc", ".otc", ".woff", ".woff2", ".icc", ".icm", ".deb", ".whl"}
    unwanted |= {".orig", ".rej", ".bak"}
    assert [path.name for path in tracked() if path.suffix.lower() in unwanted] == []


def test_no_sentence_of_a_manuscript_is_carried(shared: Path) -> None:
    longest = 35
    windows: set[str] = set()
    for manuscript in (shared / "manuscripts").glob("*.txt"):
        text = re.sub(r"\s+", "", manuscript.read_text(encoding="utf-8"))
        for run in re.findall(rf"[一-鿿]{{{longest + 1},}}", text):
            windows.update(run[at : at + longest + 1] for at in range(len(run) - longest))
    assert windows
    # Golden dumps show titles whole; the sources they are made from are looked at themselves.
    carried = [path for path in tracked() if path.parent.name != "golden"]
    for path in carried:
        for run in re.findall(rf"[一-鿿]{{{longest + 1},}}", text_of(path)):
            for at in range(len(run) - longest):
                assert run[at : at + longest + 1] not in windows, path


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command with its words, groups opened."""
    for name, (module, _) in COMMANDS.items():
        command = importlib.import_module(module).command
        yield name, command
        if isinstance(command, click.Group):
            for inner, inner_command in command.commands.items():
                yield f"{name} {inner}", inner_command


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_every_command_and_option_is_documented(name: str) -> None:
    readme = (PROJECT / name).read_text(encoding="utf-8").replace("[list]", "list")
    for words, command in commands():
        assert f"paiban {words}" in readme, words
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert any(option in readme for option in parameter.opts), (words, parameter.opts)


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_examples_of_the_readmes_use_known_keys(name: str) -> None:
    from typeset.content.manifest import HEADER_KEYS, MANIFEST_NAMES, find_key

    readme = (PROJECT / name).read_text(encoding="utf-8")
    issue, style = re.findall(r"```yaml\n(.*?)```", readme, re.DOTALL)
    keys = re.findall(r"^[- ]*([^\s:]+):", issue, re.MULTILINE)
    assert len(keys) > 8
    assert [key for key in keys if key not in MANIFEST_NAMES] == []
    header = re.search(r"```\n((?:title|标题):.*?)\n\n", readme, re.DOTALL)
    assert header is not None
    for line in header[1].splitlines():
        assert find_key(HEADER_KEYS, line.partition(":")[0]), line
    assert style.startswith("extends: weekly\npage:\n  duplex: false")


@pytest.mark.parametrize("name", ["DESIGN.md", "CONTRIBUTING.md"])
def test_files_that_are_named_are_there(name: str) -> None:
    known = [f"/{path.relative_to(PROJECT).as_posix()}" for path in tracked()]
    text = (PROJECT / name).read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z_][\w/]*\.py)(?::\w+)?`", text))
    assert len(named) > 5
    assert {one for one in named if not any(path.endswith(f"/{one}") for path in known)} == set()


def test_every_make_target_explains_itself() -> None:
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony is not None
    for target in phony[1].split():
        assert re.search(rf"^{target}:.*## \S", makefile, re.MULTILINE), target


def test_no_group_is_repeated_possessively() -> None:
    """Python 3.11 before 3.11.5 goes too far with a possessive sign behind a group (CPython issue
    106052); an atomic group, `(?>(?:…)*)`, is right in all."""
    sign = re.compile(r"\)(?:\*\+|\+\+|\?\+)|\}[*+?]\+")
    found = {
        path.relative_to(PROJECT).as_posix()
        for path in tracked()
        if path.suffix == ".py" and "typeset" in path.parts and sign.search(text_of(path))
    }
    assert found == set()
