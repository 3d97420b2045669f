"""The nouns of linting (规则、问题、修改、例)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from msgspec import Struct

from typeset.base.findings import Finding, Message
from typeset.lint.subject import Subject


class Edit(Struct, frozen=True):
    """修改: characters of one line of a file that become others, or nothing.

    `line` and `column` count from 1; `before` is what must stand there for the edit to be made.
    """

    file: str
    line: int
    column: int
    before: str
    after: str


class Found(Struct, frozen=True):
    """A finding, and the edits that mend it where that is safe."""

    finding: Finding
    edits: tuple[Edit, ...] = ()


class Example(Struct, frozen=True):
    """例: what a rule is shown with, in the documentation and to the tests.

    `text` is the text of a material, one line a paragraph; the others are set where the rule looks
    elsewhere: the material's title and date, its entry in the contents, the period of the issue,
    the notice, the texts of the issue before.  `manuscript`: `text` is a raw one, whole.
    """

    text: str = ""
    title: str = ""
    entry: str = ""
    date: str = ""
    period: str = ""
    notice: str = ""
    earlier: str = ""
    manuscript: bool = False


Check: TypeAlias = Callable[[Subject], Iterator[Found]]


class Rule(Struct, frozen=True):
    """规则: the kinds of finding it gives, the first one its own code; what it looks at, in a few
    words; the clause it rests on (`习惯` where only practice speaks)."""

    messages: tuple[Message, ...]
    summary: str
    clause: str
    check: Check
    bad: Example
    good: Example
    fixes: bool = False

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(message.code for message in self.messages)
