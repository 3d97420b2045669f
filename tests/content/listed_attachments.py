"""Lists of attachments as an issue may have them, for properties."""

from __future__ import annotations

import msgspec
from hypothesis import strategies as st

from typeset.content.attachment import AttachedFile, Attachment


@st.composite
def attachments(
    draw: st.DrawFn, names: st.SearchStrategy[str], values: st.SearchStrategy[str]
) -> tuple[Attachment, ...]:
    """Up to three attachments with one file or several."""
    ranges = st.tuples(st.integers(1, 9), st.integers(0, 9)).map(lambda one: (one[0], sum(one)))
    file = st.builds(
        AttachedFile,
        file=names,
        title=st.just("") | values,
        pages=st.lists(ranges, max_size=3).map(tuple),
        fit=st.sampled_from(["type-area", "page", "actual-size"]),
        rotate=st.sampled_from([None, 0, 90, 180, 270]),
        password=st.just("") | values,
    )
    week = file.map(lambda one: msgspec.structs.replace(one, file="", week="2025-35"))
    file |= week
    alone = st.builds(msgspec.structs.replace, file, title=st.just("")).map(lambda one: (one,))
    several = st.lists(file, min_size=2, max_size=3).map(tuple)
    count = draw(st.integers(0, 3))
    return tuple(
        Attachment(
            number,
            draw(values),
            draw(alone | several),
            own_numbers=draw(st.booleans()),
            show_label=draw(st.booleans()),
        )
        for number in range(1, count + 1)
    )
