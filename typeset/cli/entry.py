"""The command line as a whole: the lazy group, usage errors, and the last net."""

from __future__ import annotations

import contextlib
import gettext
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn, TextIO

import click

from typeset import __version__
from typeset.base.findings import Message
from typeset.base.messages import LOCALE_FOLDER, mark, reader_languages, translate
from typeset.cli.commands import COMMANDS, PROGRAM
from typeset.cli.common import emit_json, print_findings, report_unexpected

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

USAGE = Message("E901", mark("{reason}"), mark("see: {command} --help"))

USAGE_EXIT = 2
INTERRUPTED_EXIT = 130


class LazyGroup(click.Group):
    """Commands known by name and one line of help, imported when called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Names and help without importing any command."""
        from click.shell_completion import CompletionItem

        return [
            CompletionItem(name, help=translate(help_line))
            for name, (_, help_line) in COMMANDS.items()
            if name.startswith(incomplete)
        ] + click.Command.shell_complete(self, ctx, incomplete)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = import_module(COMMANDS[cmd_name][0]).command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [(name, translate(help_line)) for name, (_, help_line) in COMMANDS.items()]
        with formatter.section(translate("Commands")):
            formatter.write_dl(rows)


def _group() -> click.Group:
    group = LazyGroup(
        name=PROGRAM,
        help=translate("Set an office's weekly compilation as one print-ready PDF."),
    )
    option = click.version_option(
        __version__, prog_name=PROGRAM, message="%(prog)s %(version)s", is_eager=True
    )
    return option(group)


def run_command_line(arguments: list[str] | None = None) -> NoReturn:
    """Run one command and end the process: 0 fine, 1 findings, 2 usage or source, 3 internal."""
    words = sys.argv[1:] if arguments is None else arguments
    _prepare_streams()
    _let_click_speak_as_we_do()
    code: object
    try:
        code = _run(words)
    except SystemExit as end:
        code = end.code
    except OSError:  # not even a fault can be told
        code = USAGE_EXIT
    sys.exit(_flushed(code if isinstance(code, int) else 0))


def _run(words: list[str]) -> object:
    """The exit code of a command; a SystemExit bears it too."""
    as_json = "--json" in words
    code: object
    try:
        code = _group().main(args=words, prog_name=PROGRAM, standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        code = USAGE_EXIT
    except click.UsageError as error:
        _report_usage(error, as_json=as_json)
        code = USAGE_EXIT
    except click.ClickException as error:
        _report_usage(error, as_json=as_json)
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        print(translate("Stopped."), file=sys.stderr)  # noqa: T201
        code = INTERRUPTED_EXIT
    except BrokenPipeError:
        _throw_away(sys.stdout)
        code = 0
    except Exception as error:  # noqa: BLE001 (the last net: no traceback reaches an editor)
        code = report_unexpected(_command_name(words), error, as_json=as_json)
    return code


def _flushed(code: int) -> int:
    """The exit code, another one where the answer could not be written down to its end."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            _throw_away(stream)
        except OSError as error:
            _throw_away(stream)
            code = code if code == USAGE_EXIT else report_unexpected("", error, as_json=False)
    return code


def _throw_away(stream: TextIO) -> None:
    """What is still to be written into a stream that takes no more goes nowhere."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _prepare_streams() -> None:
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]


def _let_click_speak_as_we_do() -> None:
    """Click looks its own sentences up in the current domain; ours holds them too."""
    os.environ["LANGUAGE"] = ":".join(reader_languages())
    gettext.bindtextdomain("typeset", LOCALE_FOLDER)
    gettext.textdomain("typeset")


def _report_usage(error: click.ClickException, *, as_json: bool) -> None:
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else PROGRAM
    finding = USAGE.at(reason=error.format_message().rstrip(".。"), command=path)
    if as_json:
        emit_json(path.removeprefix(PROGRAM).strip(), [finding], {})
    else:
        print_findings([finding])


def _command_name(words: list[str]) -> str:
    return next((word for word in words if word in COMMANDS), "")
