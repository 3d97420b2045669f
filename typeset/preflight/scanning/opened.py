"""A file opened for the checks (打开的文件): what they ask for is read once, when asked."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import pikepdf
import pypdfium2

from typeset.preflight.expected import ExpectedFacts, ExpectedKind, ExpectedPage, Profile
from typeset.preflight.scanning.inventory import Inventory, take_inventory
from typeset.preflight.scanning.page_scan import Box, PageScan
from typeset.preflight.scanning.read_again import SecondReading, read_again
from typeset.preflight.scanning.read_xmp import Xmp, read_xmp
from typeset.preflight.scanning.scan_page import FontShelf, PageReader

A4: Box = (0.0, 0.0, 595.276, 841.89)
_BOXES = ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox")
_INHERITED = 60


class Opened:
    """One file with its profile and its facts; pages count from 0."""

    def __init__(self, data: bytes, profile: Profile | None, facts: ExpectedFacts | None) -> None:
        """Raises pikepdf.PdfError or PasswordError when the file cannot be opened."""
        self.data = data
        self.pdf = pikepdf.open(io.BytesIO(data))
        self.pages: Sequence[pikepdf.Page] = list(self.pdf.pages)
        self.facts = facts
        self.profile = profile or self._guess()
        self.shelf = FontShelf()

    @property
    def root(self) -> Any:
        return self.pdf.Root

    def _guess(self) -> Profile:
        """What the file says it is for; printing, where it says nothing."""
        values = self.xmp.values if self.xmp else {}
        intents = {str(intent.get("/S")) for intent in self.intents}
        if "pdfxid:GTS_PDFXVersion" in values or "/GTS_PDFX" in intents:
            return Profile.PRINT
        if "pdfuaid:part" in values:
            return Profile.READING
        if "pdfaid:part" in values:
            return Profile.ARCHIVE
        return Profile.READING if "/Outlines" in self.root else Profile.PRINT

    def is_foreign(self, place: int) -> bool:
        """Whether a page holds what others sent: what is wrong there is told, but no error, for
        it cannot be mended here."""
        page = self.expected(place)
        return page is not None and page.kind is ExpectedKind.FOREIGN

    # --------------------------------------------------------------- the whole document

    @cached_property
    def inventory(self) -> Inventory:
        return take_inventory(self.pdf)

    @cached_property
    def metadata(self) -> pikepdf.Stream | None:
        found = self.root.get("/Metadata")
        return found if isinstance(found, pikepdf.Stream) else None

    @cached_property
    def xmp_fault(self) -> str:
        """Why the XMP cannot be read, "" where it can."""
        try:
            read_xmp(self.metadata.read_bytes() if self.metadata is not None else b"")
        except (ValueError, pikepdf.PdfError) as error:
            return str(error)[:100] or type(error).__name__
        return ""

    @cached_property
    def xmp(self) -> Xmp | None:
        if self.metadata is None or self.xmp_fault:
            return None
        return read_xmp(self.metadata.read_bytes())

    @cached_property
    def intents(self) -> tuple[Any, ...]:
        found = self.root.get("/OutputIntents")
        if not isinstance(found, pikepdf.Array):
            return ()
        return tuple(intent for intent in found if isinstance(intent, pikepdf.Dictionary))

    def output_profile(self, intent: Any) -> bytes:
        """The profile of an output intent, empty where there is none or it cannot be read."""
        found = intent.get("/DestOutputProfile")
        try:
            return bytes(found.read_bytes()) if isinstance(found, pikepdf.Stream) else b""
        except pikepdf.PdfError:
            return b""

    @cached_property
    def intent_space(self) -> str:
        """The colour space of the output intents: GRAY, RGB, CMYK or ""."""
        for intent in self.intents:
            profile = self.output_profile(intent)
            if profile:
                return profile[16:20].decode("latin-1").strip()
        return ""

    @cached_property
    def reader(self) -> pypdfium2.PdfDocument:
        """The same file by another reader.  Raises PdfiumError when that one refuses it."""
        return pypdfium2.PdfDocument(self.data)

    # --------------------------------------------------------------------- page by page

    @cached_property
    def scans(self) -> tuple[PageScan, ...]:
        reader = PageReader(self.shelf)
        return tuple(
            reader.read(page, place, self.media(place), self.trim(place))
            for place, page in enumerate(self.pages)
        )

    @cached_property
    def readings(self) -> tuple[SecondReading, ...]:
        """The pages by the second reader.  Raises PdfiumError when that one refuses the file."""
        return tuple(read_again(self.reader, place) for place in range(len(self.reader)))

    def box(self, place: int, name: str) -> Box | None:
        """A box of a page as (left, bottom, right, top), or None where there is none or no sound
        one; the media and crop box are inherited (ISO 32000-1, 7.7.3.4)."""
        node: Any = self.pages[place].obj
        inherited = name in ("/MediaBox", "/CropBox")
        for _ in range(_INHERITED if inherited else 1):
            if name in node:
                return _box(node[name])
            node = node.get("/Parent")
            if not isinstance(node, pikepdf.Dictionary):
                break
        return None

    def media(self, place: int) -> Box:
        return self.box(place, "/MediaBox") or A4

    def trim(self, place: int) -> Box:
        """成品尺寸: the trimmed page, the media box where nothing else is said."""
        return self.box(place, "/TrimBox") or self.box(place, "/ArtBox") or self.media(place)

    def bleed(self, place: int) -> Box:
        return self.box(place, "/BleedBox") or self.trim(place)

    @property
    def claims_nothing(self) -> bool:
        """Whether the maker says that the file claims no standard."""
        return self.facts is not None and not self.facts.claims

    def expected(self, place: int) -> ExpectedPage | None:
        """What is told of a page."""
        if self.facts is None or place >= len(self.facts.pages):
            return None
        return self.facts.pages[place]


def _box(value: Any) -> Box | None:
    if not isinstance(value, pikepdf.Array) or len(value) != 4:
        return None
    try:
        first, second, third, fourth = (float(edge) for edge in value)
    except (TypeError, ValueError):
        return None
    box = (min(first, third), min(second, fourth), max(first, third), max(second, fourth))
    return box if box[2] - box[0] >= 1 and box[3] - box[1] >= 1 else None
