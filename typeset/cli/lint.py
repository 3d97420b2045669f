"""`paiban lint`: a proof-reader's eye over a week or a manuscript."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from typeset.base.findings import Finding, Message, Severity
from typeset.base.messages import mark, translate
from typeset.cli.common import Answer, find_root, json_option, root_option, run
from typeset.cli.complete import complete_weeks_and_files

if TYPE_CHECKING:
    from typeset.lint.fix_issue import Fixed, Repair

NOT_FOR_MANUSCRIPT = Message(
    "E094",
    mark("a manuscript is not mended in place"),
    mark("paiban import mends it; lint the week it becomes"),
)

_SUMMARY = mark("{name}: {errors} errors, {warnings} warnings, {hints} hints")
_REPAIRED = mark("{count} repairs made; the folder as it was is kept in {backup}")
_NOTHING = mark("nothing to repair")


@click.command(
    "lint",
    help=translate(
        mark(
            "Look for what a good proof-reader would find, in a week (WEEK as in 2025-36)"
            " or in a text file."
        )
    ),
)
@click.argument("week", metavar="WEEK|FILE", shell_complete=complete_weeks_and_files)
@click.option(
    "--fix",
    is_flag=True,
    help=translate(mark("Make the repairs that are safe, in the sources; a backup is kept.")),
)
@click.option(
    "--rule",
    "rules",
    metavar="CODE",
    multiple=True,
    help=translate(mark("Only this rule; may be given several times, or as E001,W009.")),
)
@root_option
@json_option
def command(week: str, fix: bool, rules: tuple[str, ...], root: str | None, as_json: bool) -> None:
    """审校."""
    run("lint", lambda: _lint(week, root, _codes(rules), fix=fix), as_json=as_json)


def _codes(rules: tuple[str, ...]) -> list[str]:
    words = [word.strip().upper() for rule in rules for word in rule.replace("，", ",").split(",")]
    return [word for word in words if word]


def _lint(week: str, root: str | None, codes: list[str], *, fix: bool) -> Answer:
    folder = find_root(root, needs_issues=not Path(week).is_file())
    if not (folder / "issues" / week).is_dir() and Path(week).is_file():
        return _lint_file(Path(week), folder, codes, fix=fix)
    if fix:
        return _fix(folder, week, codes)
    from typeset.content.load_issue import load_issue
    from typeset.lint.lint_issue import lint_issue

    loaded = load_issue(folder, week)
    findings = (*_of_source(loaded.findings, codes), *lint_issue(loaded, folder, codes).findings)
    return Answer(findings, {"week": week, "repairs": []}, [_summary(week, findings)])


def _lint_file(path: Path, root: Path, codes: list[str], *, fix: bool) -> Answer:
    from typeset.lint.lint_file import lint_file

    if fix:
        from typeset.base.errors import SourceError

        raise SourceError([NOT_FOR_MANUSCRIPT.at()])
    findings = lint_file(path, root, codes).findings
    return Answer(findings, {"file": str(path), "repairs": []}, [_summary(str(path), findings)])


def _fix(root: Path, week: str, codes: list[str]) -> Answer:
    from typeset.lint.fix_issue import fix_issue

    fixed = fix_issue(root, week, codes)
    findings = (*_of_source(fixed.loaded.findings, codes), *fixed.left.findings)
    data: dict[str, Any] = {
        "week": week,
        "repairs": [_as_json(repair) for repair in fixed.repairs],
        "backup": str(fixed.backup) if fixed.backup else None,
    }
    return Answer(findings, data, [*_fixed_lines(fixed), _summary(week, findings)])


def _of_source(findings: tuple[Finding, ...], codes: list[str]) -> tuple[Finding, ...]:
    """What reading the source found; left out where single rules are asked for."""
    return () if codes else findings


def _fixed_lines(fixed: Fixed) -> Iterator[str]:
    for repair in fixed.repairs:
        yield _repair_line(repair)
    if fixed.backup is None:
        yield translate(_NOTHING)
    else:
        yield translate(_REPAIRED).format(count=len(fixed.repairs), backup=fixed.backup)


def _repair_line(repair: Repair) -> str:
    """File, line and rule, then the place before and after."""
    edit, left, right = repair.edit, repair.left, repair.right
    before, after = _shown(left + edit.before + right), _shown(left + edit.after + right)
    return f"{edit.file}:{edit.line}: {repair.code} {before} → {after}"


def _shown(text: str) -> str:
    return "".join(char if char.isprintable() else f"<{ord(char):04X}>" for char in text)


def _as_json(repair: Repair) -> dict[str, str | int]:
    edit = repair.edit
    return {
        "code": repair.code,
        "file": edit.file,
        "line": edit.line,
        "column": edit.column,
        "before": edit.before,
        "after": edit.after,
    }


def _summary(name: str, findings: tuple[Finding, ...]) -> str:
    counts = {
        severity: sum(finding.severity is severity for finding in findings) for severity in Severity
    }
    return translate(_SUMMARY).format(
        name=name,
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING],
        hints=counts[Severity.HINT],
    )
