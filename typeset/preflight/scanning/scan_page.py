"""Reading what a page paints (读页面内容): its operators, and those of its forms, one by one.

Source: ISO 32000-1, 7.8, 8, 9.  Patterns and Type 3 glyphs are not opened: what they use is found
among the file's objects.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, TypeAlias

import pikepdf

from typeset.preflight.scanning import graphics_state as colours
from typeset.preflight.scanning.fonts import Font, broken_font, read_font
from typeset.preflight.scanning.graphics_state import (
    IDENTITY,
    GraphicsState,
    MarkedContent,
    Matrix,
    box_of,
    common,
    moved,
    multiply,
    scale_of,
)
from typeset.preflight.scanning.operators import Operands, handlers_of
from typeset.preflight.scanning.page_scan import Box, ImagePaint, Ink, PageScan, TextRun, What
from typeset.preflight.scanning.paint_log import PaintLog

OPERATORS_PER_FILE = 3_000_000
"""More are not read; the page is then marked as incomplete."""
_DEEPEST = 12
_SHORT_KEYS = {"/W": "/Width", "/H": "/Height", "/BPC": "/BitsPerComponent", "/CS": "/ColorSpace"}
Forms: TypeAlias = tuple[tuple[int, int], ...]
_BROKEN = (
    pikepdf.PdfError,
    ArithmeticError,
    AttributeError,
    LookupError,
    NotImplementedError,
    TypeError,
    ValueError,
)


class FontShelf:
    """Fonts already read, by object."""

    def __init__(self) -> None:
        self.fonts: dict[str, Font] = {}

    def take(self, font: Any) -> tuple[str, Font]:
        """A font dictionary as a `Font`, and its key."""
        number, generation = font.objgen
        key = f"{number} {generation}" if number else font.unparse().hex()
        if key not in self.fonts:
            try:
                self.fonts[key] = read_font(font)
            except _BROKEN:
                self.fonts[key] = broken_font()
        return key, self.fonts[key]


class PageReader:
    """Reads one page after another; counts operators over all of them."""

    def __init__(self, shelf: FontShelf) -> None:
        self._shelf = shelf
        self._left = OPERATORS_PER_FILE
        self._handlers = handlers_of(self)

    def read(self, page: pikepdf.Page, place: int, media: Box, trim: Box) -> PageScan:
        """What a page (from 0) paints; never raises for what stands in it."""
        self._place = place
        self._scan = PageScan()
        self._log = PaintLog(self._scan, trim)
        self._marked = MarkedContent()
        self._stack: list[GraphicsState] = []
        self._floor = 0
        self._state = GraphicsState(IDENTITY, media)
        self._text, self._line = IDENTITY, IDENTITY
        self._across: list[Any] = []
        self._along: list[Any] = []
        self._clipping = False
        self._resources = _resources_of(page.obj)
        try:
            self._run(page, ())
        except _BROKEN as error:
            self._scan.broken = str(error).partition("\n")[0][:120] or type(error).__name__
        return self._scan

    def _run(self, stream: Any, forms: Forms) -> None:
        """Do the operators of a page or a form."""
        handlers, scan = self._handlers, self._scan
        instructions: Sequence[Any] = pikepdf.parse_content_stream(stream)
        if len(instructions) > self._left:
            scan.complete = False
            instructions = instructions[: self._left]
        self._left -= len(instructions)
        scan.operators += len(instructions)
        for instruction in instructions:
            operator = str(instruction.operator)
            handler = handlers.get(operator)
            if handler is not None:
                handler(instruction.operands)
            elif operator == "Do":
                self._do(str(instruction.operands[0]), forms)
            elif operator == "INLINE IMAGE":
                image = instruction.iimage.obj
                keys = {_SHORT_KEYS.get(str(key), str(key)): value for key, value in image.items()}
                self._image(keys, (0, 0))

    def _named(self, kind: str, name: Any) -> Any:
        """A resource by its kind and name, or None."""
        found = self._resources.get(kind)
        return found.get(str(name)) if isinstance(found, pikepdf.Dictionary) else None

    # ------------------------------------------------------------- state and colour

    def save(self, _: Operands) -> None:
        """Operator `q`: keep the graphics state."""
        self._stack.append(self._state.saved())

    def restore(self, _: Operands) -> None:
        """Operator `Q`: the last state again, as far as this page or form has saved."""
        if len(self._stack) > self._floor:
            self._state = self._stack.pop()

    def set_number(self, name: str, number: float) -> None:
        """W Tc Tw Tz TL Ts."""
        setattr(self._state, name, number)

    def set_mode(self, operands: Operands) -> None:
        """Tr."""
        self._state.mode = int(operands[0])

    def concatenate(self, operands: Operands) -> None:
        """Cm."""
        self._state.matrix = multiply(_matrix(operands), self._state.matrix)

    def parameters(self, operands: Operands) -> None:
        """gs: what bears on ink; the rest is looked at among the file's objects."""
        found, state = self._named("/ExtGState", operands[0]), self._state
        if not isinstance(found, pikepdf.Dictionary):
            return
        state.width = float(found.get("/LW", state.width))
        state.overprint_stroke = bool(found.get("/OP", state.overprint_stroke))
        state.overprint_fill = bool(found.get("/op", found.get("/OP", state.overprint_fill)))
        state.overprint_mode = int(found.get("/OPM", state.overprint_mode))
        if "/Font" in found:
            self._take_font(found["/Font"][0], float(found["/Font"][1]))
        reasons = self._scan.transparency
        reasons.update(key[1:] for key in ("/ca", "/CA") if float(found.get(key, 1)) != 1)
        if isinstance(found.get("/SMask"), pikepdf.Dictionary):
            reasons.add("SMask")
        mode = found.get("/BM", pikepdf.Name.Normal)
        modes = list(mode) if isinstance(mode, pikepdf.Array) else [mode]
        if not {str(item) for item in modes} <= {"/Normal", "/Compatible"}:
            reasons.add("BM")

    def device(self, space: colours.ColourSpace, operands: Operands, *, fill: bool) -> None:
        """G g RG rg K k."""
        if self._resources.get("/ColorSpace") is not None:
            space = colours.read_space(pikepdf.Name(f"/{space.name}"), self._resources)
        self._colour(space, [float(amount) for amount in operands], fill=fill)

    def set_space(self, operands: Operands, *, fill: bool) -> None:
        """CS cs."""
        space = colours.read_space(operands[0], self._resources)
        self._colour(space, colours.first_amounts(space), fill=fill)

    def set_colour(self, operands: Operands, *, fill: bool) -> None:
        """SC sc SCN scn."""
        space = self._state.fill_space if fill else self._state.stroke_space
        amounts = [float(item) for item in operands if not isinstance(item, pikepdf.Object)]
        self._colour(space, amounts, fill=fill)

    def _colour(self, space: colours.ColourSpace, amounts: list[float], *, fill: bool) -> None:
        ink = colours.ink_of(space, amounts)
        if fill:
            self._state.fill_space, self._state.fill = space, ink
        else:
            self._state.stroke_space, self._state.stroke = space, ink

    # -------------------------------------------------------------------------- paths

    def segment(self, operands: Operands) -> None:
        """M l c v y: points, which are looked at when the path is painted."""
        self._across += operands[::2]
        self._along += operands[1::2]

    def rectangle(self, operands: Operands) -> None:
        """Re."""
        x, y, width, height = map(float, operands)
        self._across += (x, x + width, x + width, x)
        self._along += (y, y, y + height, y + height)

    def _path(self) -> Box | None:
        """The box around the path; its matrix has not changed since it began (8.2)."""
        if not self._across or not self._along:
            return None
        left, right = float(min(self._across)), float(max(self._across))
        bottom, top = float(min(self._along)), float(max(self._along))
        return box_of(self._state.matrix, left, bottom, right, top)

    def clip(self, _: Operands) -> None:
        """W W*."""
        self._clipping = True

    def paint_path(self, *, fill: bool, stroke: bool) -> None:
        """S s f F f* B B* b b* n."""
        state, path = self._state, self._path()
        if path is not None and fill:
            self._paint(What.FILL, state.fill, path, overprint=state.overprint_fill)
            self._log.filled(len(self._across), path)
        if path is not None and stroke:
            width = state.width * scale_of(state.matrix)
            half = width / 2
            grown = (path[0] - half, path[1] - half, path[2] + half, path[3] + half)
            self._paint(What.STROKE, state.stroke, grown, overprint=state.overprint_stroke)
            self._log.line(width, path)
        if path is not None and self._clipping:
            state.clip = common(state.clip, path)
        self._across, self._along, self._clipping = [], [], False

    def shading(self, operands: Operands) -> None:
        """Sh."""
        found = self._named("/Shading", operands[0])
        if found is not None and "/ColorSpace" in found:
            space = colours.read_space(found["/ColorSpace"], self._resources)
            self._paint(What.SHADING, Ink(space.name, space.base, None), self._state.clip)

    def _paint(self, what: What, ink: Ink, box: Box, *, overprint: bool = False) -> None:
        seen = common(box, self._state.clip)
        self._log.paint(what, ink, seen, self._marked.tagging, overprint=overprint)

    # --------------------------------------------------------------------------- text

    def begin_text(self, _: Operands) -> None:
        """BT."""
        self._text = self._line = IDENTITY

    def font(self, operands: Operands) -> None:
        """Tf."""
        self._take_font(self._named("/Font", operands[0]), float(operands[1]))

    def _take_font(self, font: Any, size: float) -> None:
        self._state.size = size
        if isinstance(font, pikepdf.Dictionary):
            self._state.font_key, self._state.font = self._shelf.take(font)
        else:
            self._state.font_key, self._state.font = "", None
            self._scan.broken = self._scan.broken or "Tf"

    def text_matrix(self, operands: Operands) -> None:
        """Tm."""
        self._text = self._line = _matrix(operands)

    def move(self, operands: Operands) -> None:
        """Td."""
        shift = (1.0, 0.0, 0.0, 1.0, float(operands[0]), float(operands[1]))
        self._text = self._line = multiply(shift, self._line)

    def move_leading(self, operands: Operands) -> None:
        """TD."""
        self._state.leading = -float(operands[1])
        self.move(operands)

    def next_line(self, _: Operands) -> None:
        """T*."""
        self.move((0.0, -self._state.leading))

    def quote(self, operands: Operands) -> None:
        """' and "."""
        if len(operands) == 3:
            self._state.word_spacing = float(operands[0])
            self._state.character_spacing = float(operands[1])
        self.next_line(())
        self.show([operands[-1]])

    def show_array(self, operands: Operands) -> None:
        """TJ."""
        self.show(operands[0])

    def show(self, parts: Any) -> None:
        """Tj: its characters, and from where to where it goes."""
        state, font = self._state, self._state.font
        if font is None:
            return
        texts: list[str] = []
        unit = state.size * font.unit
        pen, used, widths, default = 0.0, font.used, font.widths, font.default_width
        for part in parts:
            if not isinstance(part, pikepdf.String):
                pen -= float(part) * state.size / 1000
                continue
            codes = font.codes(bytes(part))
            for code in codes:
                used.setdefault(code, self._place)
                texts.append(font.character(code))
                pen += widths.get(code, default) * unit
            pen += state.character_spacing * len(codes)
            if state.word_spacing and not font.wide:
                pen += state.word_spacing * sum(code == 32 for code in codes)
        advance = pen * state.scale
        self._note_text(multiply(self._text, state.matrix), advance, "".join(texts))
        self._text = multiply((1.0, 0.0, 0.0, 1.0, advance, 0.0), self._text)

    def _note_text(self, whole: Matrix, advance: float, text: str) -> None:
        state = self._state
        stroked = state.mode in (1, 5)
        ink = state.stroke if stroked else state.fill
        printing = state.overprint_stroke if stroked else state.overprint_fill
        run = TextRun(
            *moved(whole, 0.0, state.rise),
            *moved(whole, advance, state.rise),
            size=abs(state.size) * math.hypot(whole[2], whole[3]),
            font=state.font_key,
            text=self._marked.text(text),
            ink=ink,
            overprint=printing and state.overprint_mode == 1,
            visible=state.mode not in (3, 7),
            tagging=self._marked.tagging,
        )
        self._scan.text.append(run)
        if run.visible:
            self._paint(What.TEXT, ink, run.box, overprint=run.overprint)

    # ---------------------------------------------------------- images, forms and marks

    def _do(self, name: str, forms: Forms) -> None:
        found = self._named("/XObject", name)
        kind = str(found.get("/Subtype")) if isinstance(found, pikepdf.Stream) else ""
        if kind == "/Image":
            self._image(found, found.objgen)
        elif kind == "/Form" and found.objgen not in forms and len(forms) < _DEEPEST:
            self._form(found, (*forms, found.objgen))
        elif kind != "/PS":
            self._scan.broken = self._scan.broken or f"Do {name}"

    def _form(self, form: Any, forms: Forms) -> None:
        kept = self._resources, self._floor, self._text, self._line
        self._stack.append(self._state.saved())
        self._floor = len(self._stack)
        self._resources = _resources_of(form, self._resources)
        state = self._state
        if "/Matrix" in form:
            state.matrix = multiply(_matrix(form["/Matrix"]), state.matrix)
        if "/BBox" in form:
            edges = [float(edge) for edge in form["/BBox"]]
            state.clip = common(state.clip, box_of(state.matrix, *edges))
        self._run(form, forms)
        del self._stack[self._floor :]
        self._state = self._stack.pop()
        self._resources, self._floor, self._text, self._line = kept

    def _image(self, image: Any, key: tuple[int, int]) -> None:
        matrix = self._state.matrix
        mask = bool(image.get("/ImageMask", image.get("/IM", False)))
        space = colours.UNKNOWN
        if not mask and image.get("/ColorSpace") is not None:
            space = colours.read_space(image["/ColorSpace"], self._resources)
        ink = self._state.fill if mask else Ink(space.name, space.base, None)
        box = box_of(matrix, 0.0, 0.0, 1.0, 1.0)
        sides = (math.hypot(matrix[0], matrix[1]), math.hypot(matrix[2], matrix[3]))
        pixels = (int(image.get("/Width", 0)), int(image.get("/Height", 0)))
        if min(sides) > 0:
            resolution = min(72 * count / side for count, side in zip(pixels, sides, strict=True))
            bits = 1 if mask else int(image.get("/BitsPerComponent", 8))
            self._scan.images.append(ImagePaint(box, pixels, resolution, bits, ink, key))
        if "/SMask" in image:
            self._scan.transparency.add("SMask")
        self._paint(What.IMAGE, ink, box)

    def begin_mark(self, operands: Operands) -> None:
        """BMC BDC."""
        properties = operands[1] if len(operands) > 1 else None
        self._marked.begin(str(operands[0]), properties, self._resources)

    def end_mark(self, _: Operands) -> None:
        """EMC."""
        self._marked.end()


def _resources_of(holder: Any, outer: Any = None) -> Any:
    found = holder.get("/Resources")
    if isinstance(found, pikepdf.Dictionary):
        return found
    return pikepdf.Dictionary() if outer is None else outer


def _matrix(operands: Operands) -> Matrix:
    a, b, c, d, e, f = (float(number) for number in operands)
    return (a, b, c, d, e, f)
