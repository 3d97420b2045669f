"""The bad files, one a row: what is wrong, which check must say so, with which code."""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from tests.preflight.mutants import (
    BODY,
    CONTENTS,
    COVER,
    SECOND,
    Mutant,
    action,
    annotate,
    content,
    do,
    each_link,
    elements,
    entry_number,
    font,
    image,
    info,
    intent,
    lzw_page,
    move_footer,
    no_footer,
    nothing,
    other_digit,
    outline,
    page,
    paint,
    picture,
    profile,
    resource,
    root,
    shift_line,
    state,
    stray_number,
    stretch,
    structure,
    swap_lines,
    swap_pages,
    xmp,
)
from typeset.preflight.expected import Profile

READ = Profile.READING
RAW = (("compress_streams", False), ("stream_decode_level", pikepdf.StreamDecodeLevel.none))


def embed(pdf: Pdf) -> None:
    pdf.attachments["note.txt"] = pikepdf.AttachedFileSpec(pdf, b"text")


def form(pdf: Pdf, **entries: Any) -> Any:
    made = Stream(pdf, b"")
    made.Type, made.Subtype, made.BBox = Name.XObject, Name.Form, Array([0, 0, 1, 1])
    for key, value in entries.items():
        made[f"/{key}"] = value
    return pdf.make_indirect(made)


def typed(kind: str) -> Any:
    return lambda pdf: pdf.make_indirect(Stream(pdf, b"", Type=Name.XObject, Subtype=Name(kind)))


def copy_intent(pdf: Pdf, item: Any) -> None:
    pdf.Root.OutputIntents.append(Dictionary(item))


def own_profile(pdf: Pdf, item: Any) -> None:
    data = item.DestOutputProfile.read_bytes()
    item.DestOutputProfile = pdf.make_indirect(Stream(pdf, data, N=4))


def drop_intent(pdf: Pdf) -> None:
    kept = [item for item in pdf.Root.OutputIntents if item.S != Name.GTS_PDFX]
    pdf.Root.OutputIntents = Array(kept)


def unembed(_: Pdf, known: Any) -> None:
    del known.DescendantFonts[0].FontDescriptor["/FontFile3"]


def whole(_: Pdf, known: Any) -> None:
    known.BaseFont = Name("/Whole")


def unmap(_: Pdf, known: Any) -> None:
    del known["/ToUnicode"]


def helvetica(pdf: Pdf) -> Any:
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=Name.Helvetica,
            Encoding=Name.WinAnsiEncoding,
        )
    )


def icc_rgb(pdf: Pdf) -> Any:
    return Array(
        [Name.ICCBased, pdf.make_indirect(Stream(pdf, b"", N=3, Alternate=Name.DeviceRGB))]
    )


def layers(*, automatic: bool) -> Any:
    def make(pdf: Pdf) -> Any:
        group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("1")))
        configuration = Dictionary(Name=String("1"), Order=Array([group] if automatic else []))
        if automatic:
            configuration.AS = Array([])
        return Dictionary(OCGs=Array([group]), D=configuration)

    return make


def no_destination(_: Pdf, item: Any) -> None:
    item.Dest = Array([0, Name.Fit])


def other_destination(pdf: Pdf, item: Any) -> None:
    item.Dest = Array([pdf.pages[COVER].obj, Name.Fit])


def drop_label(pdf: Pdf) -> None:
    pdf.Root.PageLabels.Nums[-1] = Dictionary(S=Name.D, St=7)


def half_size(pdf: Pdf) -> None:
    pdf.pages[COVER].obj.TrimBox = Array([0, 0, 420, 595])


def add_page(pdf: Pdf) -> None:
    pdf.pages.insert(BODY, pdf.pages[1])


def no_links(pdf: Pdf) -> None:
    del pdf.pages[CONTENTS].obj["/Annots"]


TINY = b"100 0 0 100 200 400 cm /Mutant Do"
FOOT = ("page-labels",)
_RGB = image((600, 600), Name.DeviceRGB, 8, bytes(600 * 600 * 3))
_CMYK = image((600, 600), Name.DeviceCMYK, 8, b"\xff" * (600 * 600 * 4))

MUTANTS: tuple[Mutant, ...] = (
    # The file as a whole.
    Mutant("version 1.4", "header", "E805", nothing, save=(("force_version", "1.4"),)),
    Mutant("version 1.7", "header", "E805", nothing, save=(("force_version", "1.7"),)),
    Mutant("version 2.0 to read", "header", "E805", nothing, READ, save=(("force_version", "2.0"),)),
    Mutant("encrypted", "encryption", "E806", nothing, save=(("encryption", pikepdf.Encryption(owner="x", R=4, aes=False, metadata=False)),)),
    Mutant("object streams", "cross-reference", "E808", nothing, save=(("object_stream_mode", pikepdf.ObjectStreamMode.generate),)),
    Mutant("no intent", "output-intents", "E810", root("/OutputIntents"), also=("colours",)),
    Mutant("no press intent", "output-intents", "E810", drop_intent),
    Mutant("two press intents", "output-intents", "E811", intent(copy_intent)),
    Mutant("intent without a name", "output-intents", "E812", intent(lambda _, item: item.__delitem__("/OutputConditionIdentifier"))),
    Mutant("intent without profile", "output-intents", "E813", intent(lambda _, item: item.__delitem__("/DestOutputProfile"))),
    Mutant("profile of a screen", "output-intents", "E813", intent(profile(slice(12, 16), b"mntr"))),
    Mutant("profile of three inks", "output-intents", "E813", intent(lambda _, item: item.DestOutputProfile.__setitem__("/N", 3))),
    Mutant("profiles differ", "output-intents", "E814", intent(own_profile)),
    Mutant("no XMP", "xmp", "E815", root("/Metadata")),
    Mutant("XMP compressed", "xmp", "E816", lambda pdf: pdf.Root.Metadata.__setitem__("/Nothing", Array([])), replace=(b"/Nothing", b"/Filter ")),
    Mutant("XMP cut off", "xmp", "E817", xmp(rb"</rdf:RDF>", b"")),
    Mutant("XMP with a document type", "xmp", "E817", xmp(rb"<x:xmpmeta", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x:xmpmeta")),
    Mutant("no PDF/X in XMP", "xmp", "E818", xmp(rb"<pdfxid:GTS_PDFXVersion>.*?</pdfxid:GTS_PDFXVersion>", b"")),
    Mutant("PDF/X-1a in XMP", "xmp", "E818", xmp(rb">PDF/X-4<", b">PDF/X-1a:2003<")),
    Mutant("PDF/A-2b in XMP", "xmp", "E818", xmp(rb">U<", b">B<")),
    Mutant("PDF/A-3 in XMP", "xmp", "E818", xmp(rb"<pdfaid:part>2", b"<pdfaid:part>3")),
    Mutant("no DocumentID", "xmp", "E818", xmp(rb"<xmpMM:DocumentID>.*?</xmpMM:DocumentID>", b"")),
    Mutant("no VersionID", "xmp", "E818", xmp(rb"<xmpMM:VersionID>.*?</xmpMM:VersionID>", b"")),
    Mutant("no RenditionClass", "xmp", "E818", xmp(rb"<xmpMM:RenditionClass>.*?</xmpMM:RenditionClass>", b"")),
    Mutant("no MetadataDate", "xmp", "E818", xmp(rb"<xmp:MetadataDate>.*?</xmp:MetadataDate>", b"")),
    Mutant("no title in XMP", "xmp", "E818", xmp(rb"<dc:title>.*?</dc:title>", b""), also=("document-info",)),
    Mutant("no PDF/UA in XMP", "xmp", "E818", xmp(rb"<pdfuaid:part>1</pdfuaid:part>", b""), READ),
    Mutant("XMP says it twice", "xmp", "E819", xmp(rb"(<xmpMM:VersionID>1</xmpMM:VersionID>)", rb"\1\1")),
    Mutant("other title in Info", "document-info", "E820", info("/Title", "别的标题")),
    Mutant("other date in Info", "document-info", "E820", info("/ModDate", "D:20240101000000Z")),
    Mutant("other producer in Info", "document-info", "E820", info("/Producer", "x")),
    Mutant("Trapped left out", "trapping", "E821", info("/Trapped", None)),
    Mutant("Trapped unknown", "trapping", "E821", info("/Trapped", Name.Unknown), also=("document-info",)),
    Mutant("LZW", "filters", "E841", lzw_page, save=RAW),
    Mutant("a filter nobody knows", "filters", "E842", resource(BODY, "/XObject", "/Mutant", lambda pdf: pdf.make_indirect(Stream(pdf, b"", Type=Name.XObject, Subtype=Name.Image, Filter=Name.Foo)))),
    Mutant("form field", "forms", "E829", root("/AcroForm", lambda pdf: Dictionary(Fields=Array([pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("a")))])))),
    Mutant("XFA", "forms", "E829", root("/AcroForm", lambda pdf: Dictionary(Fields=Array([]), XFA=String("x")))),
    Mutant("JavaScript at opening", "actions", "E830", root("/OpenAction", action("JavaScript", JS=String("app.alert(1)")))),
    Mutant("JavaScript by name", "actions", "E830", root("/Names", Dictionary(JavaScript=Dictionary(Names=Array([]))))),
    Mutant("action of a page", "actions", "E830", page(BODY, "/AA", Dictionary(O=action("Named", N=Name.Print)))),
    Mutant("a program is launched", "actions", "E830", outline(lambda _, item: item.__setitem__("/A", action("Launch", F=String("x")))), READ),
    Mutant("opening at a page", "actions", "E830", root("/OpenAction", lambda pdf: Array([pdf.pages[0].obj, Name.Fit]))),
    Mutant("PostScript", "foreign-objects", "E843", resource(BODY, "/XObject", "/Mutant", typed("/PS"))),
    Mutant("OPI", "foreign-objects", "E843", resource(BODY, "/XObject", "/Mutant", lambda pdf: form(pdf, OPI=Dictionary()))),
    Mutant("page of another file", "foreign-objects", "E843", resource(BODY, "/XObject", "/Mutant", lambda pdf: form(pdf, Ref=Dictionary(F=String("a"), Page=0)))),
    Mutant("alternate image", "foreign-objects", "E843", resource(BODY, "/XObject", "/Mutant", image((1, 1), Name.DeviceGray, 8, b"\0", Alternates=Array([])))),
    Mutant("stream outside the file", "foreign-objects", "E844", resource(BODY, "/XObject", "/Mutant", image((1, 1), Name.DeviceGray, 8, b"", F=String("a.raw")))),
    Mutant("embedded file", "embedded-files", "E845", embed),
    Mutant("layer that switches itself", "layers", "E846", root("/OCProperties", layers(automatic=True))),
    Mutant("layer not listed", "layers", "E846", root("/OCProperties", layers(automatic=False))),
    # Pages.
    Mutant("no TrimBox", "page-boxes", "E822", page(BODY, "/TrimBox"), also=("type-area", "line-grid", "page-numbers", "page-boxes")),
    Mutant("TrimBox and ArtBox", "page-boxes", "E822", page(COVER, "/ArtBox", Array([0, 0, 595, 841]))),
    Mutant("TrimBox outside BleedBox", "page-boxes", "E823", page(COVER, "/BleedBox", Array([10, 10, 580, 830]))),
    Mutant("BleedBox outside MediaBox", "page-boxes", "E823", page(COVER, "/MediaBox", Array([0, 0, 595.276, 841.89]))),
    Mutant("a smaller page", "page-boxes", "W824", half_size, also=("cutting", "type-area")),
    Mutant("no MediaBox", "page-boxes", "E825", page(1, "/MediaBox", Array([0, 0, 0, 0]))),
    Mutant("link in the press file", "annotations", "E826", annotate(BODY, "Link", [100, 100, 200, 120], F=4)),
    Mutant("comment in the bleed", "annotations", "E826", annotate(BODY, "Text", [-8, -8, -2, -2], F=4)),
    Mutant("link that does not print", "annotations", "E827", each_link(lambda _, link: link.__setitem__("/F", 0)), READ),
    Mutant("hidden link", "annotations", "E827", each_link(lambda _, link: link.__setitem__("/F", 6)), READ),
    Mutant("link without words", "annotations", "E828", each_link(lambda _, link: link.__delitem__("/Contents")), READ),
    Mutant("a font not there", "page-content", "E889", paint(BODY, b"BT /Nowhere 9 Tf (a) Tj ET"), also=("text",)),
    Mutant("an operator that breaks off", "page-content", "E889", paint(BODY, b"1 0 0 cm")),
    # Fonts and inks.
    Mutant("Helvetica", "fonts-embedded", "E831", resource(BODY, "/Font", "/Mutant", helvetica)),
    Mutant("font not embedded", "fonts-embedded", "E831", font(BODY, unembed), also=("text",)),
    Mutant("font embedded whole", "fonts-embedded", "W832", font(BODY, whole)),
    Mutant("no ToUnicode", "fonts-mapped", "E833", font(BODY, unmap), also=("text", "contents", "bookmarks", "line-grid", "type-area", "glyphs")),
    Mutant("empty box drawn", "glyphs", "E834", content(SECOND, rb"Tm (\[?)<\w{4}", rb"Tm \1<FFF0"), also=("text", "fonts-mapped")),
    Mutant("RGB text", "colours", "E836", content(SECOND, rb"0 0 0 1 k", b"0 0 0 rg"), also=("text-ink",)),
    Mutant("RGB picture", "colours", "E836", picture(1, _RGB, b"100 0 0 100 200 400")),
    Mutant("RGB line", "colours", "E836", paint(1, b"1 0 0 RG 100 100 m 200 200 l S")),
    Mutant("RGB with a profile", "colours", "W837", do(resource(1, "/ColorSpace", "/Mutant", icc_rgb), paint(1, b"/Mutant cs 1 0 0 sc 100 100 50 50 re f"))),
    Mutant("group in RGB", "transparency", "E838", page(BODY, "/Group", Dictionary(S=Name.Transparency, CS=Name.DeviceRGB))),
    Mutant("half transparent", "transparency", "W839", state(BODY, ca=0.5)),
    Mutant("blend mode", "transparency", "W839", state(BODY, BM=Name.Multiply)),
    Mutant("soft mask", "transparency", "W839", picture(1, image((600, 600), Name.DeviceGray, 8, bytes(360000), SMask=image((600, 600), Name.DeviceGray, 8, bytes(360000))), b"100 0 0 100 200 400")),
    Mutant("transfer curve", "halftones", "E840", state(BODY, TR=Name.Identity)),
    Mutant("screen phase", "halftones", "E840", state(BODY, HTP=Array([0, 0]))),
    Mutant("named screen", "halftones", "E840", state(BODY, HT=Dictionary(HalftoneType=1, HalftoneName=String("x")))),
    Mutant("rich black text", "text-ink", "E851", content(SECOND, rb"0 0 0 1 k", b"0.6 0.4 0.4 1 k")),
    Mutant("black of three inks", "text-ink", "E851", content(SECOND, rb"0 0 0 1 k", b"1 1 1 0 k")),
    Mutant("cyan text", "text-ink", "W852", content(SECOND, rb"0 0 0 1 k", b"1 0 0 0 k")),
    Mutant("no overprint", "text-ink", "W853", content(SECOND, rb"/Over gs\n", b"")),
    Mutant("too much ink", "total-ink", "E854", paint(1, b"0.9 0.8 0.8 0.9 k 100 100 50 50 re f")),
    Mutant("picture of too much ink", "total-ink", "E854", picture(1, _CMYK, b"100 0 0 100 200 400")),
    Mutant("picture of 144 ppi", "image-resolution", "E847", picture(1, image((200, 200), Name.DeviceGray, 8, bytes(40000)), b"100 0 0 100 200 400")),
    Mutant("picture of 252 ppi", "image-resolution", "W848", picture(1, image((350, 350), Name.DeviceGray, 8, bytes(122500)), b"100 0 0 100 200 400")),
    Mutant("line art of 720 ppi", "image-resolution", "W849", picture(1, image((1000, 1000), Name.DeviceGray, 1, bytes(125000)), b"100 0 0 100 200 400")),
    Mutant("picture stretched", "image-resolution", "E847", stretch, also=("cutting",)),
    Mutant("hairline", "hairlines", "W850", paint(1, b"0 G 0.1 w 100 100 m 200 100 l S")),
    Mutant("line of no width", "hairlines", "W850", paint(1, b"0 G 0 w 100 100 m 200 100 l S")),
    Mutant("thin area", "hairlines", "W850", paint(1, b"0 g 100 100 100 0.1 re f")),
    Mutant("art to the cut", "cutting", "W856", paint(1, b"0 g 0 0 100 100 re f")),
    Mutant("text at the cut", "cutting", "W855", move_footer(BODY, 40, -60), also=("page-numbers", "text")),
    # Our own pages.
    Mutant("a page lost", "page-count", "E859", lambda pdf: pdf.pages.__delitem__(-1), also=("contents",)),
    Mutant("a page too many", "page-count", "E858", add_page, also=("type-area", "line-grid", "page-numbers", "page-labels", "contents", "text")),
    Mutant("line moved right", "type-area", "E860", shift_line(200, 0), also=("cutting",)),
    Mutant("line moved left", "type-area", "E860", shift_line(-30, 0)),
    Mutant("line moved down", "line-grid", "E861", shift_line(0, -1)),
    Mutant("line moved up half a line", "line-grid", "E861", shift_line(0, 14.8)),
    Mutant("page number lower", "page-numbers", "E862", move_footer(BODY, 0, -3)),
    Mutant("page number higher", "page-numbers", "E862", move_footer(SECOND, 0, 2)),
    Mutant("page number outwards", "page-numbers", "E863", move_footer(BODY, 5, 0)),
    Mutant("page number on the inner side", "page-numbers", "E863", move_footer(SECOND, 250, 0)),
    Mutant("page number left out", "page-numbers", "E864", no_footer, also=("text", "contents")),
    Mutant("page number on the cover", "page-numbers", "E865", stray_number, also=("text", "page-labels", "page-count")),
    Mutant("page number swapped", "page-numbers", "E864", other_digit(SECOND, "3"), also=("text", "page-labels", "page-count")),
    Mutant("page numbers jump", "page-numbers", "E866", other_digit(SECOND, "5"), also=("text", "page-labels", "page-count")),
    Mutant("labels differ", "page-labels", "W872", drop_label),
    Mutant("wrong number in the contents", "contents", "E802", entry_number, also=("text",)),
    Mutant("pages swapped", "contents", "E801", swap_pages, also=("type-area", "line-grid", "page-numbers", "page-labels", "page-count", "text", "tags")),
    Mutant("entry leads to the cover", "contents", "E867", each_link(other_destination), READ),
    Mutant("entries without links", "contents", "E868", no_links, READ),
    Mutant("glyph dropped", "text", "E869", content(SECOND, rb"Tm (\[?)<\w{4}", rb"Tm \1<")),
    Mutant("line dropped", "text", "E869", content(SECOND, rb"<\w{100,}> Tj", b"<> Tj")),
    Mutant("glyph twice", "text", "E870", content(SECOND, rb"Tm (\[?)<(\w{4})", rb"Tm \1<\2\2"), also=("type-area",)),
    Mutant("lines swapped", "text", "E871", swap_lines),
    Mutant("no bookmarks", "bookmarks", "W874", root("/Outlines"), READ),
    Mutant("bookmark to nowhere", "bookmarks", "E873", outline(no_destination), READ),
    Mutant("bookmark to the cover", "bookmarks", "E875", outline(other_destination), READ),
    # Screen readers.
    Mutant("not marked as tagged", "tags", "E876", root("/MarkInfo"), READ),
    Mutant("no structure", "tags", "E876", root("/StructTreeRoot"), READ),
    Mutant("no language", "tags", "E876", root("/Lang"), READ),
    Mutant("title not shown", "tags", "E876", root("/ViewerPreferences"), READ),
    Mutant("line neither tagged nor artifact", "tags", "E877", paint(1, b"0 g 100 100 50 50 re f", artifact=False), READ),
    Mutant("heading level left out", "tags", "E878", lambda pdf: elements(pdf, "H2")[-1].__setitem__("/S", Name.H5), READ),
    Mutant("figure without words", "tags", "E879", structure("Figure", lambda item: item.__delitem__("/Alt")), READ),
)  # fmt: skip
