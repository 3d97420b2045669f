"""Annotations of readers of every kind, and of files that mean no good."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String

from tests.corrections.reviewing import ORDERS, Reviewer
from tests.editions import write_pdf
from typeset.base.errors import SourceError
from typeset.base.units import Rectangle
from typeset.corrections import annotation as values
from typeset.corrections import scan_annotations
from typeset.corrections.annotation import AnnotatedFile, Annotation, AnnotationKind
from typeset.corrections.read_annotations import read_annotations

pytestmark = pytest.mark.slow

SIZE = (400.0, 600.0)
LINE = Rectangle(50.0, 100.0, 120.0, 16.0)
NEXT = Rectangle(30.0, 130.0, 60.0, 16.0)


@pytest.fixture
def proof(tmp_path: Path) -> Path:
    path = tmp_path / "proof.pdf"
    write_pdf(path, [SIZE, SIZE])
    return path


def read(reviewer_file: Path) -> AnnotatedFile:
    return read_annotations(reviewer_file)


def only(file: AnnotatedFile) -> Annotation:
    (one,) = file.annotations
    return one


def close(box: Rectangle, wanted: Rectangle) -> bool:
    return (box.left, box.top, box.width, box.height) == pytest.approx(
        (wanted.left, wanted.top, wanted.width, wanted.height), abs=0.01
    )


@pytest.mark.parametrize("order", ORDERS)
def test_a_highlight_over_two_lines(proof: Path, tmp_path: Path, order: str) -> None:
    back = tmp_path / "改.pdf"
    with Reviewer(proof, back) as reviewer:
        reviewer.mark(1, "Highlight", [LINE, NEXT], "此句重复", order, C=Array([1, 0.82, 0]))
    found = only(read(back))
    assert (found.page, found.kind, found.words) == (1, AnnotationKind.HIGHLIGHT, "此句重复")
    assert (found.author, found.made, found.colour) == ("王审", "2025-09-01T08:30", "#ffd100")
    assert [close(*pair) for pair in zip(found.boxes, (LINE, NEXT), strict=True)] == [True, True]


def test_every_kind_is_told(proof: Path, tmp_path: Path) -> None:
    back = tmp_path / "back.pdf"
    kinds = {
        "Underline": "underline", "Squiggly": "squiggly", "StrikeOut": "strike-out",
        "Caret": "caret", "Text": "note", "FreeText": "free text", "Ink": "ink",
        "Square": "shape", "Line": "shape", "Stamp": "stamp", "FileAttachment": "file",
    }  # fmt: skip
    with Reviewer(proof, back) as reviewer:
        for kind in kinds:
            reviewer.put(0, kind, [LINE], kind)
        for kind in ("Link", "Popup", "Screen", "Movie"):
            reviewer.put(0, kind, [LINE], kind)
    assert [str(one.kind) for one in read(back).annotations] == list(kinds.values())


def test_replacement_pairs_are_one(proof: Path, tmp_path: Path) -> None:
    """Acrobat hangs the strike-out under the caret, others the caret under the strike-out."""
    back = tmp_path / "back.pdf"
    with Reviewer(proof, back) as reviewer:
        reviewer.replace(0, [LINE, NEXT], "八十万棵")
        struck = reviewer.mark(1, "StrikeOut", [LINE])
        reviewer.put(1, "Caret", [NEXT], "一百", IRT=struck, RT=Name.Group)
    first, second = read(back).annotations
    for found, words, count in ((first, "八十万棵", 2), (second, "一百", 1)):
        assert (found.kind, found.words) == (AnnotationKind.STRIKE_OUT, words)
        assert found.replaces
        assert len(found.boxes) == count
        assert close(found.boxes[0], LINE)


def test_answers_and_decisions_hang_under_what_they_answer(proof: Path, tmp_path: Path) -> None:
    back = tmp_path / "back.pdf"
    with Reviewer(proof, back) as reviewer:
        head = reviewer.mark(0, "Highlight", [LINE], "数字请核")
        reviewer.author = "李编"
        first = reviewer.reply(0, head, "已核")
        reviewer.author = "王审"
        reviewer.reply(0, first, "好", M=String("D:20250902"))
        reviewer.decide(0, head, "Accepted")
        refused = reviewer.mark(1, "StrikeOut", [LINE])
        reviewer.decide(1, refused, "Rejected")
        reviewer.mark(1, "Underline", [NEXT])
        reviewer.decide(1, refused, "None")
    one, two, three = read(back).annotations
    assert [(reply.author, reply.words) for reply in one.replies] == [
        ("李编", "已核"),
        ("王审", "好"),
    ]
    assert (one.state, two.state, three.state) == ("accepted", "", "")
    assert two.replies == three.replies == ()


def test_circles_of_answers_end(proof: Path, tmp_path: Path) -> None:
    back = tmp_path / "back.pdf"
    with Reviewer(proof, back) as reviewer:
        one = reviewer.note(0, 10, 10, "一")
        two = reviewer.reply(0, one, "二")
        three = reviewer.reply(0, two, "三")
        one["/IRT"] = three
        alone = reviewer.note(0, 40, 40, "四")
        alone["/IRT"] = alone
        reviewer.reply(1, Dictionary(Nothing=1), "五")
        five = reviewer.put(1, "Text", [LINE], "六")
        five["/IRT"] = String("gone")
    found = read(back).annotations
    assert sorted(one.words for one in found) == ["一", "五", "六", "四"]
    assert sorted(reply.words for one in found for reply in one.replies) == ["三", "二"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xfe\xff" + "改为“八”".encode("utf-16-be"), "改为“八”"),
        (b"\xff\xfe" + "改为“八”".encode("utf-16-le"), "改为“八”"),
        (b"\xef\xbb\xbf" + "核实".encode(), "核实"),
        ("核实数字".encode(), "核实数字"),
        ("核实数字".encode("gb18030"), "核实数字"),
        (b"M\xfcller caf\xe9", "Müller café"),
        (b"\x84 dash", "— dash"),
        (b"\xfe\xff" + "\x1bzhCN\x1b核\r\n实\r".encode("utf-16-be"), "核\n实"),
        (b"\xfe\xff\x4e", ""),
        (b"", ""),
    ],
)
def test_words_in_every_encoding(data: bytes, words: str) -> None:
    assert values.read_words(String(data)) == words


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("D:20250901083015+08'00'", "2025-09-01T08:30"),
        ("D:20250901", "2025-09-01"),
        ("20250901", "2025-09-01"),
        ("D:2025", "2025"),
        ("D:20251399", "2025"),
        ("D:2025090199", "2025-09-01"),
        ("昨天", ""),
        ("", ""),
    ],
)
def test_dates(text: str, date: str) -> None:
    assert values.read_date(String(text)) == date


def test_words_elsewhere_are_found(proof: Path, tmp_path: Path) -> None:
    """Rich text only, and words in the window that shows them."""
    back = tmp_path / "back.pdf"
    rich = '<?xml version="1.0"?><body xmlns="x"><p>第一段</p><p>A&amp;B</p></body>'
    with Reviewer(proof, back) as reviewer:
        reviewer.mark(0, "Highlight", [LINE], None, RC=String(rich))
        popup = reviewer.pdf.make_indirect(Dictionary(Subtype=Name.Popup, Contents=String("窗中")))
        reviewer.mark(0, "Highlight", [LINE], None, Popup=popup)
    assert [one.words for one in read(back).annotations] == ["第一段\nA&B", "窗中"]


def test_a_turned_cropped_page_keeps_its_places(proof: Path, tmp_path: Path) -> None:
    back = tmp_path / "back.pdf"
    with Reviewer(proof, back) as reviewer:
        reviewer.mark(0, "Highlight", [LINE])
        reviewer.pdf.pages[0].obj.Rotate = 90
        reviewer.pdf.pages[0].cropbox = Array([20, 20, 380, 580])
    assert close(only(read(back)).boxes[0], LINE)


def test_a_highlight_by_hand_and_a_callout(proof: Path, tmp_path: Path) -> None:
    back = tmp_path / "back.pdf"
    with Reviewer(proof, back) as reviewer:
        reviewer.put(0, "Ink", [LINE], None, IT=Name.InkHighlight)
        reviewer.put(0, "FreeText", [NEXT], "此处", CL=Array([60, 490, 80, 480, 90, 470]))
    drawn, callout = read(back).annotations
    assert drawn.kind is AnnotationKind.HIGHLIGHT
    assert close(callout.boxes[0], Rectangle(60, 110, 0, 0))


WRONG_QUADS = (
    Array([]),
    Array([1, 2, 3]),
    Array([Name.A] * 8),
    Array([1e9] * 8),
    Array([5000, 5000, 5100, 5000, 5000, 5100, 5100, 5100]),
    Array([0, 0] * 40_000),
    String("quads"),
    Dictionary(),
)


@pytest.mark.parametrize("quads", WRONG_QUADS, ids=range(len(WRONG_QUADS)))
def test_wrong_quads_give_way_to_the_rectangle(proof: Path, tmp_path: Path, quads: Any) -> None:
    back = tmp_path / "back.pdf"
    with Reviewer(proof, back) as reviewer:
        reviewer.put(0, "Highlight", [LINE], "核", QuadPoints=quads)
    assert close(only(read(back)).boxes[0], LINE)


def test_what_has_no_place_and_no_words_is_counted(proof: Path, tmp_path: Path) -> None:
    back = tmp_path / "back.pdf"
    with Reviewer(proof, back) as reviewer:
        reviewer.put(0, "Highlight", [Rectangle(9000, 9000, 5, 5)])
        reviewer.put(0, "Square", [LINE])["/Rect"] = Array([0, 1])
        reviewer.put(0, "Text", [LINE], "有话")["/Rect"] = String("nowhere")
        reviewer.pdf.pages[1].obj["/Annots"] = Array([1, Name.A, Array([]), Dictionary()])
    file = read(back)
    assert (only(file).words, only(file).boxes, file.unreadable) == ("有话", (), 2)


@pytest.mark.parametrize("value", [String("x"), Dictionary(), 7, Name.No])
def test_annots_that_are_no_list(proof: Path, tmp_path: Path, value: Any) -> None:
    back = tmp_path / "back.pdf"
    with Reviewer(proof, back) as reviewer:
        reviewer.pdf.pages[0].obj["/Annots"] = value
        reviewer.note(1, 10, 10, "好")
    assert only(read(back)).words == "好"


def test_a_hundred_thousand_are_bounded(proof: Path, tmp_path: Path) -> None:
    back = tmp_path / "back.pdf"
    with Reviewer(proof, back) as reviewer:
        one = Dictionary(Subtype=Name.Text, Contents=String("好"), Rect=Array([10, 10, 20, 20]))
        reviewer.pdf.pages[0].obj["/Annots"] = Array([one] * 100_000)
    file = read(back)
    assert len(file.annotations) == scan_annotations.ANNOTATIONS
    assert file.left_out == 100_000 - scan_annotations.ANNOTATIONS


def test_huge_words_are_cut_and_counted(proof: Path, tmp_path: Path) -> None:
    back = tmp_path / "back.pdf"
    with Reviewer(proof, back) as reviewer:
        reviewer.author = "审" * 10_000
        reviewer.note(0, 10, 10, "改" * 3_000_000)
        for place in range(700):
            reviewer.note(1, 10, 10, f"{place}" + "核" * 5_000)
    file = read(back)
    first = file.annotations[0]
    assert len(first.words) == values.MOST_WORDS
    assert first.words.endswith("…")
    assert len(first.author) == values.MOST_NAME
    assert file.left_out > 0
    assert len(file.annotations) + file.left_out == 701


def test_identity_and_words_of_the_pages(project: Path, proof: Path, tmp_path: Path) -> None:
    back = tmp_path / "back.pdf"
    with Reviewer(proof, back) as reviewer:
        reviewer.pdf.docinfo["/Keywords"] = "校样 1a2b3c4d5e6f"
        reviewer.pdf.trailer["/ID"] = Array([String(b"\x01\x02"), String(b"\x03")])
        reviewer.pdf.save(back, static_id=False)
        page = reviewer.pdf.pages[0]
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page.obj["/Resources"] = Dictionary(Font=Dictionary(F=font))
        page.contents_add(b" BT /F 12 Tf 50 300 Td (Page one) Tj ET")
    file = read_annotations(back, words=True)
    assert re.fullmatch(r"[0-9a-f]{4,64}", file.identifier)
    assert "Keywords: 校样 1a2b3c4d5e6f" in file.said
    assert [page.words for page in file.pages] == ["Pageone", ""]
    assert [(page.width, page.height) for page in file.pages] == [SIZE, SIZE]


@pytest.mark.parametrize(
    "kind", ["missing", "folder", "pipe", "nothing", "text", "locked", "header"]
)
def test_what_cannot_be_read_is_told(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "back.pdf"
    wanted = "E771"
    match kind:
        case "missing":
            wanted = "E770"
        case "folder":
            path.mkdir()
            wanted = "E770"
        case "pipe":
            os.mkfifo(path)
            wanted = "E770"
        case "nothing":
            path.write_bytes(b"")
        case "text":
            path.write_bytes("不是 PDF".encode() * 100)
        case "header":
            path.write_bytes(b"%PDF-1.7\n")
        case "locked":
            write_pdf(path, [SIZE], password="secret")
            wanted = "E772"
    with pytest.raises(SourceError) as error:
        read(path)
    assert [finding.code for finding in error.value.findings] == [wanted]


def test_no_pages_and_too_many(tmp_path: Path) -> None:
    none, many = tmp_path / "none.pdf", tmp_path / "many.pdf"
    with pikepdf.new() as pdf:
        pdf.save(none)
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        pages = pdf.Root.Pages
        pages.Kids = Array([page.obj] * 6_000)
        pages.Count = 6_000
        pdf.save(many)
    for path, code in ((none, "E771"), (many, "E771")):
        with pytest.raises(SourceError) as error:
            read(path)
        assert [finding.code for finding in error.value.findings] == [code]


def test_awkward_files_are_read_or_refused(shared: Path) -> None:
    """Whatever comes from outside: an answer or one of our findings."""
    told: list[str] = []
    for path in sorted((shared / "corpus").glob("*.pdf")):
        try:
            read_annotations(path, words=True)
        except SourceError as error:
            told += [finding.code for finding in error.findings]
    assert set(told) <= {"E771", "E772", "E774"}
    assert told.count("E771") >= 3


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers(-(10**12), 10**12)
        | st.floats(allow_nan=False, allow_infinity=False, width=32).map(
            lambda value: round(value, 4)
        )
        | st.binary(max_size=40).map(String)
        | st.sampled_from(["/A", "/Popup", "/StrikeOut"]).map(Name),
        lambda inner: (
            st.lists(inner, max_size=9).map(Array)
            | st.dictionaries(st.sampled_from(["/A", "/Contents", "/NM"]), inner, max_size=3).map(
                Dictionary
            )
        ),
        max_leaves=12,
    )
)
def test_values_of_any_kind_never_raise(value: Any) -> None:
    readers = (
        values.read_name, values.read_words, values.read_rich_words, values.read_date,
        values.read_colour, values.read_rectangle, values.read_quads,
    )  # fmt: skip
    for reader in readers:
        reader(value)
    assert values.get(value, "/NM") is None or isinstance(value, Dictionary)
