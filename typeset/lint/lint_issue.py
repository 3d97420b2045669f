"""Every rule over an issue or a manuscript (审校), what the editor lets stand taken out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from typeset.base.errors import SourceError
from typeset.base.findings import Finding, Message, Severity, SourcePosition
from typeset.base.text_lines import split_lines
from typeset.content.load_issue import LoadedIssue
from typeset.lint.all_rules import RULES
from typeset.lint.characters import (
    Accepted,
    Switch,
    is_accepted,
    is_off,
    read_accepted,
    read_switches,
    unknown_codes,
)
from typeset.lint.messages import UNKNOWN_CODE
from typeset.lint.read_earlier import read_earlier
from typeset.lint.read_issue import MANIFEST_FILE, read_issue
from typeset.lint.rule import Found, Rule, Subject
from typeset.lint.terms import load_terms

UNKNOWN_RULE = Message("E092", UNKNOWN_CODE.text, UNKNOWN_CODE.cure)

CODES = frozenset(code for rule in RULES for code in rule.codes)
_LEVELS = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.HINT: 2}


class Linted(Struct, frozen=True):
    """What the rules found, in the order of the files."""

    found: tuple[Found, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(found.finding for found in self.found)


class _Exceptions(Struct, frozen=True):
    """What is let stand: `texts` are the lines of each file."""

    texts: Mapping[str, Sequence[str]]
    switches: Mapping[str, tuple[Switch, ...]]
    accepted: tuple[Accepted, ...] = ()

    def admits(self, finding: Finding) -> bool:
        """Whether a finding is to be told."""
        where = finding.position
        switches = self.switches.get(where.file, ()) if where else ()
        if where and switches and is_off(switches, finding.code, where.line):
            return False
        return not is_accepted(self.accepted, finding, self.texts)

    def faults(self) -> Iterable[Found]:
        """Codes of rules that there are not."""
        known = ", ".join(sorted(CODES, key=lambda code: (code[1:], code)))
        for code, position in unknown_codes(self.switches, self.accepted, CODES):
            yield Found(UNKNOWN_CODE.at(position, code=code, known=known))


def lint_issue(loaded: LoadedIssue, root: Path, codes: Sequence[str] = ()) -> Linted:
    """Lint an issue that was read; `root` is where the issues before it lie.

    `codes` are the only ones asked for.  Raises SourceError for a code that there is not.
    """
    rules = choose_rules(codes)
    texts = {name: split_lines(text) for name, text in loaded.texts.items()}
    terms = load_terms(root)
    subject = read_issue(loaded.issue, texts, read_earlier(root, loaded.issue.week), terms.terms)
    exceptions = _Exceptions(
        texts,
        {name: read_switches(lines) for name, lines in texts.items() if name != MANIFEST_FILE},
        read_accepted(loaded.accepted),
    )
    own = tuple(Found(finding) for finding in terms.findings)
    return lint_subject(subject, rules, exceptions, codes, own)


def lint_subject(
    subject: Subject,
    rules: Sequence[Rule],
    exceptions: _Exceptions,
    codes: Sequence[str] = (),
    own: Sequence[Found] = (),
) -> Linted:
    """Ask the rules about a subject; `own` is what the linter has to say for itself."""
    found = [one for rule in rules for one in rule.check(subject) if exceptions.admits(one.finding)]
    found = [one for one in found if not codes or one.finding.code in codes]
    return Linted(tuple(sorted([*own, *exceptions.faults(), *found], key=_order)))


def choose_rules(codes: Sequence[str]) -> tuple[Rule, ...]:
    """The rules that give the codes, all of them where none is named.

    Raises SourceError for a code that there is not.
    """
    unknown = [code for code in codes if code not in CODES]
    if unknown:
        known = ", ".join(sorted(CODES, key=lambda code: (code[1:], code)))
        raise SourceError([UNKNOWN_RULE.at(code=code, known=known) for code in unknown])
    return tuple(rule for rule in RULES if not codes or set(codes) & set(rule.codes))


def exceptions_of(file: str, lines: Sequence[str]) -> _Exceptions:
    """What a file by itself lets stand."""
    return _Exceptions({file: lines}, {file: read_switches(lines)})


def _order(found: Found) -> tuple[bool, str, int, int, int, str]:
    where = found.finding.position or SourcePosition("")
    level = _LEVELS[found.finding.severity]
    first = where.file in {"", MANIFEST_FILE}
    return (not first, where.file, where.line, where.column, level, found.finding.code)
