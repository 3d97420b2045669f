"""Web pages for tests, built as known kinds of sites build theirs; their words are made up."""

from __future__ import annotations

from dataclasses import dataclass

TITLE = "全市林业工作会议召开 部署秋季造林"
TEXT = (
    "9月1日，全市林业工作会议召开。会议总结了全年造林工作，部署了秋季防火和古树保护任务。",
    "会议指出，要早谋划、早安排，把责任落到山头地块，确保栽一片、活一片、成一片。",
    "一、做好秋季造林",
    "各地要按时完成整地，备足苗木，组织群众参加义务植树，做到应栽尽栽。",
    "（一）落实地块。逐块登记，逐级上报，不得虚报。",
    "会议强调，防火期内严禁野外用火，发现火情立即报告。（记者 王喆）",
)
LINKS = "".join(f'<li><a href="/n/{n}.html">要闻第{n}条的标题</a></li>' for n in range(12))
NAVIGATION = f'<div class="nav"><a href="/">首页</a> &gt; <a href="/gd">各地</a> &gt; 正文</div><ul>{LINKS}</ul>'
FOOTER = (
    '<div class="footer"><p>版权所有：某某网 备案号：甲字第1号 未经书面授权，不得转载。</p></div>'
)


@dataclass(frozen=True, slots=True)
class Page:
    """A page, and what an import must find in it."""

    name: str
    html: str
    title: str = TITLE
    kicker: str = ""
    subtitle: str = ""
    date: str = ""
    source: str = ""
    text: tuple[str, ...] = TEXT
    codec: str = "utf-8"


def paragraphs(words: tuple[str, ...] = TEXT, indent: str = "　　") -> str:
    """Paragraphs."""
    return "".join(f"<p>{indent}{line}</p>\n" for line in words)


def page(head: str, body: str) -> str:
    """A page."""
    return f"<!DOCTYPE html>\n<html><head>{head}<script>var x='，。';</script></head><body>{body}</body></html>"


GOVERNMENT = Page(
    "government",
    page(
        f'<meta charset="utf-8"><title>{TITLE}_部门动态_某市人民政府</title>'
        f'<meta name="ArticleTitle" content="{TITLE}">',
        f'<div class="header">{NAVIGATION}</div><div class="main"><h1 id="ti">{TITLE}</h1>'
        '<div class="pages-date">2025-09-02 08:15 <span class="font">来源： 某市林业局</span>'
        "<span>字体：大 中 小</span><span>打印</span></div>"
        f'<div class="pages_content" id="UCAP-CONTENT">{paragraphs()}'
        '<p style="text-align:right">责任编辑：李堃</p></div>'
        f'<div class="related"><ul>{LINKS}</ul></div></div>{FOOTER}',
    ),
    date="2025-09-02",
    source="某市林业局",
)
NEWSPAPER = Page(
    "newspaper",
    page(
        f'<meta http-equiv="content-type" content="text/html;charset=gb2312"><title>{TITLE}--某报网</title>',
        f'<div class="top">{NAVIGATION}</div><div class="layout rm_txt cf"><div class="col col-1 fl">'
        f'<p class="pre">某市市长出席会议并讲话</p><h1>{TITLE}</h1><p class="sub">某市林业局通报情况</p>'
        '<div class="author cf">本报记者</div><div class="col-1-1 fl">2025年09月02日08:15 | 来源：'
        '<a href="http://a.cn" target="_blank">某报－某市日报</a></div>'
        f'<div class="rm_txt_con cf"><div class="box_pic"></div>{paragraphs(indent="	")}'
        '<div class="edit cf">(责编：甲、乙)</div></div>'
        f'<div class="fenxiang">分享让更多人看到</div></div><div class="col col-2 fr"><h2>相关新闻</h2><ul>{LINKS}'
        f"</ul></div></div>{FOOTER}",
    ),
    kicker="某市市长出席会议并讲话",
    subtitle="某市林业局通报情况",
    date="2025-09-02",
    source="某报－某市日报",
    codec="gb18030",
)
AGENCY = Page(
    "agency",
    page(
        f'<meta charset="utf-8"><title>\n{TITLE}-某华网\n</title>',
        f'<div class="nav">{NAVIGATION}</div><div class="mheader"><div class="info">2025<em>09</em>/<em>02</em>'
        f' 来源：某社</div><h1><span class="title">{TITLE}</span></h1></div>'
        f'<div class="main-left"><div id="detail"><div id="detailContent">'
        f'{paragraphs()}</div><div class="editor">【责任编辑:张三】</div></div></div>'
        f'<div class="main-right"><div class="columBox">{LINKS}</div></div>{FOOTER}',
    ),
)
ACCOUNT = Page(
    "account",
    page(
        f'<meta charset="utf-8"><meta property="og:title" content="{TITLE}"><title></title>',
        f'<div id="img-content"><h1 class="rich_media_title" id="activity-name">\n {TITLE} \n</h1>'
        '<div id="meta_content"><span class="rich_media_meta">某市林业</span>'
        '<em id="publish_time">2025年9月2日 08:15</em></div>'
        '<div class="rich_media_content" id="js_content" style="visibility: hidden; opacity: 0;">'
        + "".join(
            f'<section><section style="x"><p><span style="font-size:16px">{line}</span></p></section></section>'
            for line in TEXT
        )
        + "</div></div><div class=tool>阅读 100000 在看 点赞</div>",
    ),
    date="2025-09-02",
)
TABLES = Page(
    "tables",
    f"<html><head><title>{TITLE} - 某局</title></head><body><table><tr><td>"
    f"{NAVIGATION}</td></tr><tr><td><table width=760><tr><td class=left><table>{LINKS}</table></td>"
    f"<td><table><tr><td align=center><b><font size=5>{TITLE}</font></b></td></tr>"
    f"<tr><td align=center>发布时间：2025-09-02 点击数：33</td></tr><tr><td>"
    f"{'<br><br>'.join('&nbsp;&nbsp;&nbsp;&nbsp;' + line for line in TEXT)}"
    f"</td></tr></table></td></tr></table></td></tr><tr><td>{FOOTER}</td></tr></table></body></html>",
    date="2025-09-02",
    codec="gb18030",
)
BLOG = Page(
    "blog",
    page(
        f'<meta charset="utf-8"><title>{TITLE} | 某某</title>',
        f"<nav><ul>{LINKS}</ul></nav><main><article><header><h1>{TITLE}</h1><time>2025-09-02</time></header>"
        f"{paragraphs(indent='')}<footer>标签：<a href=/t>林业</a></footer></article></main>"
        f"<aside><h2>热门</h2><p>这里有一篇摘要，讲的是别的事情，与正文无关。</p><ul>{LINKS}</ul></aside>{FOOTER}",
    ),
    date="2025-09-02",
)
BARE = Page("bare", f"<h1>{TITLE}</h1>{paragraphs()}")
DIVISIONS = Page(
    "divisions",
    page(
        f"<meta charset=utf-8><title>{TITLE}</title>",
        f"<div>{NAVIGATION}</div><div><div>{TITLE}</div><div>{''.join(f'<div>{line}</div>' for line in TEXT)}</div>"
        f"</div>{FOOTER}",
    ),
)
PAGES = (GOVERNMENT, NEWSPAPER, AGENCY, ACCOUNT, TABLES, BLOG, BARE, DIVISIONS)
