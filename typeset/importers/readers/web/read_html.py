"""A web page saved from the browser to a transcript (网页导入).  Runs in a worker process."""

from __future__ import annotations

import base64
import codecs
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote

from msgspec import Struct

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.importers import messages
from typeset.importers.manuscript.account import check_words
from typeset.importers.manuscript.decode import decode_manuscript
from typeset.importers.manuscript.pieces import write_pieces
from typeset.importers.manuscript.prepare_picture import prepare_picture
from typeset.importers.manuscript.result import Transcript, TranscriptWriter
from typeset.importers.readers.web.find_article import find_article, mark_beside, weight_of
from typeset.importers.readers.web.html_blocks import HtmlBlock, split_blocks, texts_of
from typeset.importers.readers.word.open_package import refused
from typeset.importers.recognising.find_materials import is_marker

NO_ARTICLE = Message(
    "E290",
    mark("no article was found in {name}"),
    mark("copy the text from the browser into a .txt file and import that"),
)

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_SITE = re.compile(r"\s*(?:[_|｜—–]+|\s-+\s?|-{1,2}(?=[^-]{2,20}$))\s*")
_TITLE_META = ("ArticleTitle", "og:title", "twitter:title", "title")
_SUBTITLE = re.compile(r"sub-?title|sub\b|fu-?biao|ftitle|second-?title", re.IGNORECASE)
_KICKER = re.compile(r"\bpre\b|pre-?title|yin-?ti|kicker|shoulder|jian-?ti", re.IGNORECASE)
_DATE = re.compile(
    r"(?:19|20)\d\d\s*(?:年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|-\d{1,2}-\d{1,2}|/\d{1,2}/\d{1,2}|\.\d{1,2}\.\d{1,2})"
)
_SOURCE = re.compile(r"(?:文章|信息|稿件)?(?:来源|出处)\s*[:：]\s*(?P<name>[^\s|｜：:，。]{2,30})")
_FACTS_LENGTH = 120
_LONGEST_PATH = 400


def read_html(data: bytes, file: str) -> Transcript:
    """The transcript of a page: its title, date and source, then its article.

    Raises SourceError for what is no page or has no text; InternalError where the words cannot be
    reconciled.
    """
    text, encoding = _decode(data, file)
    root = _parse(text, file)
    body = root if root.tag == "body" else root.find("body")
    if body is None:
        body = root
    try:
        blocks = split_blocks(body)
    except RecursionError:
        raise refused(NO_ARTICLE, file) from None
    article = find_article(body, blocks)
    mark_beside(article, blocks)
    page = _Page(root, article, blocks, TranscriptWriter())
    if not any(block.text.strip() for block in page.inside()):
        raise refused(NO_ARTICLE, file)
    page.write()
    transcript = page.writer.finish(file, encoding, page.pictures)
    check_words(transcript, Counter("".join("".join(texts_of(body)).split())))
    return transcript


def _decode(data: bytes, file: str) -> tuple[str, str]:
    """Text and encoding: a mark, UTF-8, what the page says of itself, then what fits."""
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        decoded = decode_manuscript(data, file)
        return decoded.text, decoded.encoding
    named = _META_CHARSET.search(data[:4096])
    names = ["utf-8"]
    if named:
        name = named[1].decode("ascii", "replace").lower()
        names.append("gb18030" if name.startswith(("gb", "x-gbk")) else name)
    for name in names:
        try:
            text = data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
        if "\0" not in text:
            return text, name
    decoded = decode_manuscript(data, file)
    return decoded.text, decoded.encoding


def _parse(text: str, file: str) -> Any:
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
    try:
        # Signs that HTML forbids would end the reading: they cannot be seen anyway.
        clean = re.sub("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text)
        root = html.document_fromstring(clean.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise refused(NO_ARTICLE, file) from None
    return root


class _Page(Struct):
    """A page divided: what is above the article, the article, and what stands around it."""

    root: Any
    article: Any
    blocks: Sequence[HtmlBlock]
    writer: TranscriptWriter
    used: set[int] = set()
    pictures: dict[str, bytes] = {}
    title_index: int = 0

    def inside(self) -> list[HtmlBlock]:
        """The blocks of the article."""
        return [b for b in self.blocks if self.article in b.path and not b.dropped]

    def write(self) -> None:
        """Write titles, facts, the article, and at the end what is left out."""
        inside = self.inside()
        first = next((block for block in inside if weight_of(block)), inside[0])
        start = self.blocks.index(first)
        if not any(is_marker(block.words) for block in inside):
            # A whole edition has its titles and dates where they belong.
            self._titles(start)
            self._facts(start)
        for block in inside:
            if id(block) not in self.used:
                self._block(block)
        self._left_out(start)

    # ---------------------------------------------------------------------------- titles

    def _titles(self, start: int) -> None:
        """引题、题、副题: the title as the page names itself, what stands close to it."""
        above = [block for block in self.blocks[: start + 1] if _may_be_title(block)]
        wanted = self._wanted()
        title = _find_title(above, wanted)
        if title is None:
            if wanted:
                self.writer.begin_title("title")
                self.writer.add(wanted, "page-title")
                self.writer.end_line()
            return
        index = self.title_index = self.blocks.index(title)
        near = self.blocks[max(index - 2, 0) : min(index + 3, start + 1)]
        kickers = [b for b in near if b is not title and _is_kicker(b, title) and b in above]
        subtitles = [b for b in near if b is not title and _is_subtitle(b, title) and b in above]
        for role, found in (("kicker", kickers[:1]), ("title", [title]), ("subtitle", subtitles)):
            for block in found:
                if id(block) not in self.used:
                    self.used.add(id(block))
                    self.writer.begin_title(role)
                    write_pieces(block.pieces, self.writer, plain=True)
                    self.writer.end_line()

    def _wanted(self) -> str:
        """The title that the head of the page gives, without the name of the site."""
        given = {
            (meta.get("name") or meta.get("property") or "").lower(): meta.get("content") or ""
            for meta in self.root.iter("meta")
        }
        for name in _TITLE_META:
            if _squeezed(given.get(name.lower(), "")):
                return _without_site(given[name.lower()])
        return _without_site(self.root.findtext(".//head/title") or "")

    def _facts(self, start: int) -> None:
        """发布日期和来源, from the lines between title and text."""
        date = source = False
        for block in self.blocks[self.title_index : start]:
            text = block.text
            if id(block) in self.used or not 0 < len(text.strip()) <= _FACTS_LENGTH or block.rows:
                continue
            found = [] if date else [match for match in (_DATE.search(text),) if match]
            sources = [] if source else [match for match in (_SOURCE.search(text),) if match]
            labelled = bool(sources) or re.search(r"日期|时间|发布|\d\d:\d\d", text)
            if not sources and not (found and (labelled or len(text.strip()) < 20)):
                continue
            date, source = date or bool(found), source or bool(sources)
            self.used.add(id(block))
            spans = [match.span() for match in found]
            spans += [(match.start(), _end_of_name(match, block)) for match in sources]
            self._fact_lines(text, sorted(spans))

    def _fact_lines(self, text: str, spans: list[tuple[int, int]]) -> None:
        done = 0
        for start, end in [*spans, (len(text), len(text))]:
            self.writer.drop(text[done:start], "navigation")
            self.writer.take(text[start:end])
            if end > start:
                self.writer.end_line()
            done = end
        self.writer.break_line()

    # ------------------------------------------------------------------------- the rest

    def _block(self, block: HtmlBlock) -> None:
        if block.picture:
            self._picture(block)
        elif block.rows:
            self._table(block)
            return
        elif block.level and _may_be_title(block):
            self.writer.add("# ")
            write_pieces(block.pieces, self.writer, plain=True)
        else:
            write_pieces(block.pieces, self.writer)
        self.writer.end_line()

    def _picture(self, block: HtmlBlock) -> None:
        path = block.picture
        if path.startswith("data:"):
            prepared = prepare_picture(_data_of(path))
            if prepared is None:
                self.writer.report(messages.PICTURE_KIND, name=path[:30])
                return
            path = prepared.path
            self.pictures[path] = prepared.data
        caption = re.sub(r"[\[\]\\*]", "", block.caption)
        self.writer.add(f"![{caption}]({path[:_LONGEST_PATH]})", "picture-taken")

    def _table(self, block: HtmlBlock) -> None:
        for index, row in enumerate(block.rows):
            for cell in row:
                self.writer.add("| ")
                write_pieces(cell, self.writer, cell=True)
                self.writer.add(" ")
            self.writer.add("|")
            self.writer.end_line()
            if not index:
                self.writer.add("|" + "---|" * len(row))
                self.writer.end_line()

    def _left_out(self, start: int) -> None:
        """What stands before the article in one line, what follows it in another."""
        inside = {id(block) for block in self.inside()}
        rest = [
            (index < start, block.text)
            for index, block in enumerate(self.blocks)
            if id(block) not in inside and id(block) not in self.used
        ]
        for before in (True, False):
            words = " ".join(
                text.strip() for where, text in rest if where is before and text.strip()
            )
            if words:
                self.writer.drop(words, "navigation")
                self.writer.end_line()


def _end_of_name(match: re.Match[str], block: HtmlBlock) -> int:
    """Where the name of a source ends: with its own element, if not before."""
    end = 0
    for piece in block.pieces:
        end += 0 if piece.added else len(piece.text)
        if end > match.start("name"):
            return min(end, match.end())
    return match.end()


def _may_be_title(block: HtmlBlock) -> bool:
    words = block.words
    return 0 < len(words) <= 80 and not block.dropped and not words.endswith(("。", "；"))


def _find_title(above: Sequence[HtmlBlock], wanted: str) -> HtmlBlock | None:
    """The block that says what the head says; else the highest heading, the last of them."""
    bare = _squeezed(wanted)
    for block in reversed(above):
        words = _squeezed(block.words)
        if bare and words == bare:
            return block
    for block in reversed(above):
        words = _squeezed(block.words)
        if block.level and len(words) > 5 and (words in bare or (bare and bare in words)):
            return block
    headings = [block for block in above if block.level == 1 and not block.dropped]
    if headings and not bare:
        return headings[-1]
    named = [block for block in headings if not any(piece.link for piece in block.pieces)]
    return named[-1] if named else None


def _is_kicker(block: HtmlBlock, title: HtmlBlock) -> bool:
    return block.path != title.path and bool(_KICKER.search(_names(block)))


def _is_subtitle(block: HtmlBlock, title: HtmlBlock) -> bool:
    if _DATE.search(block.words) or _SOURCE.search(block.words):
        return False
    return block.path != title.path and bool(_SUBTITLE.search(_names(block)))


def _names(block: HtmlBlock) -> str:
    last = block.path[-1]
    return f"{last.get('class') or ''} {last.get('id') or ''}"


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _without_site(title: str) -> str:
    """A page's title up to the first sign that sites put before their name."""
    title = re.sub(r"\s+", " ", title).strip()
    parts = [part for part in _SITE.split(title) if part]
    return parts[0] if parts and len(parts[0]) > 4 else title


def _data_of(address: str) -> bytes:
    """The bytes of a `data:` address; none where it has another form."""
    head, _, data = address.partition(",")
    if not head.endswith(";base64"):
        return b""
    try:
        return base64.b64decode(unquote(data))
    except ValueError:
        return b""
