"""Repertoires: their sizes, and what a face has of them."""

from __future__ import annotations

from pathlib import Path

from tests.faces import write_face
from typeset.design.fonts.coverage import coverage_of, gb2312, tongyong
from typeset.design.fonts.font_book import FaceSource, FontBook
from typeset.design.fonts.fonts import Coverage


def test_sizes_of_the_repertoires() -> None:
    assert (len(gb2312()), len(tongyong())) == (7445, 8105)


def test_marks_count_where_everybody_writes_them() -> None:
    assert {ord(mark) for mark in "—·…“”《》国"} <= gb2312()
    assert not {ord(mark) for mark in "\u2015\u30fb喆𠮷"} & gb2312()
    assert {ord(one) for one in "喆堃玥珺镕旻祎𬱖"} <= tongyong()


def test_coverage_of_a_face(tmp_path: Path) -> None:
    path = write_face(tmp_path / "face.ttf", "国喆—A")
    source = FaceSource("face", path, 0, "coverage", "", "")
    coverage = coverage_of(FontBook({"body": [source]}), source)
    assert coverage == Coverage(gb2312=2, gb2312_total=7445, tongyong=2, tongyong_total=8105)
