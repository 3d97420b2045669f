"""Actions (动作): nothing runs by itself; a reading file may lead to addresses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pikepdf

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.preflight.check import EVERY, X4, Check, Said, Strength, by_pages, measured
from typeset.preflight.expected import Profile
from typeset.preflight.scanning.graphics_state import common
from typeset.preflight.scanning.opened import Opened
from typeset.preflight.scanning.page_scan import Box

ACTION = Message(
    "E830",
    mark("the file would do something by itself or at a click: {kinds}"),
    mark("take the actions out"),
)

_HARMLESS = {"URI", "GoTo"}


def look(opened: Opened) -> Iterator[Said]:
    """No action, JavaScript, AA or OpenAction; reading and archive files may have URI and GoTo."""
    found = Counter(opened.inventory.actions)
    names = opened.root.get("/Names")
    if isinstance(names, pikepdf.Dictionary) and "/JavaScript" in names:
        found["JavaScript"] += 1
    if ("/OpenAction" in opened.root and not isinstance(opened.root.OpenAction, pikepdf.Array)) or (
        "/OpenAction" in opened.root and opened.profile is Profile.PRINT
    ):
        found["OpenAction"] += 1
    allowed = set() if opened.profile is Profile.PRINT else _HARMLESS
    kinds = [f"{kind} ×{times}" for kind, times in sorted(found.items()) if kind not in allowed]
    if kinds:
        yield ACTION.at(kinds=", ".join(kinds))
    else:
        yield measured(mark("{count} links to addresses"), count=found["URI"])


ACTIONS = Check(
    identifier="actions",
    words=mark("actions and scripts"),
    source=X4,
    strength=Strength.MUST,
    profiles=EVERY,
    messages=(ACTION,),
    look=look,
)


# Embedded files (内嵌文件): none.

EMBEDDED = Message(
    "E845",
    mark("{count} files are embedded"),
    mark("take them out; a press prints pages only"),
)


def _look_embedded_files(opened: Opened) -> Iterator[Said]:
    """Neither as attachment nor as annotation."""
    count = opened.inventory.embedded
    if count:
        yield EMBEDDED.at(count=count)
    else:
        yield measured(mark("no files embedded"))


EMBEDDED_FILES = Check(
    identifier="embedded-files",
    words=mark("embedded files"),
    source=X4,
    strength=Strength.MUST,
    profiles=EVERY,
    messages=(EMBEDDED,),
    look=_look_embedded_files,
)


# What no press has (外来对象): PostScript, other files' pages, alternate images, OPI.

STRANGE_OBJECT = Message(
    "E843",
    mark("the file asks for what no press has: {kinds}"),
    mark("export the file again with the settings of its profile"),
)
EXTERNAL = Message(
    "E844",
    mark("{count} streams lie outside the file"),
    mark("export the file again with the settings of its profile"),
)


def _look_foreign_objects(opened: Opened) -> Iterator[Said]:
    """Among all objects of the file."""
    found = opened.inventory
    if found.foreign_objects:
        yield STRANGE_OBJECT.at(kinds=", ".join(sorted(set(found.foreign_objects))))
    if found.external:
        yield EXTERNAL.at(count=found.external)
    if not found.foreign_objects and not found.external:
        yield measured(mark("everything lies in the file"))


FOREIGN_OBJECTS = Check(
    identifier="foreign-objects",
    words=mark("PostScript, OPI and what lies outside the file"),
    source=X4,
    strength=Strength.MUST,
    profiles=EVERY,
    messages=(STRANGE_OBJECT, EXTERNAL),
    look=_look_foreign_objects,
)


# Forms to fill in (表单): none.

FORM = Message(
    "E829",
    mark("the file has a form to fill in ({what})"),
    mark("flatten the form"),
)


def _look_forms(opened: Opened) -> Iterator[Said]:
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
    look=_look_forms,
)


# Layers (图层): none that switch by themselves, all of them listed.

LAYERS = Message(
    "E846",
    mark("layers are switched by themselves or not listed: {what}"),
    mark("flatten the layers"),
)

_DEEPEST = 20


def _look_layers(opened: Opened) -> Iterator[Said]:
    """Optional content without AS, each configuration named, all groups in Order."""
    properties = opened.root.get("/OCProperties")
    if not isinstance(properties, pikepdf.Dictionary):
        yield measured(mark("no layers"))
        return
    groups = {group.objgen for group in properties.get("/OCGs", ())}
    configurations = [properties.get("/D"), *properties.get("/Configs", ())]
    for configuration in configurations:
        if not isinstance(configuration, pikepdf.Dictionary):
            continue
        if "/AS" in configuration:
            yield LAYERS.at(what="AS")
        ordered = set(_ordered(configuration.get("/Order"), 0))
        if not groups <= ordered:
            yield LAYERS.at(what=f"Order: {len(groups & ordered)}/{len(groups)}")
    yield measured(mark("{count} layers"), count=len(groups))


def _ordered(order: Any, depth: int) -> Iterator[tuple[int, int]]:
    if not isinstance(order, pikepdf.Array) or depth > _DEEPEST:
        return
    for item in order:
        if isinstance(item, pikepdf.Dictionary):
            yield item.objgen
        yield from _ordered(item, depth + 1)


OPTIONAL_CONTENT = Check(
    identifier="layers",
    words=mark("layers"),
    source=X4,
    strength=Strength.MUST,
    profiles=EVERY,
    messages=(LAYERS,),
    look=_look_layers,
)


# Annotations (注释): none in the press file; in others those that print and speak.

ANNOTATION_IN_PRINT = Message(
    "E826",
    mark("page {pages}: {kind} annotations in the printed area"),
    mark("take links and comments out of the press file"),
)
ANNOTATION_FLAGS = Message(
    "E827",
    mark("page {pages}: {kind} annotations that do not print or are hidden"),
    mark("export the file again with the settings of its profile"),
)
ANNOTATION_WORDS = Message(
    "E828",
    mark("page {pages}: {kind} annotations without words for screen readers"),
    mark("export the file again with the settings of its profile"),
)

_PRINTS, _HIDDEN = 4, 1 | 2 | 32
"""Flags Print; Invisible, Hidden, NoView (ISO 32000-1, 12.5.3)."""


def _look_annotations(opened: Opened) -> Iterator[Said]:
    """Press: none meets the bleed box.  Else: printed, seen, and with words for UA-1."""
    printed, flags, wordless = [], [], []
    count = 0
    for place, annotation in _annotations(opened):
        count += 1
        kind = {"kind": str(annotation.get("/Subtype", "?"))[1:]}
        if opened.profile is Profile.PRINT:
            if _meets(annotation, opened.bleed(place)):
                printed.append((place, kind))
            continue
        flag = int(annotation.get("/F", 0))
        if kind["kind"] != "Popup" and (not flag & _PRINTS or flag & _HIDDEN):
            flags.append((place, kind))
        if opened.profile is Profile.READING and not str(annotation.get("/Contents", "")):
            wordless.append((place, kind))
    yield from by_pages(ANNOTATION_IN_PRINT, printed)
    yield from by_pages(ANNOTATION_FLAGS, flags)
    yield from by_pages(ANNOTATION_WORDS, wordless)
    yield measured(mark("{count} annotations"), count=count)


def _annotations(opened: Opened) -> Iterator[tuple[int, Any]]:
    for place, page in enumerate(opened.pages):
        found = page.obj.get("/Annots")
        if isinstance(found, pikepdf.Array):
            yield from ((place, item) for item in found if isinstance(item, pikepdf.Dictionary))


def _meets(annotation: Any, bleed: Box) -> bool:
    """Whether its rectangle shares room with the bleed box; one without a rectangle does."""
    edges = annotation.get("/Rect")
    if not isinstance(edges, pikepdf.Array) or len(edges) != 4:
        return True
    x, y, right, top = (float(edge) for edge in edges)
    box = (min(x, right), min(y, top), max(x, right), max(y, top))
    shared = common(box, bleed)
    apart = box[2] < bleed[0] or box[0] > bleed[2] or box[3] < bleed[1] or box[1] > bleed[3]
    return not apart and shared[2] >= shared[0]


ANNOTATIONS = Check(
    identifier="annotations",
    words=mark("links, comments and other annotations"),
    source=X4,
    strength=Strength.MUST,
    profiles=EVERY,
    messages=(ANNOTATION_IN_PRINT, ANNOTATION_FLAGS, ANNOTATION_WORDS),
    look=_look_annotations,
)
