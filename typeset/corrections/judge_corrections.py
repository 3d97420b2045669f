"""核红: which corrections were made, and what else changed, by the text of then and of now.

A correction is done when the words around its place stand as they would with it, and not as they
would without.  The words around are compared as far as the next correction; first many of them,
anywhere in the text (a paragraph may have been moved), then fewer, near the place.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from msgspec import Struct

from typeset.comparison.find_text_changes import Step, align_characters
from typeset.corrections.correction import (
    DEFINITE,
    Correction,
    CorrectionCheck,
    CorrectionKind,
    CorrectionList,
    Judgement,
    OtherChange,
    Outcome,
)
from typeset.texts.edition_text import EditionText, source_of

_BETWEEN = "\n"
"""Stands between two paragraphs, before the first and behind the last."""
_WIDTHS = (12, 8, 5, 3, 2, 1)
_NEAR = 24
_STOPS = frozenset("。！？；，：\n")
_LONGEST = 60
"""Characters of what stands there that are shown."""
_FOLDED = str.maketrans(",;:?!()\"“”'‘’", "，；：？！（）“““‘‘‘")
"""Signs that reviewers type in another width than they are printed in."""


class Edit(Struct, frozen=True):
    """What a correction asks for in the whole text: `words` in place of characters start to end."""

    start: int
    end: int
    words: str


class WholeText:
    """All paragraphs of an edition as one string, with the way back to its pages."""

    def __init__(self, text: EditionText) -> None:
        self.text = text
        self.starts: list[int] = []
        parts: list[str] = [_BETWEEN]
        at = len(_BETWEEN)
        for paragraph in text.paragraphs:
            self.starts.append(at)
            parts += (paragraph.text, _BETWEEN)
            at += len(paragraph.text) + len(_BETWEEN)
        self.words = "".join(parts)

    def edits(self, correction: Correction) -> list[Edit]:
        """Where a correction stands; several for one that goes over several paragraphs."""
        edits: list[Edit] = []
        asked = "".join(correction.asked.split())
        for place, span in enumerate(correction.spans):
            if span.paragraph >= len(self.starts):
                continue
            start = self.starts[span.paragraph]
            length = len(self.text.paragraphs[span.paragraph].text)
            low, high = start + min(span.start, length), start + min(span.end, length)
            words = "" if place or correction.kind is CorrectionKind.DELETE else asked
            if not words and (low, high) == (start, start + length):
                high += len(_BETWEEN)  # a paragraph that goes takes its line with it
            edits.append(Edit(low, high, words))
        return edits

    def place(self, at: int) -> tuple[str, int, str, int]:
        """Label, line on the page, source file and line of a character."""
        index = max(0, bisect_right(self.starts, at) - 1)
        if not self.starts:
            return "", 0, "", 0
        paragraph = self.text.paragraphs[index]
        offset = min(max(0, at - self.starts[index]), max(0, len(paragraph.text) - 1))
        line, inside = paragraph.find_line(offset)
        return line.label, line.number, paragraph.file, source_of(paragraph, line, inside)[0]


def judge_corrections(
    corrections: CorrectionList, before: EditionText, after: EditionText, against: str
) -> CorrectionCheck:
    """Every correction of a round's list against the text of now, and the changes besides."""
    judge = _Judge(WholeText(before), WholeText(after), corrections.corrections)
    judgements = tuple(judge.judge(one) for one in corrections.corrections)
    return CorrectionCheck(
        week=corrections.week,
        round_name=corrections.round_name,
        against=against,
        judgements=judgements,
        others=tuple(judge.find_others(judgements)),
    )


class _Judge:
    def __init__(self, old: WholeText, new: WholeText, all_of_them: Sequence[Correction]) -> None:
        self.old, self.new = old, new
        self.steps = tuple(align_characters(old.words, new.words))
        self.step_starts = [step[1] for step in self.steps]
        self.edits = {
            one.number: old.edits(one) if one.kind in DEFINITE else [] for one in all_of_them
        }
        refused = {one.number for one in all_of_them if one.is_refused}
        self.wanted = sorted(
            (
                edit
                for number, edits in self.edits.items()
                if number not in refused
                for edit in edits
            ),
            key=lambda edit: (edit.start, edit.end),
        )
        self.folded = (old.words.translate(_FOLDED), new.words.translate(_FOLDED))

    def judge(self, correction: Correction) -> Judgement:
        """What became of one."""
        edits = self.edits[correction.number]
        if correction.is_refused:
            return self._say(correction, Outcome.REFUSED)
        if not edits:
            return self._say(correction, Outcome.OPEN)
        outcomes = {self._judge_edit(edit) for edit in edits}
        outcome = outcomes.pop() if len(outcomes) == 1 else Outcome.OTHERWISE
        if outcome is Outcome.OTHERWISE and len(edits) == 1 and correction.remark:
            standing = self._standing(edits[0].start, edits[0].end)
            if standing and standing == "".join(correction.remark.split()):
                outcome = Outcome.DONE  # the remark on a strike-out was what to write instead
        return self._say(correction, outcome)

    def _judge_edit(self, edit: Edit) -> Outcome:
        old, new = self.folded
        words = edit.words.translate(_FOLDED)
        if old[edit.start : edit.end] == words:
            old, new, words = self.old.words, self.new.words, edit.words
        if old[edit.start : edit.end] == words:
            return Outcome.DONE  # it asks for what stands there
        free = self._free(edit)
        standing = self._standing(edit.start, edit.end).translate(_FOLDED)
        inside = self._within_paragraph(edit, free)
        near = new[self._around(edit) : self._around_end(edit)]
        fields = [(inside, _WIDTHS[0], None), *((free, width, near) for width in _WIDTHS)]
        for (low, high), width, field_near in fields:
            left = old[max(low, edit.start - width) : edit.start]
            right = old[edit.end : min(high, edit.end + width)]
            if field_near is None and len(left) + len(right) < width:
                continue
            field = new if field_near is None else field_near
            with_it = left + words + right in field
            without = left + old[edit.start : edit.end] + right in field
            if with_it != without:
                return Outcome.DONE if with_it else Outcome.NOT_DONE
            if with_it and standing == words:
                return Outcome.DONE
        standing = self._standing(edit.start, edit.end)
        if standing == self.old.words[edit.start : edit.end]:
            return Outcome.NOT_DONE
        # What stands beside it changed too, but on one side only.
        left = old[max(inside[0], edit.start - 3) : edit.start]
        right = old[edit.end : min(inside[1], edit.end + 3)]
        beside = (left and left + words in near) or (right and words + right in near)
        if words and words in standing.translate(_FOLDED) and beside:
            return Outcome.DONE
        return Outcome.DONE if standing.translate(_FOLDED) == words else Outcome.OTHERWISE

    def _free(self, edit: Edit) -> tuple[int, int]:
        """How far to both sides no other correction changes the words."""
        low, high = 0, len(self.old.words)
        for other in self.wanted:
            if other == edit:
                continue
            if other.end <= edit.start:
                low = max(low, other.end)
            elif other.start >= edit.end:
                high = min(high, other.start)
        return low, high

    def _within_paragraph(self, edit: Edit, free: tuple[int, int]) -> tuple[int, int]:
        """The same, but no farther than its paragraph, which may have been moved."""
        start = max(0, self.old.words.rfind(_BETWEEN, 0, edit.start))
        end = self.old.words.find(_BETWEEN, edit.end) + 1 or len(self.old.words)
        return max(free[0], start), min(free[1], end)

    def _around(self, edit: Edit) -> int:
        return max(0, self._new_place(edit.start - 1, after=False) - _NEAR)

    def _around_end(self, edit: Edit) -> int:
        return self._new_place(edit.end, after=True) + _NEAR + len(edit.words)

    def _step_at(self, at: int) -> int:
        """The step that holds a character of the old text."""
        place = max(0, bisect_right(self.step_starts, at) - 1)
        while place and self.steps[place][1] == self.steps[place][2]:
            place -= 1
        return place

    def _new_place(self, at: int, *, after: bool) -> int:
        """Where an old character stands now; of one that is gone the next that is left, behind it
        or before it."""
        at = min(max(0, at), len(self.old.words) - 1)
        place = self._step_at(at)
        kind, a, _, c, _ = self.steps[place]
        if kind == "equal":
            return c + at - a
        around = range(place + 1, len(self.steps)) if after else range(place - 1, -1, -1)
        for other in around:
            kind, _, _, c, d = self.steps[other]
            if kind == "equal":
                return c if after else d - 1
        return len(self.new.words) - 1 if after else 0

    def _standing(self, start: int, end: int) -> str:
        """What stands now between the characters on both sides of an old stretch."""
        low = self._new_place(start - 1, after=False) + 1
        high = self._new_place(end, after=True)
        return self.new.words[low:high].strip(_BETWEEN)

    # ------------------------------------------------------------------- what is shown

    def _say(self, correction: Correction, outcome: Outcome) -> Judgement:
        if not correction.spans:
            return Judgement(correction, outcome)
        low, high = self._range(correction)
        clause = self._clause(low, high) if outcome is Outcome.OPEN else (low, high)
        changed = any(
            kind != "equal"
            and ((a < clause[1] and b > clause[0]) or clause[0] <= a == b < clause[1])
            for kind, a, b, _, _ in self.steps
        )
        is_shown = outcome is Outcome.OTHERWISE or (outcome is Outcome.OPEN and changed)
        standing = self._standing(*clause) if is_shown else ""
        at = self._new_place(low, after=True)
        label, line, file, source_line = self.new.place(at)
        return Judgement(
            correction=correction,
            outcome=outcome,
            standing=standing if len(standing) <= _LONGEST else standing[: _LONGEST - 1] + "…",
            is_changed=changed,
            label=label,
            proof_line=line,
            file=file,
            source_line=source_line,
        )

    def _range(self, correction: Correction) -> tuple[int, int]:
        first, last = correction.spans[0], correction.spans[-1]
        starts = self.old.starts
        if last.paragraph >= len(starts):
            return 0, 0
        return starts[first.paragraph] + first.start, starts[last.paragraph] + last.end

    def _clause(self, low: int, high: int) -> tuple[int, int]:
        """The whole clauses around a stretch, within its paragraphs."""
        words = self.old.words
        while low > 0 and words[low - 1] not in _STOPS:
            low -= 1
        while high < len(words) - 1 and words[high] != _BETWEEN and words[high - 1] not in _STOPS:
            high += 1
        return low, max(low, high)

    # ---------------------------------------------------------------- what else changed

    def find_others(self, judgements: Sequence[Judgement]) -> Iterator[OtherChange]:
        """Changes that no correction asked for: from the text as it is with all that was done."""
        done: list[Edit] = []
        covered: list[tuple[int, int]] = []
        for one in judgements:
            if one.outcome is Outcome.DONE:
                done += self._as_made(one)
            elif one.outcome is Outcome.OTHERWISE:
                covered += [(edit.start, edit.end) for edit in self.edits[one.correction.number]]
            elif one.outcome is Outcome.OPEN and one.correction.spans:
                covered.append(self._clause(*self._range(one.correction)))
        expected, origins = _apply(self.old.words, done)
        for kind, a, b, c, d in _joined(align_characters(expected, self.new.words)):
            stretch = (origins[a], origins[b])
            if kind == "equal" or any(_meet(stretch, other) for other in covered):
                continue
            before, after = expected[a:b].strip(_BETWEEN), self.new.words[c:d].strip(_BETWEEN)
            if not before and not after and kind == "replace":
                continue
            label, line, file, source_line = self.new.place(c)
            yield OtherChange(
                before=before,
                after=after,
                context=self.new.words[max(0, c - 8) : c].rpartition(_BETWEEN)[2],
                label=label,
                proof_line=line,
                file=file,
                source_line=source_line,
            )

    def _as_made(self, judgement: Judgement) -> list[Edit]:
        """A correction as it was really made: signs in the width that stands there now."""
        edits = self.edits[judgement.correction.number]
        if len(edits) != 1:
            return edits
        edit = edits[0]
        standing = self._standing(edit.start, edit.end)
        is_remark = bool(standing) and standing == "".join(judgement.correction.remark.split())
        same = standing.translate(_FOLDED) == edit.words.translate(_FOLDED)
        return [Edit(edit.start, edit.end, standing)] if is_remark or same else edits


def _apply(words: str, edits: Sequence[Edit]) -> tuple[str, list[int]]:
    """The text with edits made, and for each of its characters the place it has in the old one."""
    parts: list[str] = []
    origins: list[int] = []
    at = 0
    for edit in sorted(set(edits), key=lambda one: (one.start, one.end)):
        if edit.start < at:
            continue
        parts += (words[at : edit.start], edit.words)
        origins += (*range(at, edit.start), *([edit.start] * len(edit.words)))
        at = edit.end
    parts.append(words[at:])
    origins += range(at, len(words) + 1)
    return "".join(parts), origins


def _joined(steps: Iterator[Step]) -> Iterator[Step]:
    """Changes that only one common character parts are one for a reader."""
    held: Step | None = None
    small: Step | None = None
    for step in steps:
        kind, a, b, _, d = step
        if kind == "equal":
            if held is not None and b - a == 1:
                small = step
                continue
            if held is not None:
                yield held
            if small is not None:
                yield small
            held = small = None
            yield step
        elif held is not None:
            held = ("replace", held[1], b, held[3], d)
            small = None
        else:
            held = step
    for left in (held, small):
        if left is not None:
            yield left


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two stretches touch."""
    return one[0] <= other[1] and other[0] <= one[1]
