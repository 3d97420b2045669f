"""Words to be watched (用语表)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from typeset.base.findings import Finding, Message, Severity
from typeset.base.messages import mark
from typeset.base.project import project_folder
from typeset.base.read_yaml import Mapping as MappingNode
from typeset.base.read_yaml import Node, Scalar, Sequence, narrow_colons, read_yaml
from typeset.base.text_lines import split_lines
from typeset.content.limits import SOURCE_FILE_BYTES
from typeset.content.read_text import decode_source, quoted
from typeset.content.yaml_messages import FAULTS
from typeset.lint.set_phrases import NO_PHRASES, PhraseIndex, load_phrases


class Term(Struct, frozen=True):
    """用语: what is wrong, what is right, how much it matters, and why."""

    wrong: str
    right: str
    level: Severity
    why: str = ""


class Terms(Struct, frozen=True):
    """用语表: terms by what is wrong, groups of forms of which one issue should keep to one, and
    the posts (职务) of people by name, set phrases (固定表述)."""

    terms: Mapping[str, Term] = {}
    forms: tuple[tuple[str, ...], ...] = ()
    people: Mapping[str, tuple[str, ...]] = {}
    phrases: PhraseIndex = NO_PHRASES


NO_TERMS = Terms()


# The lists of words (用语表): that of the project, and the unit's own on top of it.

BAD_TERMS = Message(
    "E093",
    mark("{key} is not what a list of terms holds here"),
    mark("write groups of wrong, right, level (error, warning, hint), why; see styles/terms.yaml"),
)

TERMS_FILE = "terms.yaml"
_LEVELS = {
    "error": Severity.ERROR, "错误": Severity.ERROR,
    "warning": Severity.WARNING, "警告": Severity.WARNING,
    "hint": Severity.HINT, "提醒": Severity.HINT,
}  # fmt: skip
_KEYS = {
    "terms": "terms", "用语": "terms", "forms": "forms", "写法": "forms", "people": "people",
    "人员": "people", "wrong": "wrong", "误": "wrong", "right": "right", "正": "right",
    "level": "level", "程度": "level", "why": "why", "理由": "why", "name": "name", "姓名": "name",
    "posts": "posts", "职务": "posts",
}  # fmt: skip


class LoadedTerms(Struct, frozen=True):
    """The words, and what is wrong with the files they stand in."""

    terms: Terms
    findings: tuple[Finding, ...]


def load_terms(root: Path) -> LoadedTerms:
    """Read `styles/terms.yaml` of the project, then `issues/terms.yaml` of ROOT.

    The later file wins: a wrong word with another cure replaces the first, one without `right`
    takes it away.  A file that is not there holds nothing.
    """
    reader = _Reader()
    reader.read(project_folder() / "styles" / TERMS_FILE, f"styles/{TERMS_FILE}")
    reader.read(root / "issues" / TERMS_FILE, f"issues/{TERMS_FILE}")
    terms = {wrong: term for wrong, term in reader.terms.items() if term.right}
    phrases = load_phrases(root)
    return LoadedTerms(
        Terms(terms, tuple(reader.forms), reader.people, phrases.index),
        (*reader.findings, *phrases.findings),
    )


class _Reader(Struct):
    terms: dict[str, Term] = {}
    forms: list[tuple[str, ...]] = []
    people: dict[str, tuple[str, ...]] = {}
    findings: list[Finding] = []

    def read(self, path: Path, name: str) -> None:
        try:
            with path.open("rb") as file:
                data = file.read(SOURCE_FILE_BYTES + 1)
        except OSError:
            return
        text = decode_source(data[:SOURCE_FILE_BYTES], name)
        if isinstance(text, Finding):
            self.findings.append(text)
            return
        parsed = read_yaml(narrow_colons(split_lines(text)), name, FAULTS)
        self.findings += parsed.findings
        for key, node in self._group(parsed.root):
            for item in self._items(node):
                self._take(key, item)

    def _take(self, key: str, item: Node) -> None:
        match key:
            case "terms":
                self._take_term(item)
            case "forms":
                forms = self._texts(item)
                if len(forms) > 1:
                    self.forms.append(forms)
            case "people":
                values = dict(self._group(item))
                names = self._texts(values.get("name"))
                posts = self._texts(values.get("posts"))
                self.people.update({name: posts for name in names if posts})

    def _take_term(self, item: Node) -> None:
        values = dict(self._group(item))
        right = "".join(self._texts(values.get("right")))
        why = "".join(self._texts(values.get("why")))
        level = "".join(self._texts(values.get("level"))) or "warning"
        if level.lower() not in _LEVELS:
            self._report(level, values["level"])
        for wrong in self._texts(values.get("wrong")):
            if wrong != right:
                severity = _LEVELS.get(level.lower(), Severity.WARNING)
                self.terms[wrong] = Term(wrong, right, severity, why)

    def _group(self, node: Node | None) -> Iterator[tuple[str, Node]]:
        """The known keys of a group; anything else is reported."""
        if not isinstance(node, MappingNode):
            if node is not None and not (isinstance(node, Scalar) and not node.text):
                self._report("", node)
            return
        for key, value in node.entries:
            known = _KEYS.get(key.text.lower())
            if known is None:
                self._report(key.text, key)
            else:
                yield known, value

    def _items(self, node: Node) -> tuple[Node, ...]:
        if isinstance(node, Sequence):
            return node.items
        if not (isinstance(node, Scalar) and not node.text):
            self._report("", node)
        return ()

    def _texts(self, node: Node | None) -> tuple[str, ...]:
        """A text or a list of texts, the empty ones left out."""
        nodes = node.items if isinstance(node, Sequence) else (node,)
        return tuple(one.text for one in nodes if isinstance(one, Scalar) and one.text)

    def _report(self, key: str, node: Node | Scalar) -> None:
        self.findings.append(BAD_TERMS.at(node.position, key=quoted(key) or "this"))
