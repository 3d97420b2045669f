"""Each bad file is named by the right check, and by no other than its fault concerns."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.preflight.good_file import GoodFile, found_by, report_of
from tests.preflight.mutant_table import MUTANTS
from tests.preflight.mutants import Mutant, nothing
from typeset.preflight.checks import CHECKS
from typeset.preflight.expected import Profile

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("profile", list(Profile))
def test_the_good_file_is_good(good: GoodFile, profile: Profile) -> None:
    report = report_of(good.bytes_of(profile), profile, good.facts)
    assert [str(finding) for finding in report.findings] == []


@pytest.mark.parametrize("profile", [Profile.PRINT, Profile.READING])
def test_writing_it_again_changes_nothing(good: GoodFile, profile: Profile) -> None:
    """What the mutants find is their fault, not that of the library that writes them."""
    same = Mutant("same", "", "", nothing, profile).make(good.bytes_of(profile))
    assert found_by(report_of(same, profile, good.facts)) == {}


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_mutant(good: GoodFile, mutant: Mutant) -> None:
    data = mutant.make(good.bytes_of(mutant.profile))
    found = found_by(report_of(data, mutant.profile, good.facts))
    assert mutant.code in found.get(mutant.check, set()), found
    assert set(found) <= {mutant.check, *mutant.also}, found


def test_mutants_are_many_and_of_every_check() -> None:
    assert len(MUTANTS) >= 60
    assert [name for name, times in Counter(m.name for m in MUTANTS).items() if times > 1] == []
    # pikepdf never writes a file without an identifier; substitutions are no fault of the file.
    never_wrong = {"file-identifier", "substitutions"}
    wanted = {check.identifier for check in CHECKS} - never_wrong
    assert wanted - {mutant.check for mutant in MUTANTS} == set()


def test_no_identifier(good: GoodFile) -> None:
    data = good.press.replace(b"/ID ", b"/IX ")
    assert data != good.press
    assert found_by(report_of(data, Profile.PRINT, good.facts)) == {"file-identifier": {"E807"}}


@pytest.mark.parametrize(
    ("name", "words"), [("README.md", "{} checks"), ("README.zh-CN.md", "{} 项")]
)
def test_the_readmes_count_the_checks(project: Path, name: str, words: str) -> None:
    assert words.format(len(CHECKS)) in (project / name).read_text(encoding="utf-8")


def test_every_message_belongs_to_one_check() -> None:
    codes = Counter(message.code for check in CHECKS for message in check.messages)
    assert [code for code, times in codes.items() if times > 1] == []
    assert len({check.identifier for check in CHECKS}) == len(CHECKS)
