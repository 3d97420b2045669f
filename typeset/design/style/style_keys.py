"""Keys and words of a style file (样式键名): their Chinese names, and the words of fixed choice.

A key has one English name wherever it stands, so one table serves all groups.
"""

from __future__ import annotations

from collections.abc import Iterable

from typeset.base.findings import Message
from typeset.base.messages import mark

STRENGTHS = ("规定", "一般", "推荐", "习惯")

_CHINESE_KEYS = {
    "值": "value",
    "条款": "clause",
    "效力": "strength",
    "继承": "extends",
    "说明": "description",
    "依据": "based_on",
    # groups
    "页面": "page",
    "版心": "type_area",
    "颜色": "colours",
    "段落": "paragraphs",
    "行": "lines",
    "行内": "inline",
    "脚注": "note",
    "规范化": "normalisation",
    "页码": "footer",
    "编号": "numbers",
    "封面": "cover",
    "目录": "contents",
    "材料": "material",
    "附件": "attachment",
    "列表": "lists",
    "附件说明": "attachment_note",
    "落款": "signature",
    "表格": "table",
    "图片": "picture",
    "允差": "tolerances",
    "公文": "official",
    # page and type area
    "宽": "width",
    "高": "height",
    "出血": "bleed",
    "双面": "duplex",
    "天头": "top",
    "订口": "inner",
    "每行字数": "characters_per_line",
    "每页行数": "lines_per_page",
    "字号": "size",
    # paragraphs
    "字体": "face",
    "西文字体": "western",
    "强调字体": "strong",
    "强调西文字体": "strong_western",
    "对齐": "align",
    "首行缩进": "first_indent",
    "左缩进": "left_indent",
    "右缩进": "right_indent",
    "段前": "blank_before",
    "段后": "blank_after",
    "正文": "body",
    "一级标题": "heading_1",
    "二级标题": "heading_2",
    "三级标题": "heading_3",
    "四级标题": "heading_4",
    "一级列表": "list_1",
    "二级列表": "list_2",
    "三级列表": "list_3",
    "引文": "quotation",
    "标题": "title",
    "引题": "kicker",
    "副题": "subtitle",
    # others
    "格式": "form",
    "另面起": "starts_recto",
    "编号方式": "numbering",
    "前导符": "leader",
    "黑": "black",
    "红": "red",
}
_CHINESE_WORDS = {
    "两端对齐": "justify",
    "居左": "left",
    "居中": "centre",
    "居右": "right",
    "外侧": "outer",
    "每页": "page",
    "每份材料": "material",
    "三线": "three-line",
    "全框": "full",
    "小标宋": "title",
    "仿宋": "body",
    "楷体": "kai",
    "黑体": "hei",
    "宋体": "song",
    "西文": "western",
    "黑体西文": "hei_western",
    "黑": "black",
    "红": "red",
}
TRUTHS = {
    "true": True,
    "false": False,
    "yes": True,
    "no": False,
    "是": True,
    "否": False,
}


def english_key(name: str) -> str:
    """The key a name stands for; an unknown name stands for itself."""
    return _CHINESE_KEYS.get(name, name)


def english_word(word: str) -> str:
    """The fixed choice a word stands for; an unknown word stands for itself."""
    return _CHINESE_WORDS.get(word, word)


def nearest_name(name: str, known: Iterable[str]) -> str:
    """The known name most like another one, or nothing where none is like it."""
    from difflib import get_close_matches

    found = get_close_matches(name[:100].lower(), list(known), n=1, cutoff=0.5)
    return found[0] if found else ""


def shown(text: str) -> str:
    """A text as a message may show it: one line, printable, not too long."""
    plain = "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in text[:60])
    return plain if len(plain) <= 40 else plain[:39] + "…"


# The names of paragraph styles (段落样式名) that every style sheet has.

PARAGRAPH_STYLES = (
    "body",
    "heading_1",
    "heading_2",
    "heading_3",
    "heading_4",
    "list_1",
    "list_2",
    "list_3",
    "quotation",
    "cover_title",
    "cover_period",
    "cover_compiler",
    "cover_date",
    "cover_imprint",
    "contents_heading",
    "contents_period",
    "contents_category",
    "contents_entry",
    "contents_single_entry",
    "contents_notice",
    "material_label",
    "kicker",
    "title",
    "subtitle",
    "document_date",
    "document_number",
    "source",
    "table_head",
    "table_cell",
    "caption",
    "note",
    "table_continued",
    "attachment_label",
    "attachment_title",
    "attachment_note",
    "signature",
    "copy_number",
    "marking",
    "red_head",
    "official_number",
    "signatory",
    "addressees",
    "annotation",
    "imprint",
)


# What reading a style has to say (E3xx, W3xx).

# ------------------------------------------------------------------------ files and parents


# ----------------------------------------------------------------------------- keys and values

NO_VALUE = Message(
    "E326",
    mark("{key} has no value"),
    mark("write {wanted}, or take the line out"),
)
NOT_A_VALUE = Message(
    "E328",
    mark("{key} must be a value, not a group of keys"),
    mark("write {wanted}, or with its source: {{value: …, clause: …, strength: …}}"),
)
BAD_VALUE = Message(
    "E329",
    mark("{key}: {value} cannot be read"),
    mark("write {wanted}"),
)

# --------------------------------------------------------------------------------- what must fit
