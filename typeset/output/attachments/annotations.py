"""Annotations and fields of a foreign file (外来批注与表单): what shows of them becomes ink.

Stamps and seals (印章), filled-in values and drawings stay, whatever a reader's program would
print; notes, pop-ups and links do not.
Source: ISO 32000-1, 12.5.3 (flags), 12.5.5 (appearances), 12.7.2 (fields).
"""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Name

_HIDDEN = 1 << 1
_PRINT = 1 << 2
_NO_VIEW = 1 << 5
_NEVER = frozenset({"/Text", "/Popup", "/Link", "/Sound", "/Movie", "/Screen", "/FileAttachment"})
_DRAWN = frozenset(
    {"/Highlight", "/Underline", "/StrikeOut", "/Squiggly", "/Ink", "/Square", "/Circle"}
    | {"/Line", "/Polygon", "/PolyLine", "/FreeText"}
)
_MOST = 20_000


def has_annotations(pdf: pikepdf.Pdf) -> bool:
    """Whether any page has annotations other than links."""
    return any(
        note.get("/Subtype") != Name.Link
        for page in pdf.pages
        for note in _annotations(page)
        if isinstance(note, pikepdf.Dictionary)
    )


def drawn_by_viewers(page: pikepdf.Page) -> bool:
    """Whether a page has annotations that show but bring no appearance: a viewer draws them in its
    own way, and only its picture of the page has them."""
    return any(
        isinstance(note, pikepdf.Dictionary)
        and str(note.get("/Subtype")) in _DRAWN
        and "/AP" not in note
        for note in _annotations(page)
    )


def settle_annotations(pdf: pikepdf.Pdf) -> None:
    """Leave only annotations that are to show, all of them marked to be printed, with appearances
    for fields that have none.  Links stay, for they have no appearance."""
    for page in pdf.pages:
        if "/Annots" not in page.obj:
            continue
        kept = [note for note in _annotations(page) if _is_kept(note)]
        page.obj.Annots = Array(kept)
    if "/AcroForm" in pdf.Root:
        form = pdf.Root.AcroForm
        if isinstance(form, pikepdf.Dictionary):
            for key in ("/XFA", "/CO", "/SigFlags"):
                if key in form:
                    del form[key]
            pdf.generate_appearance_streams()


def _is_kept(note: pikepdf.Object) -> bool:
    if not isinstance(note, pikepdf.Dictionary):
        return False
    kind = str(note.get("/Subtype", ""))
    if kind == "/Link":
        return True
    flags = note.get("/F", 0)
    flags = int(flags) if isinstance(flags, int) else 0
    if kind in _NEVER or flags & (_HIDDEN | _NO_VIEW):
        return False
    note.F = flags | _PRINT
    return True


def _annotations(page: pikepdf.Page) -> list[pikepdf.Object]:
    notes = page.obj.get("/Annots")
    return list(notes)[:_MOST] if isinstance(notes, Array) else []
