"""Old and foreign word processors' files to .docx (转换): by LibreOffice, where it is installed."""

from __future__ import annotations

import tempfile

from typeset.base.errors import SourceError
from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.base.run_office import find_office, run_office
from typeset.base.worker import Ending
from typeset.content.read_text import quoted
from typeset.importers import messages

NO_CONVERTER = Message(
    "E293",
    mark("{name} needs LibreOffice to be read, which is not installed"),
    mark(
        "save it as .docx in Word or WPS, or install LibreOffice (apt install libreoffice-writer)"
    ),
)
CONVERSION_FAILED = Message(
    "E294",
    mark("LibreOffice could not read {name}"),
    mark("open it in Word or WPS, save it as .docx, and import that"),
)

_TARGET = "docx:MS Word 2007 XML"


def convert_office(data: bytes, suffix: str, file: str) -> bytes:
    """The bytes of a .doc, .wps, .odt or .rtf file as .docx.

    Raises SourceError where LibreOffice is missing, fails, or takes too long.
    """
    program = find_office()
    if program is None:
        raise SourceError([NO_CONVERTER.at(name=quoted(file))])
    with tempfile.TemporaryFile() as given:
        given.write(data)
        given.flush()
        made = run_office(program, given, suffix, _TARGET)
    if not isinstance(made, Ending):
        return made
    message = messages.WORKER_TIME if made is Ending.OUT_OF_TIME else CONVERSION_FAILED
    raise SourceError([message.at(name=quoted(file))])
