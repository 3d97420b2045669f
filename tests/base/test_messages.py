"""The reader's language from the environment, in gettext's order."""

from __future__ import annotations

import pytest

from typeset.base.messages import reader_languages

VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


@pytest.mark.parametrize(
    ("environment", "languages"),
    [
        ({}, []),
        ({"LANG": "zh_TW.UTF-8"}, ["zh_CN"]),
        ({"LANG": "en_GB.UTF-8"}, ["en_GB.UTF-8"]),
        ({"LANG": "en_GB", "LC_ALL": "zh_CN.UTF-8"}, ["zh_CN"]),
        ({"LANG": "zh_CN", "LANGUAGE": "en:zh_HK"}, ["en", "zh_CN"]),
        ({"LANG": "zh_CN", "LC_MESSAGES": ""}, ["zh_CN"]),
    ],
)
def test_languages(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], languages: list[str]
) -> None:
    for variable in VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    for variable, value in environment.items():
        monkeypatch.setenv(variable, value)
    assert reader_languages() == languages
