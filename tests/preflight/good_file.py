"""A good edition for the tests: the press and the reading file of the real build, and its facts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.editions import MATERIAL, WEEK, write_edition, write_image
from typeset.edition.build_issue import build_issue, lay_out_issue
from typeset.edition.tell_facts import tell_facts
from typeset.preflight.examine import examine_data
from typeset.preflight.expected import ExpectedFacts, Profile
from typeset.preflight.report import Report, report_from_json

PARAGRAPH = (
    "各支部要按照本周的安排，先通读全文，再分段讨论，把需要落实的事项逐条写进台账，"
    "注明责任人、完成时间和检查办法。每天留出半小时，边学边记，周五下午集中交流。\n"
)
TABLE = "| 时间 | 内容 |\n|---|---|\n| 周一 | 通读 |\n| 周五 | 交流 |\n"
SUBTITLE_TEXT = "一、总体要求\n" + PARAGRAPH * 14 + "二、工作安排\n" + TABLE + "\n" + PARAGRAPH * 3


@dataclass(frozen=True, slots=True)
class GoodFile:
    """A finished edition: both files and what they must show."""

    press: bytes
    reading: bytes
    facts: ExpectedFacts

    def bytes_of(self, profile: Profile) -> bytes:
        return self.press if profile is Profile.PRINT else self.reading


def build_good_file(root: Path) -> GoodFile:
    """Two materials on several pages, with a table, a picture and a foreign page."""
    more = "attachments:\n  - {file: b.png, title: 海报}\n"
    texts = {
        "材料1.md": MATERIAL.format(title="植树造林的通知", text=SUBTITLE_TEXT),
        "材料2.md": MATERIAL.format(
            title="节约用水的通知",
            text="（一）节水。每人每天少用一升水。\n\n![水表](水表.png)\n\n" + PARAGRAPH,
        ),
    }
    folder = write_edition(root, texts, more)
    write_image(folder / "水表.png", (1900, 500))
    write_image(folder / "b.png", (2000, 2400))
    built = build_issue(root, WEEK)
    laid = lay_out_issue(root, WEEK)
    facts = tell_facts(laid.pages, laid.style, laid.findings)
    return GoodFile(built.press.read_bytes(), built.path.read_bytes(), facts)


def report_of(data: bytes, profile: Profile | None, facts: ExpectedFacts | None) -> Report:
    """The report of a file that can be examined, made in this process."""
    code, values = examine_data(data, "file.pdf", profile, facts)
    assert code == 0, values
    return report_from_json("file.pdf", values, guessed=profile is None)


def found_by(report: Report) -> dict[str, set[str]]:
    """Check → the codes it found."""
    return {
        result.check.identifier: {finding.code for finding in result.findings}
        for result in report.results
        if result.findings
    }
