"""The report as one HTML file (检查报告): self-contained, plain, no script, readable aloud."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from string import Template

from typeset.base.findings import Severity
from typeset.base.html_page import HTML_HEAD
from typeset.base.messages import mark, reader_languages, translate
from typeset.preflight.expected import Profile
from typeset.preflight.report import CheckResult, Report, State

_PAGE = Template(
    HTML_HEAD
    + """\
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #111; background: #fff;
  font: 1rem/1.6 system-ui, "Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei", sans-serif; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1.5rem; }
dt { color: #444; } dd { margin: 0; overflow-wrap: anywhere; }
.verdict { padding: .6rem 1rem; border-left: .4rem solid #1a6b2d; background: #f0f5f1; }
.verdict.error { border-color: #a31515; background: #f9efef; }
li { margin-bottom: .8rem; } .cure { color: #333; }
table { border-collapse: collapse; width: 100%; } caption { text-align: left; color: #444; }
th, td { text-align: left; vertical-align: top; padding: .35rem .8rem .35rem 0;
  border-bottom: 1px solid #bbb; overflow-wrap: anywhere; }
th[scope=row] { font-weight: normal; } td.found { font-weight: bold; color: #a31515; }
@media print { body { margin: 0; } }
</style>
</head>
<body>
<main>
<h1>$title</h1>
<p class="verdict$kind">$verdict</p>
<dl>
$facts
</dl>
<h2>$findings_title</h2>
$findings
<h2>$checks_title</h2>
<table>
<caption>$caption</caption>
<thead><tr>$heads</tr></thead>
<tbody>
$rows
</tbody>
</table>
</main>
</body>
</html>
"""
)
_SEVERITIES = {
    Severity.ERROR: mark("error"),
    Severity.WARNING: mark("warning"),
    Severity.HINT: mark("hint"),
}
_PROFILES = {
    Profile.PRINT: mark("for the press"),
    Profile.READING: mark("for reading on screens"),
    Profile.ARCHIVE: mark("for the archive"),
}
_HEADS = (mark("looked at"), mark("result"), mark("measured"), mark("source"))


def report_as_html(report: Report) -> str:
    """The whole report in the reader's language."""
    errors = any(finding.severity is Severity.ERROR for finding in report.findings)
    languages = reader_languages()
    chinese = bool(languages) and languages[0].startswith("zh")
    return _PAGE.substitute(
        language="zh-CN" if chinese else "en",
        title=_words(mark("Preflight of {file}"), file=report.name),
        kind=" error" if errors else "",
        verdict=escape(report.verdict),
        facts="\n".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in _facts(report)),
        findings_title=_words(mark("Findings")),
        findings=_findings(report),
        checks_title=_words(mark("Checks")),
        caption=_words(mark("What each check looked at, found and measured")),
        heads="".join(f'<th scope="col">{_words(head)}</th>' for head in _HEADS),
        rows="\n".join(map(_row, report.results)),
    )


def _facts(report: Report) -> Iterator[tuple[str, str]]:
    guessed = mark("{profile} (as the file says of itself)")
    told = mark("{profile}")
    profile = translate(_PROFILES[report.profile])
    yield _words(mark("purpose")), _words(guessed if report.guessed else told, profile=profile)
    yield _words(mark("pages")), str(report.pages)
    yield _words(mark("size")), f"{report.size:,} B"
    yield "SHA-256", f"<code>{escape(report.digest)}</code>"


def _findings(report: Report) -> str:
    if not report.findings:
        return f"<p>{_words(mark('none'))}</p>"
    items = [
        f"<li><strong>{_words(_SEVERITIES[finding.severity])} {escape(finding.code)}</strong> "
        f"{escape(finding.message)}"
        f'<br><span class="cure">{_words(mark("cure: {cure}"), cure=finding.cure)}</span></li>'
        for finding in report.findings
    ]
    more = sum(result.more for result in report.results)
    if more:
        items.append(f"<li>{_words(mark('and {count} more'), count=str(more))}</li>")
    return "<ul>\n" + "\n".join(items) + "\n</ul>"


def _row(result: CheckResult) -> str:
    check = result.check
    said = "; ".join(map(str, (*result.measured, *result.not_measured)))
    source = f"{check.source} ({translate(check.strength)})"
    kind = ' class="found"' if result.state is State.FOUND else ""
    return (
        f'<tr><th scope="row">{_words(check.words)}</th><td{kind}>{_words(result.state)}</td>'
        f"<td>{escape(said)}</td><td>{escape(source)}</td></tr>"
    )


def _words(template: str, **values: str) -> str:
    """Words in the reader's language, safe in HTML."""
    return escape(translate(template).format_map(values))
