"""The words of a file against those of its transcript (对账): none lost, none out of nowhere."""

from __future__ import annotations

from collections import Counter

from typeset.base.errors import InternalError
from typeset.importers import messages
from typeset.importers.manuscript.transcript import Transcript, own_text


def check_words(transcript: Transcript, source: Counter[str]) -> None:
    """Compare; `source` are the characters of the file, blanks apart, counted independently.

    Raises InternalError where they differ.
    """
    written = Counter("".join(own_text(transcript).split()))
    if written != source:
        count = ((written - source) + (source - written)).total()
        raise InternalError([messages.UNBALANCED.at(count=count)])
