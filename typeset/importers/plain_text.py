"""Plain and OCR text (纯文本导入): it is a transcript already."""

from __future__ import annotations

from typeset.importers.import_issue import import_issue
from typeset.importers.manuscript.decode import decode_manuscript
from typeset.importers.manuscript.result import ImportResult, Part, Transcript


def read_plain_text(data: bytes, file: str) -> Transcript:
    """The transcript of a text.  Raises SourceError for what is empty or no text."""
    decoded = decode_manuscript(data, file)
    return Transcript(decoded.text, (Part(1, file),), decoded.encoding)


def import_plain_text(data: bytes, week: str, file: str) -> ImportResult:
    """The issue that a manuscript in plain text holds; see `import_issue`."""
    return import_issue(read_plain_text(data, file), week)
