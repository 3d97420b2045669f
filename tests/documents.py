"""Small official documents for the tests, written into a folder of their own."""

from __future__ import annotations

from pathlib import Path

NAME = "notice"
MANIFEST = """\
kind: document
date: 2025-09-03
text: 正文.md
document:
  issuers: 青禾市学习办公室
  number: 青学办发〔2025〕12号
"""
SENTENCE = "各单位要认真组织读书活动，每天读半小时，一季读完一本书，读完以后说清楚学到了什么。"


def write_document(
    root: Path,
    facts: str = "",
    *,
    paragraphs: int = 4,
    title: str = "关于开展读书月活动的通知",
    more: str = "",
    manifest: str = MANIFEST,
    last: str = "",
) -> Path:
    """A document in `root/issues/notice`; the folder.

    `facts` are further lines of its particulars, `more` further lines of issue.yaml, `paragraphs`
    says how long the text is, `last` is one more at its end.
    """
    folder = root / "issues" / NAME
    folder.mkdir(parents=True)
    text = "\n".join([SENTENCE * 2] * paragraphs + [last])
    (folder / "issue.yaml").write_text(manifest + facts + more, encoding="utf-8")
    (folder / "正文.md").write_text(f"title: {title}\n\n{text}\n", encoding="utf-8")
    return folder
