"""The checks (检查项), a file a subject; this tuple is all there is of them."""

from __future__ import annotations

from typeset.preflight.check import Check
from typeset.preflight.checks.active_content import (
    ACTIONS,
    ANNOTATIONS,
    EMBEDDED_FILES,
    FOREIGN_OBJECTS,
    FORMS,
    OPTIONAL_CONTENT,
)
from typeset.preflight.checks.claims import DOCUMENT_INFO, OUTPUT_INTENTS, TRAPPING, XMP
from typeset.preflight.checks.file_form import (
    CROSS_REFERENCE,
    ENCRYPTION,
    FILE_IDENTIFIER,
    FILTERS,
    HEADER_CHECK,
)
from typeset.preflight.checks.fineness import HAIRLINES, IMAGE_RESOLUTION
from typeset.preflight.checks.fonts import FONTS_EMBEDDED, FONTS_MAPPED, GLYPHS, SUBSTITUTIONS
from typeset.preflight.checks.inks import COLOURS, HALFTONES, TEXT_INK, TOTAL_INK, TRANSPARENCY
from typeset.preflight.checks.pages import (
    CUTTING,
    PAGE_BOXES,
    PAGE_CONTENT,
    PAGE_COUNTING,
    PAGE_LABELS,
)
from typeset.preflight.checks.structure import BOOKMARKS, TAGS
from typeset.preflight.checks.text import CONTENTS, TEXT_COMPLETE
from typeset.preflight.checks.type_area import FOOTERS, LINE_GRID, TYPE_AREA

CHECKS: tuple[Check, ...] = (
    HEADER_CHECK,
    ENCRYPTION,
    FILE_IDENTIFIER,
    CROSS_REFERENCE,
    OUTPUT_INTENTS,
    XMP,
    DOCUMENT_INFO,
    TRAPPING,
    FILTERS,
    FORMS,
    ACTIONS,
    FOREIGN_OBJECTS,
    EMBEDDED_FILES,
    OPTIONAL_CONTENT,
    PAGE_BOXES,
    ANNOTATIONS,
    PAGE_CONTENT,
    FONTS_EMBEDDED,
    FONTS_MAPPED,
    GLYPHS,
    COLOURS,
    TRANSPARENCY,
    HALFTONES,
    TEXT_INK,
    TOTAL_INK,
    IMAGE_RESOLUTION,
    HAIRLINES,
    CUTTING,
    PAGE_COUNTING,
    TYPE_AREA,
    LINE_GRID,
    FOOTERS,
    PAGE_LABELS,
    CONTENTS,
    TEXT_COMPLETE,
    BOOKMARKS,
    TAGS,
    SUBSTITUTIONS,
)
