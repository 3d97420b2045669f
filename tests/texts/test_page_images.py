"""Pictures of pages by the worker: exact tiles, damage, death, what it may not do."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from tests.editions import write_pdf
from typeset.texts import page_images
from typeset.texts.page_images import TILE, PageImageError, PageImages


@pytest.fixture
def square(tmp_path: Path) -> bytes:
    """Two pages of 200 × 100 pt; a black square of 20 pt in the lower left of each."""
    write_pdf(tmp_path / "square.pdf", [(200, 100), (200, 100)])
    return (tmp_path / "square.pdf").read_bytes()


def picture(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("L")


@pytest.mark.parametrize("grey", [False, True])
def test_a_page_is_painted_to_the_pixel(images: PageImages, square: bytes, grey: bool) -> None:
    images.open("square", square)
    image = picture(images.image("square", 0, 2.0, 0, 0, grey=grey))
    assert image.size == (400, 200)
    assert image.getpixel((39, 161)) == 0
    assert image.getpixel((41, 161)) == 255
    assert image.getpixel((39, 158)) == 255


def test_tiles_meet_without_a_seam(images: PageImages, square: bytes) -> None:
    images.open("square", square)
    scale = 15.0
    tiles = [picture(images.image("square", 0, scale, column, 0, grey=True)) for column in (0, 1)]
    assert [tile.width for tile in tiles] == [TILE, 3000 - TILE]
    assert tiles[0].height == 1500
    ink = 255 - tiles[0].getpixel((299, 1499))  # type: ignore[operator]
    assert ink == 255
    assert tiles[0].getpixel((301, 1499)) == 255


@pytest.mark.parametrize(
    ("place", "column", "row"), [(2, 0, 0), (-1, 0, 0), (0, 1, 0), (0, 0, 1), (0, -1, 0)]
)
def test_what_is_not_there(
    images: PageImages, square: bytes, place: int, column: int, row: int
) -> None:
    images.open("square", square)
    with pytest.raises(PageImageError):
        images.image(
            "square", 7 if place == 2 else place, 1.0, column if place >= 0 else 9, row, grey=True
        )


def test_a_damaged_file_is_an_answer_and_others_stay(images: PageImages, square: bytes) -> None:
    images.open("square", square)
    with pytest.raises(PageImageError):
        images.open("bad", b"%PDF-1.7 rubbish")
    assert images.image("square", 1, 1.0, 0, 0, grey=True)
    with pytest.raises(PageImageError):
        images.image("bad", 0, 1.0, 0, 0, grey=True)


def test_a_worker_that_died_is_replaced(square: bytes) -> None:
    images = PageImages()
    images.open("square", square)
    worker = images._worker
    assert worker is not None
    worker.kill()
    worker.wait()
    assert images.image("square", 1, 1.0, 0, 0, grey=True)
    images.close()


def test_a_worker_that_hangs_is_ended(square: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    images = PageImages()
    images.open("square", square)
    worker = images._worker
    assert worker is not None
    monkeypatch.setattr(page_images, "SECONDS", 0.0)
    with pytest.raises(PageImageError, match="Timeout"):
        images.image("square", 0, 1.0, 0, 0, grey=True)
    assert worker.poll() is not None
    monkeypatch.setattr(page_images, "SECONDS", 20.0)
    assert images.image("square", 0, 1.0, 0, 0, grey=True)
    images.close()


def test_the_worker_is_limited(square: bytes) -> None:
    images = PageImages()
    images.open("square", square)
    assert images._worker is not None
    process = Path(f"/proc/{images._worker.pid}")
    limits = {
        line[:26].strip(): line[26:].split()[0]
        for line in (process / "limits").read_text().splitlines()
    }
    assert limits["Max file size"] == "0"
    assert limits["Max core file size"] == "0"
    assert limits["Max address space"] == str(2 << 30)
    assert (process / "cwd").resolve() == Path("/")
    images.close()


def test_difference_of_pages(images: PageImages, square: bytes, tmp_path: Path) -> None:
    images.open("square", square)
    write_pdf(tmp_path / "other.pdf", [(200, 100)], corner=(0, 0))
    write_pdf(tmp_path / "wide.pdf", [(300, 100)])
    images.open("other", (tmp_path / "other.pdf").read_bytes())
    images.open("wide", (tmp_path / "wide.pdf").read_bytes())
    assert images.difference("square", 0, "other", 0) is None
    assert images.difference("square", 0, "wide", 0) == (0, 0, 200, 100)
