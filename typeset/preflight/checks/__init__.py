"""The checks (检查项), one a file; this tuple is all there is of them."""

from __future__ import annotations

from typeset.preflight.check import Check
from typeset.preflight.checks.actions import ACTIONS
from typeset.preflight.checks.annotations import ANNOTATIONS
from typeset.preflight.checks.bookmarks import BOOKMARKS
from typeset.preflight.checks.colours import COLOURS
from typeset.preflight.checks.contents import CONTENTS
from typeset.preflight.checks.cross_reference import CROSS_REFERENCE
from typeset.preflight.checks.cutting import CUTTING
from typeset.preflight.checks.document_info import DOCUMENT_INFO
from typeset.preflight.checks.embedded_files import EMBEDDED_FILES
from typeset.preflight.checks.encryption import ENCRYPTION
from typeset.preflight.checks.file_identifier import FILE_IDENTIFIER
from typeset.preflight.checks.filters import FILTERS
from typeset.preflight.checks.fonts_embedded import FONTS_EMBEDDED
from typeset.preflight.checks.fonts_mapped import FONTS_MAPPED
from typeset.preflight.checks.footers import FOOTERS
from typeset.preflight.checks.foreign_objects import FOREIGN_OBJECTS
from typeset.preflight.checks.forms import FORMS
from typeset.preflight.checks.glyphs import GLYPHS
from typeset.preflight.checks.hairlines import HAIRLINES
from typeset.preflight.checks.halftones import HALFTONES
from typeset.preflight.checks.header import HEADER_CHECK
from typeset.preflight.checks.image_resolution import IMAGE_RESOLUTION
from typeset.preflight.checks.layers import OPTIONAL_CONTENT
from typeset.preflight.checks.line_grid import LINE_GRID
from typeset.preflight.checks.output_intents import OUTPUT_INTENTS
from typeset.preflight.checks.page_boxes import PAGE_BOXES
from typeset.preflight.checks.page_content import PAGE_CONTENT
from typeset.preflight.checks.page_count import PAGE_COUNTING
from typeset.preflight.checks.page_labels import PAGE_LABELS
from typeset.preflight.checks.substitutions import SUBSTITUTIONS
from typeset.preflight.checks.tags import TAGS
from typeset.preflight.checks.text_complete import TEXT_COMPLETE
from typeset.preflight.checks.text_ink import TEXT_INK
from typeset.preflight.checks.total_ink import TOTAL_INK
from typeset.preflight.checks.transparency import TRANSPARENCY
from typeset.preflight.checks.trapping import TRAPPING
from typeset.preflight.checks.type_area import TYPE_AREA
from typeset.preflight.checks.xmp import XMP

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
