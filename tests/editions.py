"""Small editions for the tests: written into a folder of their own, with PDFs and pictures."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pikepdf
from PIL import Image

WEEK = "2025-36"
MANIFEST = """\
title: 学习清单
compiler: 编写组
contents:
  - heading: 文件
    materials: [材料1.md, 材料2.md]
"""
MATERIAL = "title: {title}\n\n{text}\n"


def write_edition(root: Path, files: Mapping[str, str] | None = None, more: str = "") -> Path:
    """An edition of two short materials in `root/issues/2025-36`; the folder.

    `files` are further or other texts by name, `more` is put at the end of issue.yaml.
    """
    folder = root / "issues" / WEEK
    folder.mkdir(parents=True)
    texts = {
        "issue.yaml": MANIFEST + more,
        "材料1.md": MATERIAL.format(
            title="植树造林的通知", text="一、总体要求\n到2030年，种树百万棵。"
        ),
        "材料2.md": MATERIAL.format(
            title="节约用水的通知", text="（一）节水。每人每天少用一升水。"
        ),
    }
    for name, text in {**texts, **(files or {})}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def write_pdf(
    path: Path,
    sizes: list[tuple[float, float]],
    *,
    rotate: int = 0,
    password: str = "",
    corner: tuple[float, float] = (0.0, 0.0),
) -> None:
    """A PDF with pages of some sizes in pt, a black square in the lower left of each."""
    with pikepdf.new() as pdf:
        for width, height in sizes:
            page = pdf.add_blank_page(page_size=(width, height))
            left, bottom = corner
            page.mediabox = pikepdf.Array([left, bottom, left + width, bottom + height])
            page.contents_add(f"0 g {left} {bottom} 20 20 re f".encode())
            if rotate:
                page.obj.Rotate = rotate
        encryption = pikepdf.Encryption(user=password, owner=password) if password else False
        path.parent.mkdir(parents=True, exist_ok=True)
        pdf.save(path, encryption=encryption)


def write_image(path: Path, size: tuple[int, int], mode: str = "L") -> None:
    """A picture of one tone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new(mode, size, 128 if mode == "L" else None).save(path)
