"""The work on a foreign file (附件处理), in a worker: from its bytes to a pack of finished pages.

Each page takes one of the roads: **vector**, taken over as it is with its colours turned into
inks; **picture**, painted by PDFium and printed as an image.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, Any

from typeset.base.worker import REFUSED_EXIT
from typeset.output.attachments.limits import ForeignError
from typeset.output.attachments.pack import PackWriter


def prepare(
    request: Mapping[str, Any], source: IO[bytes], output: IO[bytes] | None
) -> tuple[int, Mapping[str, Any]]:
    """Work of `run_worker`: the request names the kind, pages, password and profile; the pack goes
    to `output`; the answer of a refused file is its code and values."""
    assert output is not None
    pack = PackWriter(output)
    try:
        facts = _facts(request, source.read(), pack)
    except ForeignError as fault:
        return REFUSED_EXIT, {"code": fault.code, "values": fault.values}
    pack.close(facts)
    return 0, {"pages": len(facts["pages"])}


def _facts(request: Mapping[str, Any], data: bytes, pack: PackWriter) -> Mapping[str, Any]:
    profile = bytes.fromhex(request["profile"])
    if request["kind"] == "picture":
        from typeset.output.attachments.pictures import take_pictures

        return take_pictures(data, request["pages"], profile, pack)
    from typeset.output.attachments.look import use_fonts
    from typeset.output.attachments.pdf_file import PdfFile

    use_fonts(request["fonts"])

    file = PdfFile(data, request["password"], profile, pack, request["program"])
    return file.take(request["pages"])
