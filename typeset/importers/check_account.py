"""The account checked against the source that was written (核对): every character, both ways.

It knows the manuscript, the account and the issue as read back from its files; nothing of how the
one became the other.
"""

from __future__ import annotations

from typeset.base.errors import InternalError
from typeset.base.findings import SourcePosition
from typeset.content.document import Issue, Material
from typeset.importers import messages
from typeset.importers.manuscript.result import LINE_END, Account, Counts
from typeset.importers.recognising.read_body import block_text, inlines_text
from typeset.importers.recognising.read_front_matter import date_source


def check_account(account: Account, counts: Counts, written: Issue, file: str) -> None:
    """Compare.

    Raises InternalError where a character of the manuscript is neither in the issue nor among the
    changes, or where the issue holds a text that does not come from there.
    """
    _check_offsets(account, file)
    _compare(account, counts, issue_texts(written), file)


def check_material(account: Account, counts: Counts, written: Material, file: str) -> None:
    """The same for a single material.  Raises InternalError."""
    _check_offsets(account, file)
    found = {place: text for place, text in _material_texts(written).items() if text}
    _compare(account, counts, found, file)


def _compare(account: Account, counts: Counts, found: dict[str, str], file: str) -> None:
    expected = _expected(account)
    wrong = [place for place in expected | found if expected.get(place) != found.get(place)]
    if not wrong and sum(map(len, found.values())) != counts.characters_out:
        wrong = ["counts"]
    if wrong:
        position = SourcePosition(file)
        raise InternalError([messages.UNFAITHFUL.at(position, place=wrong[0])])


def _check_offsets(account: Account, file: str) -> None:
    lost = _unaccounted(account)
    if lost:
        line = len(LINE_END.split(account.manuscript[: lost[0]]))
        position = SourcePosition(file, line)
        raise InternalError([messages.UNBALANCED.at(position, count=len(lost))])


def issue_texts(issue: Issue) -> dict[str, str]:
    """The texts of an issue by place; empty ones are left out.

    Names in `names` are repetitions of what stands in bylines and are not among them.
    """
    texts = {
        "title": issue.title,
        "period": date_source(issue.period),
        "compiler": issue.compiler,
        "date": date_source(issue.date),
        "notice": inlines_text(issue.notice),
    }
    for name in issue.imprint.__struct_fields__:
        texts[f"imprint/{name}"] = getattr(issue.imprint, name)
    for index, category in enumerate(issue.contents, start=1):
        texts[f"contents/{index}/heading"] = category.heading
        for item, entry in enumerate(category.entries, start=1):
            texts[f"contents/{index}/{item}/title"] = entry.title
    for material in issue.materials:
        texts |= _material_texts(material)
    return {place: text for place, text in texts.items() if text}


def _material_texts(material: Material) -> dict[str, str]:
    place = f"材料{material.number}"
    texts = {
        f"{place}/number": str(material.number),
        f"{place}/kicker": inlines_text(material.kicker),
        f"{place}/title": inlines_text(material.title),
        f"{place}/date": material.date.isoformat() if material.date else "",
        f"{place}/source": material.source,
        f"{place}/byline": material.byline,
        f"{place}/document_number": material.document_number,
    }
    for index, subtitle in enumerate(material.subtitles, start=1):
        texts[f"{place}/subtitle/{index}"] = inlines_text(subtitle)
    for index, block in enumerate(material.blocks, start=1):
        texts[f"{place}/text/{index}"] = block_text(block)
    return texts


def _expected(account: Account) -> dict[str, str]:
    texts = dict(account.inserted)
    for placement in account.placements:
        texts[placement.place] = "".join(
            account.changes[offset].after
            if offset in account.changes
            else account.manuscript[offset]
            for offset in placement.origins
        )
    return texts


def _unaccounted(account: Account) -> list[int]:
    """Offsets of characters that are nowhere, in two places, or out of order in their place."""
    where: dict[int, str] = {}
    wrong: list[int] = []
    for placement in account.placements:
        before = -1
        for offset in placement.origins:
            if offset in where or offset <= before:
                wrong.append(offset)
            where[offset] = placement.place
            before = offset
    ends = {
        offset for match in LINE_END.finditer(account.manuscript) for offset in range(*match.span())
    }
    for offset in range(len(account.manuscript)):
        if offset in ends or offset in where:
            continue
        change = account.changes.get(offset)
        if change is None or change.after:
            wrong.append(offset)
    return sorted(wrong)
