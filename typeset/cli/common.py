"""What all commands share: options, the one JSON object, the words for findings, exit codes."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click
from msgspec import Struct

from typeset.api import NO_OFFICE
from typeset.base.advice import as_typed_here
from typeset.base.disk import file_of, is_refusal, reason_of
from typeset.base.errors import InternalError, SourceError, TypesetError
from typeset.base.findings import Finding, Message, has_errors
from typeset.base.messages import mark, translate
from typeset.base.project import is_checkout, project_folder

NO_ROOT = Message(
    "E902",
    mark("there is no folder {folder}"),
    mark("give --root the folder that holds issues/"),
)
LACKS_PACKAGE = Message(
    "E904",
    mark("the package {package} is missing"),
    mark("run: paiban doctor, which says what is missing and what to do"),
)
DISK_REFUSES = Message(
    "E906",
    mark("{file} cannot be read or written: {reason}"),
    mark("look at the free space, the permissions and the disk, then run it again"),
)
_OUTPUT = mark("the output")
UNEXPECTED = Message(
    "E999",
    mark("the program itself failed: {kind}: {reason}"),
    mark("please send {log} to whoever looks after typeset"),
)

Decorated = TypeVar("Decorated", bound=Callable[..., Any])
FINDINGS_EXIT = 1


class Answer(Struct, frozen=True):
    """What a command has to say: findings, further keys of its JSON object, lines of text.

    `is_fine`: the command did what was asked, whatever it found on the way.
    """

    findings: Sequence[Finding] = ()
    data: Mapping[str, Any] = {}
    lines: Sequence[str] = ()
    is_fine: bool = False


def root_option(function: Decorated) -> Decorated:
    """`--root DIR`, given to the command as `root: Path` (see `find_root`)."""
    return click.option(
        "--root",
        metavar="DIR",
        default=None,
        help=translate(mark("The folder that holds issues/ (this folder, else the project).")),
    )(function)


def style_option(function: Decorated) -> Decorated:
    """`--style NAME`, given to the command as `style: str`, empty where none is named."""
    return click.option(
        "--style",
        metavar="NAME",
        default="",
        help=translate(mark("Style sheet: a name in styles/ (the issue's own, else weekly).")),
    )(function)


def json_option(function: Decorated) -> Decorated:
    """`--json`, given to the command as `as_json: bool`."""
    return click.option(
        "--json",
        "as_json",
        is_flag=True,
        help=translate(mark("Print one JSON object and nothing else.")),
    )(function)


def find_root(given: str | None, *, needs_issues: bool = True) -> Path:
    """The folder that holds `issues/`: the given one, the current one if it does, the checkout.

    Where the program was installed there is no checkout: SourceError (E905), unless no issues are
    needed.  Raises SourceError (E902) when the given one is no folder.
    """
    if given is not None:
        root = Path(given)
        if not root.is_dir():
            raise SourceError([NO_ROOT.at(folder=given)])
        return root
    here = Path.cwd()
    if (here / "issues").is_dir():
        return here
    if is_checkout():
        return project_folder()
    if needs_issues:
        raise SourceError([NO_OFFICE.at(folder=str(here))])
    return here


def run(command: str, work: Callable[[], Answer], *, as_json: bool) -> NoReturn:
    """Do a command's work, print its answer and end with the exit code of base/errors.py."""
    answer = Answer()
    try:
        answer = work()
        findings = answer.findings
        code = FINDINGS_EXIT if has_errors(findings) and not answer.is_fine else 0
    except TypesetError as error:
        if isinstance(error, InternalError) and os.environ.get("TYPESET_DEBUG") == "1":
            raise
        findings, code = error.findings, error.exit_code
    except Exception as error:  # noqa: BLE001 (an editor never meets a traceback)
        sys.exit(report_unexpected(command, error, as_json=as_json))
    if as_json:
        emit_json(command, findings, answer.data, ok=code == 0)
    else:
        for line in answer.lines:
            click.echo(as_typed_here(line))
        print_findings(findings)
    sys.exit(code)


def emit_json(
    command: str, findings: Iterable[Finding], data: Mapping[str, Any], *, ok: bool = False
) -> None:
    """Print the one object of `--json`, always in UTF-8."""
    value = {
        "command": command,
        "ok": ok,
        "findings": [finding.as_json() for finding in findings],
        **data,
    }
    text = json.dumps(value, ensure_ascii=False, indent=None, default=str) + "\n"
    # A lone surrogate from a file name becomes \udcXX, which is JSON's own escape.
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()


def print_findings(findings: Iterable[Finding]) -> None:
    """`file:line: CODE text` and its cure, to standard error, as they come."""
    label = translate(mark("cure: {cure}"))
    for finding in findings:
        click.echo(str(finding), err=True)
        if finding.cure:
            click.echo("  " + label.format(cure=finding.cure), err=True)


def report_unexpected(command: str, error: Exception, *, as_json: bool) -> int:
    """Say that the program failed, keep the details in a file; the exit code for it.

    With TYPESET_DEBUG=1 the error goes on as it is.
    """
    if os.environ.get("TYPESET_DEBUG") == "1":
        raise error
    if isinstance(error, BrokenPipeError):
        raise error
    finding = unexpected_finding(error)
    try:
        if as_json:
            emit_json(command, [finding], {})
        else:
            print_findings([finding])
    except OSError:  # the output is what fails; the exit code says it where nothing else can
        with contextlib.suppress(OSError):
            print_findings([finding])
    return (SourceError if finding.kind is DISK_REFUSES else InternalError).exit_code


def unexpected_finding(error: Exception) -> Finding:
    """E999 for a fault of the program itself, the details of which are kept in a file; E904 where
    only a package is missing, E906 where the disk refuses."""
    if isinstance(error, ModuleNotFoundError) and error.name:
        package = error.name.partition(".")[0]
        if package != "typeset":
            return LACKS_PACKAGE.at(package=package)
    if isinstance(error, OSError) and is_refusal(error):
        return DISK_REFUSES.at(file=file_of(error, translate(_OUTPUT)), reason=reason_of(error))
    kind = type(error).__name__
    reason = str(error).splitlines()[0][:200] if str(error) else "-"
    return UNEXPECTED.at(kind=kind, reason=reason, log=_write_log(error))


def _write_log(error: Exception) -> str:
    import tempfile
    import traceback

    from typeset.base.cache import cache_folder

    text = "".join(traceback.format_exception(error))
    for folder in (cache_folder(), Path(tempfile.gettempdir())):
        if folder is None:
            continue
        log = folder / "typeset-error.log"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            log.write_text(text, encoding="utf-8", errors="backslashreplace")
        except OSError:
            continue
        return str(log)
    return "-"
