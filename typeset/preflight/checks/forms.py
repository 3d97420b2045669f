"""Forms to fill in (表单): none."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.preflight.check import EVERY, X4, Check, Said, Strength, measured
from typeset.preflight.scanning.opened import Opened

FORM = Message(
    "E829",
    mark("the file has a form to fill in ({what})"),
    mark("flatten the form"),
)


def look(opened: Opened) -> Iterator[Said]:
    """No field, no XFA."""
    form = opened.root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and "/XFA" in form:
        yield FORM.at(what="XFA")
    elif isinstance(form, pikepdf.Dictionary) and len(form.get("/Fields", ())):
        yield FORM.at(what=f"AcroForm, {len(form.Fields)}")
    else:
        yield measured(mark("no form"))


FORMS = Check(
    identifier="forms",
    words=mark("forms to fill in"),
    source=X4,
    strength=Strength.MUST,
    profiles=EVERY,
    messages=(FORM,),
    look=look,
)
