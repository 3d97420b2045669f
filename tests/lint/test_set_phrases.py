"""Set phrases: each kind of slip is found, neighbours that are right are not, files may be bad."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from typeset.lint.lint_file import lint_text
from typeset.lint.set_phrases import SetPhrase, find_slips, index_phrases, load_phrases

SLIPS = [
    # substitution, loss, doubling, swap
    ("中华人民共合国", "中华人民共和国"),
    ("国家发展和改革委会", "国家发展和改革委员会"),
    ("中华人民共和和国", "中华人民共和国"),
    ("凉山彝族治自州", "凉山彝族自治州"),
    # a swap over the middle, a slip at either end
    ("人类命共运同体", "人类命运共同体"),
    ("钟华人民共和国", "中华人民共和国"),
    ("四川省人民政俯", "四川省人民政府"),
    # numbers that belong to the phrase, sessions that were never held
    ("五个意识", "四个意识"),
    ("二十届九中全会", "二十届一中全会"),
    ("二十大三中全会", "二十届三中全会"),
    # a word of its own in a long phrase
    ("社会主意现代化国家", "社会主义现代化国家"),
]
FINE = """\
行使国家主权，这个意识很强，提供一个维护平台，省委和市委，网络安全和信息化，民主生活的意义。
二十届三中全会，二十届四中全会，吉林市人民政府，吉林省人民政府，南京市人民政府，海北藏族自治州。
政府工作的报告，四川省第十四届人民代表大会第三次会议，三位一体，第一种形态，坚持“三个结合”。
"""


@pytest.fixture(scope="module")
def phrases() -> object:
    return load_phrases(Path("nowhere")).index


@pytest.mark.parametrize(("wrong", "right"), SLIPS)
def test_slips(wrong: str, right: str, phrases) -> None:  # type: ignore[no-untyped-def]
    found = list(find_slips(f"学习{wrong}。", phrases))
    assert [(slip.start, slip.end, slip.phrase.words) for slip in found] == [
        (2, 2 + len(wrong), right)
    ]


@pytest.mark.parametrize("text", FINE.splitlines())
def test_what_is_right(text: str, phrases) -> None:  # type: ignore[no-untyped-def]
    assert [slip.phrase.words for slip in find_slips(text, phrases)] == []


def test_no_phrase_of_ours_is_a_slip_of_another(phrases) -> None:  # type: ignore[no-untyped-def]
    assert [words for words in phrases.phrases if list(find_slips(words, phrases))] == []
    assert len(phrases.phrases) >= 1500
    assert [one.words for one in phrases.phrases.values() if not one.source] == []


@given(
    st.text(
        "甲乙丙丁戊己庚辛壬癸",
        min_size=7,
        max_size=7,
    ),
    st.integers(1, 5),
)
def test_every_inner_change_is_found(words: str, place: int) -> None:
    changed = f"{words[:place]}子{words[place + 1 :]}"
    index = index_phrases([SetPhrase(words)])
    assert [slip.place for slip in find_slips(changed, index)] == [place]
    assert list(find_slips(words, index)) == []


def test_the_units_own_phrases_and_a_damaged_file(tmp_path: Path) -> None:
    (tmp_path / "issues").mkdir()
    own = tmp_path / "issues" / "phrases.yaml"
    own.write_text("固定表述:\n  - 出处: 本单位\n    词句: [青溪镇水务管理所]\n", encoding="utf-8")
    found = lint_text("到青溪镇水物管理所。".encode(), "a.txt", tmp_path).findings
    assert [one.code for one in found] == ["E078"]
    own.write_text("phrases: 3\nword: [", encoding="utf-8")
    codes = {one.code for one in lint_text("中华人民共合国。".encode(), "a.txt", tmp_path).findings}
    assert codes >= {"E078"}
    assert codes - {"E078"}
