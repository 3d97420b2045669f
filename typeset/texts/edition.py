"""An edition as it is looked at (样张): its very file, its pages, and what it was made from."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from typeset.base.findings import Finding
from typeset.design.style.style import StyleSheet
from typeset.layout.placing.page import Pages


class Edition(Struct, frozen=True):
    """样张.

    `texts` are the lines of each source file by its name in the issue's folder, `digests` the
    sha256 of each picture, attachment and face by the path or identifier that marks name.
    `seconds` is what the build took.
    """

    week: str
    data: bytes
    pages: Pages
    style: StyleSheet
    findings: tuple[Finding, ...]
    texts: Mapping[str, tuple[str, ...]]
    digests: Mapping[str, str]
    seconds: float


class Round(Struct, frozen=True):
    """校次: a frozen proof of an issue, by name, as a file's bytes."""

    name: str
    data: bytes
