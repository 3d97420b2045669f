"""Pictures and foreign pages (图与附件页), each prepared once, painted where it is named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from typeset.base.errors import SourceError
from typeset.layout.placing.page import ForeignPage, PlacedPicture
from typeset.output.attachments.foreign_messages import CRASHED
from typeset.output.attachments.pack import open_pack
from typeset.output.attachments.unpack import unpack_objects
from typeset.output.pdf.pictures import image_object
from typeset.output.print_condition import PrintCondition


class Painter:
    """The images and forms of an edition: objects by name, in the inks of a print condition."""

    def __init__(self, condition: PrintCondition) -> None:
        self._condition = condition
        self._pictures: dict[str, str] = {}
        self._packs: dict[str, tuple[str, ...]] = {}
        self.objects: dict[str, Any] = {}

    def name_of(self, mark: PlacedPicture | ForeignPage) -> str:
        """The resource name of a mark's image or form, prepared when first asked for.

        Raises SourceError (E642) where a prepared attachment is gone.
        """
        if isinstance(mark, ForeignPage):
            if mark.pack not in self._packs:
                self._packs[mark.pack] = self._unpack(mark, f"A{len(self._packs) + 1}.")
            return self._packs[mark.pack][mark.page_index]
        if mark.path not in self._pictures:
            name = f"P{len(self._pictures) + 1}"
            self._pictures[mark.path] = name
            self.objects[name] = image_object(mark.path, self._condition)
        return self._pictures[mark.path]

    def _unpack(self, mark: ForeignPage, key: str) -> tuple[str, ...]:
        """Take over all objects of an attachment; the names of its pages."""
        try:
            pack = open_pack(Path(mark.pack))
            if pack is None:
                raise ValueError("no pack")
            self.objects |= unpack_objects(pack, key)
            return tuple(f"{key}{page['name']}" for page in pack.facts["pages"])
        except (OSError, LookupError, TypeError, ValueError) as error:
            raise SourceError([CRASHED.at(file=Path(mark.path).name)]) from error
