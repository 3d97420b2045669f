"""The facts of issue.yaml (期清单) before any other file is opened."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping

from msgspec import Struct

from typeset.base.findings import SourcePosition
from typeset.content.attachment import Attachment, AttachmentFit, Rotation
from typeset.content.document import Imprint, Inlines, IssueKind, Official, Period


class ListedMaterial(Struct, frozen=True):
    """A material as the contents list it; `title` is empty where its own serves."""

    file: str
    title: str
    position: SourcePosition


class ListedCategory(Struct, frozen=True):
    """目录类别 with its materials; one without any is not printed."""

    heading: str
    materials: tuple[ListedMaterial, ...]
    position: SourcePosition


class Manifest(Struct, frozen=True):
    """issue.yaml as written, the week's own dates filled in; `chinese` tells by which names the
    keys go, `accepted` are findings of the linter that the editor lets stand, with their places.
    `official` are the particulars of a document, whose text is the one material of `contents`.
    """

    title: str
    period: Period
    compiler: str
    date: datetime.date
    contents: tuple[ListedCategory, ...]
    notice: Inlines
    names: tuple[str, ...]
    attachments: tuple[Attachment, ...]
    imprint: Imprint
    style: str
    chinese: bool = False
    accepted: tuple[tuple[str, SourcePosition], ...] = ()
    official: Official | None = None


# Keys of issue.yaml and of a material's header (键名): English, with their Chinese aliases.
#
# The one place where they are named; the handbook's table is made from it.


class KeyTable(Struct, frozen=True):
    """The keys one group may hold: `aliases` by English key, `index` from any name to its key."""

    aliases: Mapping[str, tuple[str, ...]]
    index: Mapping[str, str]


def _table(**aliases: tuple[str, ...]) -> KeyTable:
    index = {name: key for key, others in aliases.items() for name in (key, *others)}
    return KeyTable(aliases, index)


ISSUE_KEYS = _table(
    title=("标题",),
    period=("起止日期", "时间", "期间"),
    compiler=("汇编", "编者", "汇编单位"),
    date=("日期", "印发日期", "成文日期"),
    contents=("目录",),
    notice=("工作提示", "提示"),
    names=("姓名", "人名"),
    attachments=("附件",),
    imprint=("版权项",),
    style=("样式",),
    kind=("种类", "类型"),
    text=("正文",),
    document=("公文", "公文要素"),
    accepted=("接受", "认可"),
)
CATEGORY_KEYS = _table(heading=("类别",), materials=("材料",))
ENTRY_KEYS = _table(file=("文件",), title=("标题",))
_FILE_ALIASES = {
    "file": ("文件",),
    "issue": ("期", "往期"),
    "title": ("标题",),
    "pages": ("页", "页码", "页数"),
    "fit": ("版式",),
    "rotate": ("旋转",),
    "password": ("密码",),
}
ATTACHED_FILE_KEYS = _table(**_FILE_ALIASES)
ATTACHMENT_KEYS = _table(
    **_FILE_ALIASES,
    files=("文件列表", "各文件"),
    number=("编页", "页码编排"),
    label=("标注", "附件标识"),
)
IMPRINT_KEYS = _table(
    licence_number=("准印证号",),
    internal_notice=("内部资料", "内部资料声明"),
    publisher=("编印单位",),
    recipients=("发送对象",),
    printer=("印刷单位",),
    print_date=("印刷日期",),
    copies=("印数",),
    issue_number=("期号",),
)
OFFICIAL_KEYS = _table(
    issuers=("发文机关",),
    head=("发文机关标志",),
    number=("发文字号", "文号"),
    copy_number=("份号",),
    secrecy=("密级", "密级和保密期限"),
    urgency=("紧急程度",),
    signatories=("签发人",),
    addressees=("主送机关", "主送"),
    seal=("印章",),
    annotation=("附注",),
    copies_to=("抄送机关", "抄送"),
    printed_by=("印发机关",),
    printed_on=("印发日期",),
)
HEADER_KEYS = _table(
    title=("标题", "题目"),
    kicker=("引题", "肩题", "眉题"),
    subtitle=("副题", "副标题"),
    date=("日期",),
    source=("来源",),
    byline=("署名",),
    number=("文号", "发文字号"),
)
MANIFEST_TABLES = (
    ISSUE_KEYS,
    CATEGORY_KEYS,
    ENTRY_KEYS,
    ATTACHMENT_KEYS,
    ATTACHED_FILE_KEYS,
    IMPRINT_KEYS,
    OFFICIAL_KEYS,
)
MANIFEST_NAMES = frozenset(name for table in MANIFEST_TABLES for name in table.index)
_GROUP_KEYS = {
    "contents",
    "names",
    "attachments",
    "files",
    "imprint",
    "materials",
    "accepted",
    "document",
    "issuers",
    "signatories",
}
GROUP_NAMES = frozenset(
    name for table in MANIFEST_TABLES for name, key in table.index.items() if key in _GROUP_KEYS
)
"""Names whose value is a list or a group; the value of every other is a text."""

FITS: Mapping[str, AttachmentFit] = {
    "type-area": "type-area",
    "版心": "type-area",
    "page": "page",
    "整页": "page",
    "actual-size": "actual-size",
    "原大": "actual-size",
}
ROTATIONS: Mapping[str, tuple[Rotation]] = {
    "auto": (None,),
    "自动": (None,),
    "0": (0,),
    "90": (90,),
    "180": (180,),
    "270": (270,),
}
NUMBERINGS: Mapping[str, bool] = {
    "continue": False,
    "连续": False,
    "own": True,
    "自编": True,
}
"""Whether an attachment brings page numbers of its own."""
TRUTHS: Mapping[str, bool] = {
    "true": True,
    "yes": True,
    "是": True,
    "有": True,
    "false": False,
    "no": False,
    "否": False,
    "无": False,
}
KINDS: Mapping[str, IssueKind] = {
    "weekly": "weekly",
    "周重点学习内容清单": "weekly",
    "汇编": "weekly",
    "document": "document",
    "公文": "document",
}
KEYS_OF_EDITION: tuple[str, ...] = ("title", "period", "compiler", "contents", "notice", "imprint")
"""Keys of issue.yaml that only a weekly edition has; `KEYS_OF_DOCUMENT` only a document."""
KEYS_OF_DOCUMENT: tuple[str, ...] = ("text", "document")


def find_key(table: KeyTable, name: str) -> str | None:
    """The English key that a name stands for, or None.  Case does not count."""
    return table.index.get(name) or table.index.get(name.lower())


def key_name(table: KeyTable, key: str, *, chinese: bool) -> str:
    """A key as it is written: in English, or by its first Chinese name."""
    return table.aliases[key][0] if chinese else key


def nearest_key(table: KeyTable, name: str) -> str | None:
    """The known name most like an unknown one, or None where none is like it."""
    return nearest_name(name, table.index)


def nearest_name(name: str, known: Iterable[str]) -> str | None:
    """The name most like another one, or None where none is like it."""
    from difflib import get_close_matches

    lowered = {candidate.lower(): candidate for candidate in known}
    found = get_close_matches(name[:200].lower(), lowered, n=1, cutoff=0.5)
    return lowered[found[0]] if found else None


def describe_keys(table: KeyTable) -> str:
    """The known keys as a message shows them: `title (标题), period (起止日期)`."""
    return ", ".join(f"{key} ({others[0]})" for key, others in table.aliases.items())
