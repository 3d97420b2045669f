"""A single file under the rules (单个文件): a raw manuscript, or the source of one material."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

from typeset.base.findings import Finding, has_errors
from typeset.base.text_lines import split_lines
from typeset.content.document import Issue, Material, Period
from typeset.content.parse_material import ParsedMaterial, parse_material
from typeset.content.paths import material_number
from typeset.content.read_text import decode_source
from typeset.importers.receiving.read_manuscript import read_manuscript
from typeset.lint.lint_issue import Linted, choose_rules, exceptions_of, lint_subject
from typeset.lint.read_issue import read_issue
from typeset.lint.read_manuscript_lines import read_manuscript_lines
from typeset.lint.rule import Earlier, Found
from typeset.lint.terms import load_terms

_NO_DAY = datetime.date.max


def lint_file(path: Path, root: Path, codes: Sequence[str] = ()) -> Linted:
    """Lint a text file.  Raises SourceError where it cannot be read, or for an unknown code."""
    return lint_text(read_manuscript(path), str(path), root, codes)


def lint_text(data: bytes, file: str, root: Path, codes: Sequence[str] = ()) -> Linted:
    """Lint the bytes of a text; one that starts with header lines is a material's source."""
    rules = choose_rules(codes)
    terms = load_terms(root)
    own = [Found(finding) for finding in terms.findings]
    material = _as_material(data, file)
    if material is not None:
        text, parsed = material
        lines: Sequence[str] = split_lines(text)
        issue = _issue_of(parsed.material)
        subject = read_issue(issue, {file: lines}, Earlier(), terms.terms)
        own += [Found(finding) for finding in parsed.findings]
    else:
        read = read_manuscript_lines(data, file, terms.terms)
        subject, lines = read.subject, read.lines
        own += [Found(finding) for finding in read.findings]
    return lint_subject(subject, rules, exceptions_of(file, lines), codes, own)


def _as_material(data: bytes, file: str) -> tuple[str, ParsedMaterial] | None:
    text = decode_source(data, file)
    if isinstance(text, Finding):
        return None
    number = material_number(file) or 1
    parsed = parse_material(text, file=file, number=number)
    return None if has_errors(parsed.findings) else (text, parsed)


def _issue_of(material: Material) -> Issue:
    """An issue of nothing but one material."""
    return Issue(
        week="",
        title="",
        period=Period(_NO_DAY, _NO_DAY),
        compiler="",
        date=_NO_DAY,
        contents=(),
        materials=(material,),
    )
