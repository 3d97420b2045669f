"""Colours of the screen in inks: greys stay grey, ink stays under its limit, white stays paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from typeset.base.project import font_folders, project_folder
from typeset.output.colour import grey_in_ink, in_inks, ink_of, is_neutral
from typeset.output.pdf.pdf_objects import File
from typeset.output.pdf.pictures import image_object, ink_image
from typeset.output.print_condition import load_condition

CONDITION = load_condition(None, "", font_folders(project_folder()))
CHANNEL = st.floats(0, 1)


@given(CHANNEL, CHANNEL, CHANNEL)
def test_total_ink(red: float, green: float, blue: float) -> None:
    inks = ink_of(red, green, blue, CONDITION.profile)
    assert len(inks) in (1, 4)
    assert all(0 <= ink <= 1 for ink in inks)
    assert len(inks) == 1 or sum(inks) <= 3.0


@pytest.mark.parametrize(
    ("colour", "inks"),
    [((1, 1, 1), (1.0,)), ((0, 0, 0), (0.0,)), ((0.01, 0.0, 0.01), None)],
)
def test_black_and_white_need_black_ink_only(
    colour: tuple[float, float, float], inks: tuple[float, ...] | None
) -> None:
    made = ink_of(*colour, CONDITION.profile)
    assert len(made) == 1
    assert inks is None or made == inks


def test_strong_colours() -> None:
    cyan, magenta, yellow, black = ink_of(1, 0, 0, CONDITION.profile)
    assert cyan < 0.1
    assert min(magenta, yellow) > 0.8
    assert black < 0.1


def test_tones_rise_and_reach_both_ends() -> None:
    ramp = Image.frombytes("L", (256, 1), bytes(range(256)))
    tones = list(grey_in_ink(ramp, CONDITION.profile).tobytes())
    assert (tones[0], tones[-1]) == (0, 255)
    assert tones == sorted(tones)
    # What black ink gains on paper is taken off, so the middle is given more ink.
    assert tones[128] < 128


def test_neutral_within_the_noise_of_jpeg() -> None:
    grey = Image.new("RGB", (4, 4), (100, 104, 101))
    assert is_neutral(grey)
    assert in_inks(grey, CONDITION.profile).mode == "L"
    grey.putpixel((1, 1), (100, 130, 100))
    assert in_inks(grey, CONDITION.profile).mode == "CMYK"


@pytest.mark.parametrize(
    ("mode", "fill", "made"),
    [
        ("1", 1, "1"),
        ("L", 128, "L"),
        ("LA", (0, 0), "L"),
        ("P", 3, "L"),
        ("I;16", 40000, "L"),
        ("RGB", (9, 9, 9), "L"),
        ("RGB", (200, 30, 30), "CMYK"),
        ("RGBA", (200, 30, 30, 128), "CMYK"),
        ("CMYK", (1, 2, 3, 4), "CMYK"),
    ],
)
def test_every_kind_of_picture(mode: str, fill: object, made: str) -> None:
    image = Image.new(mode, (3, 2), fill)  # type: ignore[arg-type]
    assert ink_image(image, CONDITION.profile).mode == made


def test_what_is_transparent_is_paper() -> None:
    image = Image.new("RGBA", (2, 2), (200, 30, 30, 0))
    assert ink_image(image, CONDITION.profile).tobytes() == b"\xff" * 4


def entries_of(path: Path) -> str:
    """An image object's dictionary as it is written."""
    written: bytes = image_object(str(path), CONDITION).format(File())
    return written.split(b"stream")[0].decode("latin-1")


@pytest.mark.parametrize(
    ("name", "mode", "colour", "parts"),
    [
        ("a.png", "RGB", (200, 30, 30), ["/DeviceCMYK", "/FlateDecode"]),
        ("a.jpg", "RGB", (200, 30, 30), ["/DeviceCMYK", "/DCTDecode", "/Decode [ 1 0"]),
        ("a.jpg", "L", 90, ["/DeviceGray", "/DCTDecode"]),
        ("a.jpg", "CMYK", (200, 30, 30, 0), ["/DeviceCMYK", "/DCTDecode", "/Decode [ 1 0"]),
        ("a.png", "1", 1, ["/DeviceGray", "/BitsPerComponent 1"]),
    ],
)
def test_image_objects(
    tmp_path: Path, name: str, mode: str, colour: object, parts: list[str]
) -> None:
    path = tmp_path / name
    Image.new(mode, (8, 8), colour).save(path)  # type: ignore[arg-type]
    written = entries_of(path)
    assert [part for part in parts if part not in written] == []


def test_a_turned_photo_stands_upright(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (20, 10), (200, 30, 30)).save(path, exif=exif)
    assert "/Width 10" in entries_of(path)


def test_a_damaged_profile_counts_as_srgb(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Image.new("RGB", (4, 4), (200, 30, 30)).save(path, icc_profile=b"nonsense")
    assert "/DeviceCMYK" in entries_of(path)
