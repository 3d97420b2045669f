"""A font's name is bytes: Office 2007 to 2013 wrote it as Chinese Windows encodes it."""

from __future__ import annotations

import pikepdf
import pytest

from typeset.preflight.scanning.fonts import read_font


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (b"/ABCDEF+Song", "ABCDEF+Song"),
        (b"/ABCDEF+#e4#bb#bf#e5#ae#8b", "ABCDEF+仿宋"),
        (b"/TEZHZU+#cb#ce#cc#e5", "TEZHZU+宋体"),
        (b"/#b7#c2#cb#ce_GB2312", "仿宋_GB2312"),
    ],
)
def test_name(written: bytes, read: str) -> None:
    font = pikepdf.Object.parse(b"<</Type/Font/Subtype/TrueType/BaseFont " + written + b">>")
    assert read_font(font).name == read
