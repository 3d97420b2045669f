"""An edition in memory (样张): what the live page shows, made anew at every save."""

from __future__ import annotations

import os
from pathlib import Path

from typeset.base.findings import Finding
from typeset.base.text_lines import split_lines
from typeset.content.limits import SOURCE_FILE_BYTES
from typeset.content.load_issue import LoadedIssue
from typeset.content.paths import read_file
from typeset.content.read_text import decode_source
from typeset.edition.build_issue import Kept, Stopwatch, lay_out_issue
from typeset.edition.tell_facts import tell_entries
from typeset.output.pdf.draw_artwork import draw_reading
from typeset.preflight.check_contents import check_contents
from typeset.texts.edition_text import Edition


def make_edition(root: Path, week: str, style: str, kept: Kept, watch: Stopwatch) -> Edition:
    """样张: the very reading file that `build_issue` would write, in memory, whatever its check
    finds; `kept` is what the edition before left.

    Raises SourceError when the sources cannot be used.
    """
    laid = lay_out_issue(root, week, style, watch, kept=kept)
    with watch.stage("draw"):
        data = draw_reading(laid.pages, laid.faces, laid.condition)
    with watch.stage("check"):
        found = check_contents(data, tell_entries(laid.pages, laid.style))
    loaded = laid.loaded
    digests = {os.fspath(loaded.folder / one.path): one.sha256 for one in loaded.sources}
    return Edition(
        week=week,
        data=data,
        pages=laid.pages,
        style=laid.style,
        findings=(*laid.findings, *found),
        texts=_texts(loaded),
        digests=digests | {name: face.sha256 for name, face in laid.faces.items()},
        seconds=sum(watch.stages.values()),
    )


def _texts(loaded: LoadedIssue) -> dict[str, tuple[str, ...]]:
    """The lines of each text file of an issue, as they were read."""
    texts: dict[str, tuple[str, ...]] = {}
    for one in loaded.sources:
        if not one.path.endswith((".md", ".txt", ".yaml")):
            continue
        opened = read_file(loaded.folder, one.path, None, limit=SOURCE_FILE_BYTES, files=[])
        text = opened if isinstance(opened, Finding) else decode_source(opened.data, one.path)
        if isinstance(text, str):
            texts[one.path] = tuple(split_lines(text))
    return texts
