"""Pictures and foreign pages (图与附件页), each prepared once, painted where it is named."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from typeset.base.errors import SourceError
from typeset.base.findings import Finding
from typeset.base.messages import translate
from typeset.layout.page import ForeignPage, PlacedPicture
from typeset.output.messages import BAD_ATTACHMENT, PAGE_AS_PICTURE
from typeset.output.pictures import image_object
from typeset.output.print_condition import PrintCondition

if TYPE_CHECKING:
    from typeset.output.foreign_pages import ForeignFile


class Painter:
    """The images and forms of an edition: objects by name, and what was found while they were
    brought into the inks of a print condition."""

    def __init__(self, condition: PrintCondition) -> None:
        self._condition = condition
        self._names: dict[tuple[str, int], str] = {}
        self._files: dict[str, ForeignFile] = {}
        self.objects: dict[str, Any] = {}
        self._pictured: dict[tuple[str, str, int], list[int]] = {}

    @property
    def findings(self) -> tuple[Finding, ...]:
        """W610 for the pages of each attachment that are printed as pictures for one reason."""
        return tuple(
            PAGE_AS_PICTURE.at(
                file=Path(path).name,
                numbers=_ranges(numbers),
                resolution=resolution,
                reason=translate(fault),
            )
            for (path, fault, resolution), numbers in self._pictured.items()
        )

    def name_of(self, mark: PlacedPicture | ForeignPage) -> str:
        """The resource name of a mark's image or form, prepared when first asked for.

        Raises SourceError where a foreign file fails that could be measured before (E603).
        """
        foreign = isinstance(mark, ForeignPage) and not mark.is_image
        index = mark.page_index if isinstance(mark, ForeignPage) and foreign else -1
        known = self._names.get((mark.path, index))
        if known is not None:
            return known
        name = f"{'A' if foreign else 'P'}{len(self._names) + 1}"
        self._names[mark.path, index] = name
        if foreign:
            self._take_page(name, mark.path, index)
        else:
            self.objects[name] = image_object(mark.path, self._condition)
        return name

    def _take_page(self, name: str, path: str, index: int) -> None:
        from typeset.output.foreign_pages import FOREIGN_FAULTS, ForeignFile

        try:
            if path not in self._files:
                self._files[path] = ForeignFile(name, path, self._condition)
            taken = self._files[path].take_page(name, index)
        except FOREIGN_FAULTS as error:
            reason = (str(error).splitlines() or [type(error).__name__])[0][:120]
            fault = BAD_ATTACHMENT.at(file=Path(path).name, reason=reason)
            raise SourceError([fault]) from error
        self.objects |= taken.objects
        if taken.fault:
            self._pictured.setdefault((path, taken.fault, taken.resolution), []).append(index + 1)


def _ranges(numbers: list[int]) -> str:
    """1–3, 7: neighbours together."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return ", ".join(str(part[0]) if len(part) == 1 else f"{part[0]}–{part[-1]}" for part in parts)
