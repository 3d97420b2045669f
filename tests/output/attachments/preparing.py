"""Files prepared as attachments, for tests: what came of each."""

from __future__ import annotations

from pathlib import Path

from typeset.content.attachment import AttachedFile, Attachment, PageRanges
from typeset.output.attachments.pack import Pack, open_pack
from typeset.output.attachments.prepare_attachments import PreparedAttachments, prepare_attachments


def prepare(
    folder: Path, *files: str, pages: PageRanges = (), password: str = "", profile: bytes = b""
) -> PreparedAttachments:
    """The files of a folder as attachments of one file each."""
    listed = [
        Attachment(number, Path(file).stem, (AttachedFile(file, pages=pages, password=password),))
        for number, file in enumerate(files, 1)
    ]
    return prepare_attachments(listed, folder, profile)


def codes(prepared: PreparedAttachments) -> list[str]:
    """The codes of all findings."""
    return [finding.code for finding in prepared.findings]


def pack_of(prepared: PreparedAttachments, number: int = 1) -> Pack:
    """The pack of an attachment's first file."""
    pack = open_pack(Path(prepared.files[number, 0].pack))
    assert pack is not None
    return pack


def outcome(prepared: PreparedAttachments) -> str:
    """What came of one file, in the words of the corpus."""
    if not prepared.files:
        return "refused with clear error"
    return "merged with warning" if prepared.findings else "merged"
