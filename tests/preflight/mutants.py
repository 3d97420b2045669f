"""Bad files made from a good one, each with one fault, and the check that must name it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from typeset.preflight.expected import Profile
from typeset.preflight.scanning.fonts import read_font

COVER, CONTENTS, BODY, SECOND = 0, 2, 4, 5
Change = Callable[[Pdf], Any]


@dataclass(frozen=True, slots=True)
class Mutant:
    """One bad file: `check` must find `code`; `also` are checks that the same fault concerns.

    `save` are options of writing, `replace` bytes to be replaced after it.
    """

    name: str
    check: str
    code: str
    change: Change
    profile: Profile = Profile.PRINT
    also: tuple[str, ...] = ()
    save: tuple[tuple[str, Any], ...] = ()
    replace: tuple[bytes, bytes] = (b"", b"")

    def make(self, good: bytes) -> bytes:
        with pikepdf.open(io.BytesIO(good)) as pdf:
            self.change(pdf)
            made = save(pdf, **dict(self.save))
        old, new = self.replace
        assert len(old) == len(new)
        assert old in made
        return made.replace(old, new) if old else made


def save(pdf: Pdf, **options: Any) -> bytes:
    """The file's bytes in the form that a press file has."""
    settings: dict[str, Any] = {
        "object_stream_mode": pikepdf.ObjectStreamMode.disable,
        "force_version": "1.6",
        "fix_metadata_version": False,
        "deterministic_id": "encryption" not in options,
        "static_id": "encryption" in options,
    }
    written = io.BytesIO()
    pdf.save(written, **{**settings, **options})
    return written.getvalue()


# ------------------------------------------------------------------------------ ways to change


def do(*steps: Change) -> Change:
    def change(pdf: Pdf) -> None:
        for step in steps:
            step(pdf)

    return change


def nothing(_: Pdf) -> None:
    return


def root(key: str, value: Any = None) -> Change:
    """Set or, without a value, drop an entry of the catalogue."""

    def change(pdf: Pdf) -> None:
        if value is None:
            del pdf.Root[key]
        else:
            pdf.Root[key] = value(pdf) if callable(value) else value

    return change


def page(place: int, key: str, value: Any = None) -> Change:
    def change(pdf: Pdf) -> None:
        holder = pdf.pages[place].obj
        if value is None:
            del holder[key]
        else:
            holder[key] = value(pdf) if callable(value) else value

    return change


def content(place: int, pattern: bytes, by: bytes, *, times: int = 1) -> Change:
    """Replace a piece of a page's operators."""

    def change(pdf: Pdf) -> None:
        old = pdf.pages[place].Contents.read_bytes()
        new, count = re.subn(pattern, by, old, count=times, flags=re.DOTALL)
        assert count, (pattern, old[-400:])
        pdf.pages[place].Contents.write(new)

    return change


def paint(place: int, operators: bytes, *, artifact: bool = True) -> Change:
    """Paint something more on a page."""

    def change(pdf: Pdf) -> None:
        old = pdf.pages[place].Contents.read_bytes()
        wrapped = b"/Artifact BMC\n" + operators + b"\nEMC" if artifact else operators
        pdf.pages[place].Contents.write(old + b"\nq\n" + wrapped + b"\nQ")

    return change


def resource(place: int, kind: str, name: str, value: Any) -> Change:
    """Give a page a resource of its own."""

    def change(pdf: Pdf) -> None:
        holder = pdf.pages[place].obj
        shared = holder.Resources
        own = Dictionary({key: shared[key] for key in shared.keys()})  # noqa: SIM118
        known = own.get(kind, Dictionary())
        made = Dictionary({key: known[key] for key in known.keys()})  # noqa: SIM118
        made[name] = value(pdf) if callable(value) else value
        own[kind] = made
        holder.Resources = own

    return change


def image(size: tuple[int, int], space: Any, bits: int, data: bytes, **more: Any) -> Change:
    def make(pdf: Pdf) -> Any:
        stream = Stream(pdf, data)
        stream.Type, stream.Subtype = Name.XObject, Name.Image
        stream.Width, stream.Height = size
        stream.BitsPerComponent, stream.ColorSpace = bits, space
        for key, value in more.items():
            stream[f"/{key}"] = value(pdf) if callable(value) else value
        return pdf.make_indirect(stream)

    return make


def stretch(pdf: Pdf) -> None:
    """The first picture twice as wide and as high, beyond the type area but on the page."""
    place = next(k for k, page in enumerate(pdf.pages) if b" Do" in page.Contents.read_bytes())
    content(place, rb"(\d[\d.]*) 0 0 (\d[\d.]*) [\d.]+ [\d.]+ cm", rb"880 0 0 240 -140 400 cm")(pdf)


def picture(place: int, make: Change, matrix: bytes) -> Change:
    return do(
        resource(place, "/XObject", "/Mutant", make), paint(place, matrix + b" cm /Mutant Do")
    )


def state(place: int, **entries: Any) -> Change:
    """Use a graphics state with some entries on a page."""
    made = Dictionary({f"/{key}": value for key, value in entries.items()})
    return do(
        resource(place, "/ExtGState", "/Mutant", lambda pdf: pdf.make_indirect(made)),
        paint(place, b"/Mutant gs"),
    )


def xmp(pattern: bytes, by: bytes) -> Change:
    def change(pdf: Pdf) -> None:
        old = pdf.Root.Metadata.read_bytes()
        new, count = re.subn(pattern, by, old)
        assert count, pattern
        pdf.Root.Metadata.write(new)

    return change


def info(key: str, value: Any) -> Change:
    def change(pdf: Pdf) -> None:
        if value is None:
            del pdf.docinfo[key]
        else:
            pdf.docinfo[key] = value

    return change


def font(place: int, work: Callable[[Pdf, Any], None]) -> Change:
    """Change the font in which most of a page is set."""

    def change(pdf: Pdf) -> None:
        names = re.findall(rb"/(F\d+) [\d.]+ Tf", pdf.pages[place].Contents.read_bytes())
        most = max(set(names), key=names.count).decode()
        work(pdf, pdf.pages[place].obj.Resources.Font[f"/{most}"])

    return change


def action(kind: str, **entries: Any) -> Dictionary:
    return Dictionary({"/S": Name(f"/{kind}"), **{f"/{k}": v for k, v in entries.items()}})


def annotate(place: int, kind: str, rect: list[int], **entries: Any) -> Change:
    def change(pdf: Pdf) -> None:
        made = Dictionary(
            {"/Type": Name.Annot, "/Subtype": Name(f"/{kind}"), "/Rect": Array(rect)}
            | {f"/{key}": value for key, value in entries.items()}
        )
        known = list(pdf.pages[place].obj.get("/Annots", ()))
        pdf.pages[place].obj.Annots = Array([*known, pdf.make_indirect(made)])

    return change


def each_link(work: Callable[[Pdf, Any], None]) -> Change:
    def change(pdf: Pdf) -> None:
        for link in pdf.pages[CONTENTS].Annots:
            work(pdf, link)

    return change


def lzw(data: bytes) -> bytes:
    """LZW that never leaves nine bits: a clear code before every 200 bytes."""
    codes: list[int] = []
    for start in range(0, len(data), 200):
        codes += [256, *data[start : start + 200]]
    bits = "".join(f"{code:09b}" for code in [*codes, 257])
    return int(bits.ljust(-(-len(bits) // 8) * 8, "0"), 2).to_bytes(-(-len(bits) // 8), "big")


def lzw_page(pdf: Pdf) -> None:
    old = pdf.pages[BODY].Contents.read_bytes()
    pdf.pages[BODY].Contents = pdf.make_indirect(Stream(pdf, lzw(old), Filter=Name.LZWDecode))


def elements(pdf: Pdf, kind: str) -> list[Any]:
    return [
        thing
        for thing in pdf.objects
        if isinstance(thing, Dictionary) and thing.get("/S") == Name(f"/{kind}") and "/P" in thing
    ]


def structure(kind: str, work: Callable[[Any], None]) -> Change:
    """Change the last element of a kind."""
    return lambda pdf: work(elements(pdf, kind)[-1])


def first_code(pdf: Pdf, place: int, character: str) -> tuple[bytes, bytes]:
    """A font of a page and a code in it that stands for a character."""
    for name, known in pdf.pages[place].obj.Resources.Font.items():
        for code, text in read_font(known).unicode.items():
            if text == character:
                return name.encode(), f"<{code:04X}>".encode()
    raise AssertionError(character)


def stray_number(pdf: Pdf) -> None:
    """A page number on the cover."""
    shows = []
    for x, character in ((270, "—"), (284, "1"), (291, "—")):
        name, code = first_code(pdf, BODY, character)
        shows.append(b"%s 14 Tf 1 0 0 1 %d 75 Tm %s Tj" % (name, x, code))
    paint(COVER, b"BT /Over gs 0 0 0 1 k\n" + b"\n".join(shows) + b"\nET")(pdf)


def other_digit(place: int, digit: str) -> Change:
    """Another digit in the page number."""

    def change(pdf: Pdf) -> None:
        old = pdf.pages[place].Contents.read_bytes()
        head, mark, foot = old.rpartition(b"/Footer")
        face = re.findall(rb"/(F\d+) 14 Tf", foot)[0].decode()
        known = read_font(pdf.pages[place].obj.Resources.Font[f"/{face}"]).unicode
        code = next(code for code, text in known.items() if text == digit)
        shown = re.findall(rb"<\w{4}>", foot)
        assert len(shown) == 5, foot
        new = foot.replace(shown[2], b"<%04X>" % code)
        pdf.pages[place].Contents.write(head + mark + new)

    return change


def move_footer(place: int, x: float, y: float) -> Change:
    def change(pdf: Pdf) -> None:
        def shift(match: re.Match[bytes]) -> bytes:
            return b"1 0 0 1 %.3f %.3f Tm" % (float(match[1]) + x, float(match[2]) + y)

        old = pdf.pages[place].Contents.read_bytes()
        head, mark, foot = old.rpartition(b"/Footer")
        assert mark
        new = re.sub(rb"1 0 0 1 ([\d.]+) ([\d.]+) Tm", shift, foot)
        pdf.pages[place].Contents.write(head + mark + new)

    return change


def no_footer(pdf: Pdf) -> None:
    old = pdf.pages[BODY].Contents.read_bytes()
    head, _, foot = old.rpartition(b"/Artifact <</Type /Pagination /Subtype /Footer")
    pdf.pages[BODY].Contents.write(head + foot.partition(b"EMC")[2])


def entry_number(pdf: Pdf) -> None:
    """The contents show another number beside the first entry."""
    name, code = first_code(pdf, CONTENTS, "9")
    old = pdf.pages[CONTENTS].Contents.read_bytes()
    _, one = first_code(pdf, CONTENTS, "1")
    at = next(m for m in re.finditer(re.escape(one), old) if _x(old, m.start()) > 450)
    pdf.pages[CONTENTS].Contents.write(old[: at.start()] + code + old[at.end() :])
    assert name


def _x(data: bytes, at: int) -> float:
    return float(re.findall(rb"1 0 0 1 ([\d.]+) [\d.]+ Tm", data[:at])[-1])


def shift_line(x: float, y: float) -> Change:
    """Move one whole line of a body page."""

    def change(pdf: Pdf) -> None:
        old = pdf.pages[SECOND].Contents.read_bytes()
        lines = re.findall(rb"1 0 0 1 73\.[\d]+ ([\d.]+) Tm", old)
        line = lines[len(lines) // 2]

        def shift(match: re.Match[bytes]) -> bytes:
            return b"1 0 0 1 %.3f %.3f Tm" % (float(match[1]) + x, float(line) + y)

        new = re.sub(rb"1 0 0 1 ([\d.]+) %s Tm" % re.escape(line), shift, old)
        pdf.pages[SECOND].Contents.write(new)

    return change


def swap_lines(pdf: Pdf) -> None:
    old = pdf.pages[SECOND].Contents.read_bytes()
    shows = re.findall(rb"<\w{60,}>", old)
    first, second = shows[1], shows[2]
    new = old.replace(first, b"@").replace(second, first).replace(b"@", second)
    assert new != old
    pdf.pages[SECOND].Contents.write(new)


def swap_pages(pdf: Pdf) -> None:
    pages = list(pdf.pages)
    pages[BODY], pages[SECOND] = pages[SECOND], pages[BODY]
    del pdf.pages[:]
    pdf.pages.extend(pages)


def outline(work: Callable[[Pdf, Any], None]) -> Change:
    """Change the second bookmark, which leads to material 1."""

    def change(pdf: Pdf) -> None:
        work(pdf, pdf.Root.Outlines.First.Next)

    return change


def intent(work: Callable[[Pdf, Any], None], kind: str = "/GTS_PDFX") -> Change:
    def change(pdf: Pdf) -> None:
        work(pdf, next(item for item in pdf.Root.OutputIntents if Name(kind) == item.S))

    return change


def profile(pattern: slice, by: bytes) -> Callable[[Pdf, Any], None]:
    """Overwrite bytes of the intents' shared profile."""

    def work(_: Pdf, item: Any) -> None:
        data = bytearray(item.DestOutputProfile.read_bytes())
        data[pattern] = by
        item.DestOutputProfile.write(bytes(data))

    return work
