"""Saved web pages: the article whole, with title, date and source, and nothing around it."""

from __future__ import annotations

import base64

import pytest

from tests.importers.test_docx_objects import picture
from tests.importers.web_pages import PAGES, TEXT, TITLE, Page, page, paragraphs
from typeset.base.errors import SourceError
from typeset.content.document import Material, Picture, Table
from typeset.content.document_texts import plain_text
from typeset.importers.import_issue import import_material
from typeset.importers.readers.web.read_html import read_html
from typeset.importers.recognising.read_body import block_text


def material(html: str, codec: str = "utf-8") -> Material:
    return import_material(read_html(html.encode(codec), "m.html"), 1).material


def body(html: str) -> list[str]:
    """The blocks of a page with a title and a first paragraph."""
    head = f"<meta charset=utf-8><title>{TITLE}</title>"
    whole = page(head, f"<h1>{TITLE}</h1><div><p>{TEXT[0]}</p>{html}<p>{TEXT[1]}</p></div>")
    blocks = [block_text(block) for block in material(whole).blocks]
    assert (blocks[0], blocks[-1]) == (TEXT[0], TEXT[1])
    return blocks[1:-1]


@pytest.mark.parametrize("given", PAGES, ids=[given.name for given in PAGES])
def test_pages_of_known_kinds(given: Page) -> None:
    found = material(given.html, given.codec)
    assert plain_text(found.title) == given.title
    assert plain_text(found.kicker) == given.kicker
    assert [plain_text(line) for line in found.subtitles] == (
        [given.subtitle] if given.subtitle else []
    )
    assert (found.date.isoformat() if found.date else "") == given.date
    assert found.source == given.source
    assert tuple(block_text(block) for block in found.blocks) == given.text


def test_the_title_of_the_head_where_the_page_has_none() -> None:
    head = f"<meta charset=utf-8><title>{TITLE}_某网</title>"
    assert plain_text(material(page(head, f"<div>{paragraphs()}</div>")).title) == TITLE


BODIES = [
    ("<ol><li>种树</li><li>养鱼</li></ol>", ["1.种树", "2.养鱼"]),
    ("<ol start=3 type=A><li>种树</li></ol>", ["C.种树"]),
    ("<ol style='list-style-type:cjk-ideographic'><li>种树</li></ol>", ["一、种树"]),
    ("<ul><li>种树</li></ul>", ["• 种树"]),
    ("<p>要<strong>坚决</strong>防火</p>", ["要**坚决**防火"]),
    ("<p><strong>一、总则</strong></p>", ["一、总则"]),
    ("<p>甲<br>乙</p>", ["甲", "乙"]),
    ("<p>见<a href='https://a.cn/b'>官网</a></p>", ["见[官网](https://a.cn/b)"]),
    ("<p>见<a href='/b'>本站的网页</a>。</p>", ["见本站的网页。"]),
    ("<p>甲<span style='display:none'>密</span>乙</p>", ["甲乙"]),
    ("<p><ruby>堃<rt>kūn</rt></ruby>好</p>", ["堃好"]),
    ("<pre>甲\n乙</pre>", ["甲", "乙"]),
    ("<div class=share>分享到微信，微博，都可以。</div>", []),
    ("<p>责任编辑：某人</p>", []),
    ("<table><tr><td>只有一格的框，里面是话。</td></tr></table>", ["只有一格的框，里面是话。"]),
]


@pytest.mark.parametrize(("html", "wanted"), BODIES, ids=[row[0] for row in BODIES])
def test_what_a_page_shows(html: str, wanted: list[str]) -> None:
    assert body(html) == wanted


def test_tables_with_cells_that_reach_over_others() -> None:
    html = (
        "<table><tr><th>项目</th><th colspan=2>数量</th></tr>"
        "<tr><td rowspan=2>林地</td><td>3</td><td>公顷</td></tr><tr><td>4</td><td>亩</td></tr></table>"
    )
    head = f"<title>{TITLE}</title>"
    found = material(
        page(head, f"<h1>{TITLE}</h1><div><p>{TEXT[0]}</p>{html}<p>{TEXT[1]}</p></div>")
    )
    table = found.blocks[1]
    assert isinstance(table, Table)
    rows = [[plain_text(cell) for cell in row] for row in (table.header, *table.rows)]
    assert rows == [["项目", "数量", ""], ["林地", "3", "公顷"], ["", "4", "亩"]]


def test_a_picture_inside_the_page() -> None:
    data = base64.b64encode(picture()).decode()
    html = page(
        "",
        f'<h1>{TITLE}</h1><div>{paragraphs()}<img alt="林区" src="data:image/png;base64,{data}"></div>',
    )
    result = import_material(read_html(html.encode(), "m.html"), 1)
    (shown,) = [block for block in result.material.blocks if isinstance(block, Picture)]
    assert plain_text(shown.caption) == "林区"
    assert result.pictures[shown.file] == picture()


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
@pytest.mark.parametrize(
    "meta", ["", "<meta charset=gb2312>", "<meta charset=utf-8>", "<meta charset=nonsense>"]
)
def test_encodings(codec: str, meta: str) -> None:
    """A page often says another encoding than the browser saved it in."""
    html = page(f"{meta}<title>{TITLE}</title>", f"<h1>{TITLE}</h1><div>{paragraphs()}</div>")
    assert [block_text(block) for block in material(html, codec).blocks] == list(TEXT)


@pytest.mark.parametrize(
    "html", ["<html></html>", "<p></p>", "<script>var a='字。'</script>", "<img src=a.png>"]
)
def test_a_page_without_text(html: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_html(html.encode(), "m.html")
    assert {finding.code for finding in caught.value.findings} <= {"E290", "E254"}


def test_a_page_nested_beyond_reason() -> None:
    with pytest.raises(SourceError) as caught:
        read_html(b"<div>" * 5000 + "深".encode(), "m.html")
    assert [finding.code for finding in caught.value.findings] == ["E290"]
