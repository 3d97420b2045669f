"""Faces for office files (办公文件用字): the open faces stand for those that documents name."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from typeset.base.run_office import OfficeFonts

_FANG, _KAI, _HEI = "FandolFang", "FandolKai", "FandolHei"
_SONG, _WESTERN = "FandolSong", "Liberation Serif"
_TITLE = "bold"
_STANDS_FOR = {
    _FANG: (
        *("仿宋", "仿宋_GB2312", "FangSong", "FangSong_GB2312"),
        *("方正仿宋_GBK", "方正仿宋简体", "华文仿宋", "STFangsong"),
    ),
    _KAI: ("楷体", "楷体_GB2312", "KaiTi", "KaiTi_GB2312", "方正楷体_GBK", "华文楷体", "STKaiti"),
    _HEI: ("黑体", "SimHei", "方正黑体_GBK", "华文黑体", "STHeiti", "微软雅黑", "Microsoft YaHei"),
    _SONG: ("宋体", "SimSun", "新宋体", "NSimSun", "方正书宋_GBK", "华文宋体", "STSong", "等线"),
    _TITLE: (
        "方正小标宋简体",
        "方正小标宋_GBK",
        "FZXiaoBiaoSong-B05S",
        "华文中宋",
        "STZhongsong",
    ),
    _WESTERN: ("Times New Roman",),
}


def office_fonts(folders: Iterable[Path]) -> OfficeFonts:
    """The faces in some folders, by their own names and by those they stand for."""
    aliases = {
        name: (_SONG, True) if family == _TITLE else (family, False)
        for family, names in _STANDS_FOR.items()
        for name in names
    }
    return OfficeFonts(tuple(font_places(folders)), aliases)


def font_places(folders: Iterable[Path]) -> list[str]:
    """The folders that hold faces themselves: the given ones and their `open`."""
    places = [place for folder in folders for place in (folder, folder / "open")]
    return [os.fspath(place.resolve()) for place in places if place.is_dir()]
