"""The article of a web page (正文识别): found by where its sentences stand, not by the site.

A block of text counts by its length where it has the marks of sentences and is no list of links.
From the page inwards the element is followed that holds most of this weight, as far as there is
one.  Names of elements only help: 正文 has known names at many offices.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from typeset.importers.readers.web.html_blocks import HtmlBlock

_SENTENCE = re.compile(r"[，。；：！？、”]|[,;.!?](?=\s|$)")
_KNOWN = re.compile(
    r"UCAP-CONTENT|js_content|zoom|TRS_Editor|TRS_UEDITOR|rm_txt_con|pages_content|articleBody|"
    r"article-?(?:content|body|text)|artibody|detail-?content|p-detail|news-?content|con(?:tent)?-?text|"
    r"entry-content|post-content|main-text|view_content|txt_con|newsbody",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"(?:^|[-_\s])(?:nav|menu|bread-?crumbs?|crumb|share|bshare|bdshare|social|related|relative|recommend|"
    r"hot|comments?|foot(?:er)?|copyright|side-?bar|tool(?:s|bar)?|print|qr-?code|ewm|pager|adverts?|ads?|"
    r"banner|login|search|tags?|keywords?|prev|next|fontsize|font-size|zihao|declare|"
    r"disclaimer|rank|more|position|location|editor-?name)(?:$|[-_\s])",
    re.IGNORECASE,
)
_EDITOR = re.compile(
    r"[（(\[【]?\s*(?:责任编辑|责编|编辑|校对|审核|审签|监制|网络编辑|值班编辑|来源编辑)\s*[:：].{0,40}"
)
_UNDIVIDED = frozenset({"p", "blockquote", "li", "pre", "h1", "h2", "h3", "h4", "h5", "h6"})
_MOST_LINKED = 0.4
_SHARE = 0.75
_KNOWN_SHARE = 0.5
_MUCH = 0.3


def find_article(body: Any, blocks: Sequence[HtmlBlock]) -> Any:
    """The element whose text is the article; the body where the whole page is."""
    weights: Counter[Any] = Counter()
    for block in blocks:
        weight = weight_of(block)
        for element in block.path if weight else ():
            weights[element] += weight
    whole = weights[body]
    if not whole:
        return body
    known = [
        element
        for element, weight in weights.items()
        if weight >= _KNOWN_SHARE * whole and _is_known(element)
    ]
    if known:
        return min(known, key=lambda element: weights[element])
    current = body
    while True:
        inner = [child for child in current if weights[child] >= _SHARE * weights[current]]
        if not inner or inner[0].tag in _UNDIVIDED or not _is_divided(inner[0], blocks):
            return current
        current = inner[0]


def weight_of(block: HtmlBlock) -> int:
    """How much a block speaks for an article around it."""
    text = block.text.strip()
    if block.dropped or not text:
        return 0
    linked = sum(len(piece.text) for piece in block.pieces if piece.link)
    if linked > _MOST_LINKED * len(text):
        return 0
    marks = len(_SENTENCE.findall(text))
    return len(text) + 10 * marks if marks else 0


def mark_beside(article: Any, blocks: Sequence[HtmlBlock]) -> None:
    """Mark as dropped what stands inside the article's element and is no part of it."""
    inside = [block for block in blocks if article in block.path]
    whole = sum(weight_of(block) for block in inside) or 1
    weights: Counter[Any] = Counter()
    for block in inside:
        for element in block.path:
            weights[element] += weight_of(block)
    for block in inside:
        inner = block.path[block.path.index(article) + 1 :]
        beside = any(
            _BESIDE.search(f"{element.get('class') or ''} {element.get('id') or ''}")
            and weights[element] < _MUCH * whole
            for element in inner
        )
        beside |= any(element.tag in {"aside", "footer"} for element in inner)
        if beside or _EDITOR.fullmatch(block.words) or _is_links(block):
            block.dropped = block.dropped or "navigation"


def _is_links(block: HtmlBlock) -> bool:
    """A line of nothing but links that is no sentence: 上一篇, 相关新闻."""
    text = block.words
    linked = "".join(piece.text for piece in block.pieces if piece.link).strip()
    return bool(linked) and len(linked) >= 0.9 * len(text) and not _SENTENCE.search(text)


def _is_known(element: Any) -> bool:
    if element.tag == "article" or "articleBody" in (element.get("itemprop") or ""):
        return True
    return bool(_KNOWN.search(f"{element.get('class') or ''} {element.get('id') or ''}"))


def _is_divided(element: Any, blocks: Sequence[HtmlBlock]) -> bool:
    """Whether an element holds more than one block."""
    return sum(1 for block in blocks if element in block.path) > 1
