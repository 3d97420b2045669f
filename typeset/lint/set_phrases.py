"""Slips in set phrases (固定表述): spans one substitution, loss, doubling or swap from a phrase.

One such slip leaves at least one half of the phrase as it was, but for a swap over its middle.  So
the halves are looked up at every place of the text, and only where one stands is the whole
compared: 10,000 characters cost some ten thousand look-ups, whatever the number of phrases.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as MappingOf
from pathlib import Path

from msgspec import Struct

from typeset.base.findings import Finding, Message
from typeset.base.messages import mark
from typeset.base.project import project_folder
from typeset.base.read_yaml import Mapping, Node, Scalar, Sequence, narrow_colons, read_yaml
from typeset.base.text_lines import split_lines
from typeset.content.limits import SOURCE_FILE_BYTES
from typeset.content.read_text import decode_source, quoted
from typeset.content.yaml_messages import FAULTS
from typeset.lint.characters import is_han

SHORTEST = 4
"""Characters of the shortest phrase that is compared."""
_SURE = 7
"""From this length on, a changed character is a slip even where it makes a word of its own."""
_NUMERALS = frozenset("一二三四五六七八九十两双百千〇零0123456789")
_LEVELS = frozenset("省市区县州盟旗乡镇村部委局厅署院")
"""What ends the name of a region or an organ, and may stand for one another in it."""
_JOINING = frozenset(
    "的了在是和与及为有不也都将对中上下等就要被到并而以从向所之者们性化内外前后各级"
)
_MAY_BE_LEFT_OUT = frozenset("的和与及省市区县")


class SetPhrase(Struct, frozen=True):
    """固定表述: the words, where they come from and since when; `has_number`: a number in them
    belongs to them (四个意识); `is_open`: others of their kind are not all listed (laws)."""

    words: str
    source: str = ""
    since: str = ""
    has_number: bool = False
    is_open: bool = False


class Slip(Struct, frozen=True):
    """A span of the text, the place of the slip in the text, and the phrase that is meant."""

    start: int
    end: int
    place: int
    phrase: SetPhrase


class PhraseIndex(Struct, frozen=True):
    """The phrases by their words and by their halves: half → (phrase, whether it is the first)."""

    phrases: MappingOf[str, SetPhrase]
    halves: MappingOf[str, list[tuple[str, bool]]]
    lengths: tuple[int, ...]
    swapped: MappingOf[str, str]
    heads: frozenset[str]


NO_PHRASES = PhraseIndex({}, {}, (), {}, frozenset())


def index_phrases(phrases: Iterable[SetPhrase]) -> PhraseIndex:
    """Make the index; phrases shorter than SHORTEST are left out."""
    known = {phrase.words: phrase for phrase in phrases if len(phrase.words) >= SHORTEST}
    halves: dict[str, list[tuple[str, bool]]] = {}
    swapped: dict[str, str] = {}
    for words in known:
        middle = len(words) // 2
        halves.setdefault(words[:middle], []).append((words, True))
        halves.setdefault(words[middle:], []).append((words, False))
        over = words[: middle - 1] + words[middle] + words[middle - 1] + words[middle + 1 :]
        if over != words and over not in known:
            swapped[over[: middle + 1]] = words
    lengths = {len(half) for half in (*halves, *swapped)}
    heads = frozenset(half[:2] for half in (*halves, *swapped))
    return PhraseIndex(known, halves, tuple(sorted(lengths)), swapped, heads)


def find_slips(text: str, index: PhraseIndex) -> Iterator[Slip]:
    """The slips of a text from left to right, each span once, the longest phrase first."""
    exact: list[tuple[int, int]] = []
    found: dict[int, Slip] = {}
    for start, words in _candidates(text, index):
        if text.startswith(words, start):
            exact.append((start, start + len(words)))
            continue
        slip = _compare(text, start, index.phrases[words])
        if slip is None or text[slip.start : slip.end] in index.phrases:
            continue
        before = found.get(slip.place)
        if before is None or len(before.phrase.words) < len(words):
            found[slip.place] = slip
    covered = {place for start, end in exact for place in range(start, end)}
    end = -1
    for place, slip in sorted(found.items()):
        if place not in covered and slip.start >= end and _is_slip(text, slip):
            end = slip.end
            yield slip


def _candidates(text: str, index: PhraseIndex) -> Iterator[tuple[int, str]]:
    """Where a phrase may begin: a half stands there, or its middle is swapped."""
    for start in range(len(text) - 1):
        if text[start : start + 2] not in index.heads:
            continue
        for length in index.lengths:
            half = text[start : start + length]
            for words, is_first in index.halves.get(half, ()):
                if is_first:
                    yield start, words
                else:
                    begin = start - len(words) // 2
                    yield from ((at, words) for at in (begin, begin + 1, begin - 1) if at >= 0)
            crossed = index.swapped.get(half)
            if crossed:
                yield start, crossed


def _compare(text: str, start: int, phrase: SetPhrase) -> Slip | None:
    """The one slip by which the text at `start` differs from a phrase, None for more."""
    words = phrase.words
    size = len(words)
    at = next((i for i in range(size) if text[start + i : start + i + 1] != words[i]), size)
    place, rest = start + at, words[at + 1 :]
    if at == size or place >= len(text):
        return None
    if at > 1 and text[place] == words[at - 1] and text.startswith(words[at:], place + 1):
        return Slip(start, start + size + 1, place, phrase)
    if at and text.startswith(words[at + 1 : at + 2] + words[at] + words[at + 2 :], place) and rest:
        return Slip(start, start + size, place, phrase)
    if is_han(text[place]) and text.startswith(rest, place + 1):
        return _changed(text, start, at, phrase)
    is_lost = at and rest and size >= _SURE and words[at] not in _MAY_BE_LEFT_OUT
    if is_lost and text.startswith(rest, place):
        return Slip(start, start + size - 1, place, phrase)
    return None


def _changed(text: str, start: int, at: int, phrase: SetPhrase) -> Slip | None:
    if not _may_change(text[start + at], at, phrase):
        return None
    return Slip(start, start + len(phrase.words), start + at, phrase)


def _may_change(char: str, at: int, phrase: SetPhrase) -> bool:
    """Whether another character at a place of a phrase may be a slip: other numbers count other
    things, 省 and 市 of one name both exist, and at an end another word may begin."""
    before = phrase.words[at]
    if char in _NUMERALS and before in _NUMERALS:
        return phrase.has_number and (at > 0 or char != "一")
    if char in _LEVELS and before in _LEVELS:
        return False
    is_sure = len(phrase.words) >= _SURE and not phrase.is_open
    if at == len(phrase.words) - 1:
        return char not in _JOINING and (len(phrase.words) >= _SURE or not phrase.is_open)
    return is_sure or at > 0


def _is_slip(text: str, slip: Slip) -> bool:
    """Whether no word of the dictionary holds the changed character: 国家主权 is no 国家主席."""
    phrase = slip.phrase
    if phrase.has_number and text[slip.place] in _NUMERALS:
        return True
    is_changed = slip.end - slip.start == len(phrase.words)
    if not is_changed or (len(phrase.words) >= _SURE and not phrase.is_open):
        return True
    import rjieba  # loads its dictionary: only where there is a doubt

    first = max(slip.start - 4, text.rfind("\n", 0, slip.start) + 1)
    at = first
    for word in rjieba.cut(text[first : slip.end + 4], False):
        at += len(word)
        if at > slip.place:
            return len(word) == 1
    return False


# The lists of phrases (固定表述表): those of the project, and the unit's own beside them.

BAD_PHRASES = Message(
    "E098",
    mark("{key} is not what a list of phrases holds here"),
    mark("write groups of source, since, words; see styles/phrases"),
)

UNIT_PHRASES = "phrases.yaml"
_KEYS = {
    "phrases": "phrases", "固定表述": "phrases", "source": "source", "出处": "source",
    "since": "since", "起用": "since", "words": "words", "词句": "words", "numbers": "numbers",
    "数字": "numbers", "open": "open", "未尽": "open",
}  # fmt: skip


class LoadedPhrases(Struct, frozen=True):
    """The phrases, and what is wrong with the files they stand in."""

    index: PhraseIndex
    findings: tuple[Finding, ...]


def load_phrases(root: Path) -> LoadedPhrases:
    """Read `styles/phrases/*.yaml` of the project, then `issues/phrases.yaml` of ROOT.

    What cannot be read is told, and the rest still holds.
    """
    folder = project_folder() / "styles" / "phrases"
    phrases: list[SetPhrase] = []
    findings: list[Finding] = []
    paths = [(path, f"styles/phrases/{path.name}") for path in sorted(folder.glob("*.yaml"))]
    paths.append((root / "issues" / UNIT_PHRASES, f"issues/{UNIT_PHRASES}"))
    for path, name in paths:
        try:
            with path.open("rb") as file:
                data = file.read(SOURCE_FILE_BYTES)
        except OSError:
            continue
        text = decode_source(data, name)
        if isinstance(text, Finding):
            findings.append(text)
            continue
        parsed = read_yaml(narrow_colons(split_lines(text)), name, FAULTS)
        findings += parsed.findings
        phrases += _groups(parsed.root, findings)
    return LoadedPhrases(index_phrases(phrases), tuple(findings))


def _groups(root: Node | None, findings: list[Finding]) -> Iterator[SetPhrase]:
    for key, groups in _entries(root, findings):
        if key != "phrases" or not isinstance(groups, Sequence):
            findings.append(BAD_PHRASES.at(groups.position, key=key))
            continue
        for group in groups.items:
            values = dict(_entries(group, findings))
            words, source, since = (values.get(name) for name in ("words", "source", "since"))
            for word in words.items if isinstance(words, Sequence) else ():
                if isinstance(word, Scalar):
                    flags = "numbers" in values, "open" in values
                    yield SetPhrase(word.text, _text(source), _text(since), *flags)
                else:
                    findings.append(BAD_PHRASES.at(word.position, key="words"))


def _entries(node: Node | None, findings: list[Finding]) -> Iterator[tuple[str, Node]]:
    """The known keys of a group; anything else is told."""
    if node is not None and not isinstance(node, Mapping):
        findings.append(BAD_PHRASES.at(node.position, key="this"))
    for key, value in node.entries if isinstance(node, Mapping) else ():
        known = _KEYS.get(key.text.lower())
        if known:
            yield known, value
        else:
            findings.append(BAD_PHRASES.at(key.position, key=quoted(key.text) or "this"))


def _text(node: Node | None) -> str:
    return node.text if isinstance(node, Scalar) else ""
