"""Names with posts (姓名与职务), where the list of people knows them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.lint.report import report
from typeset.lint.rule import Example, Found, Rule
from typeset.lint.subject import Subject

OTHER_POST = Message(
    "W072",
    mark("{text}: the list of people has other posts for {name}: {posts}"),
    mark("look up the post, and correct the text or the list"),
)

_POST = re.compile(
    r"[^，。；：！？“”（）《》\s]*(?:书记|主席|总理|委员长|省长|市长|州长|县长|区长|部长|厅长|局长|处长"
    r"|主任|秘书长|院长|校长|会长|检察长|司令员|政委)\Z"
)


def check(subject: Subject) -> Iterator[Found]:
    """A post written before a listed name that is none of the listed ones."""
    text = subject.text
    for name, posts in subject.terms.people.items():
        start = text.find(name)
        while start >= 0:
            before = _POST.search(text[max(start - 40, 0) : start])
            if before and not before[0].endswith(posts):
                shown = before[0][-12:] + name
                known = "、".join(posts)
                yield report(subject, OTHER_POST, start, text=shown, name=name, posts=known)
            start = text.find(name, start + 1)


RULE = Rule(
    (OTHER_POST,),
    mark("posts that the list of people does not have for a name"),
    "习惯",
    check,
    bad=Example("编写组主任王喆主持。"),
    good=Example("编写组组长王喆主持。"),
)
