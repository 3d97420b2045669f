"""Collect the words for users, bring the Chinese catalogue up to date, compile it.

    messages.py [FRAGMENT.po …]    fragments hold translations to take over

Prints what is still untranslated; exit code 1 if anything is.
"""

from __future__ import annotations

import datetime
import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PROJECT = Path(__file__).parents[1]
FOLDER = PROJECT / "typeset" / "locale" / "zh_CN" / "LC_MESSAGES"
SOURCE, COMPILED = FOLDER / "typeset.po", FOLDER / "typeset.mo"
HEADER = "# Chinese (Simplified) words of typeset, for editors: short and clear."
FIXED = datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC)

# Sentences of the option parser itself that an editor meets; some have a plural.
PARSER: tuple[str | tuple[str, str], ...] = (
    "Usage:",
    "Options",
    "Positional arguments",
    "Show this message and exit.",
    "Show the version and exit.",
    "No such command {name!r}.",
    "No such option {name!r}.",
    "Missing argument",
    "Missing option",
    "Missing parameter",
    "Missing command.",
    "Invalid value: {message}",
    "Invalid value for {param_hint}: {message}",
    "Option {name!r} does not take a value.",
    ("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    (
        "Got unexpected extra argument ({args})",
        "Got unexpected extra arguments ({args})",
    ),
    ("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
)


def collect() -> Catalog:
    """All words for users in the tree, by their letters, so that a module may move."""
    catalogue = _empty()
    keywords = {"mark": None, "translate": None}
    found = extract_from_dir(
        PROJECT / "typeset", [("**.py", "python")], keywords=keywords, strip_comment_tags=True
    )
    texts = {words if isinstance(words, str) else words[0] for _, _, words, _, _ in found}
    for text in sorted(texts - {""}):
        catalogue.add(text)
    for parser_text in PARSER:
        catalogue.add(parser_text)
    return catalogue


def merged(fragments: list[Path]) -> Catalog:
    """The catalogue of today's words, with every translation that is known."""
    known: dict[str, str] = {}
    for path in [SOURCE, *fragments]:
        if path.exists():
            with path.open("rb") as file:
                for message in read_po(file, locale="zh_CN"):
                    if message.id and any(message.string) and not message.fuzzy:
                        plural = isinstance(message.string, tuple)
                        known[_singular(message)] = message.string[0] if plural else message.string
    catalogue = collect()
    for message in catalogue:
        if message.id:
            words = known.get(_singular(message), "")
            message.string = (words,) if message.pluralizable else words
    return catalogue


def _singular(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def compiled(catalogue: Catalog) -> bytes:
    """The bytes of the .mo file."""
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def _empty() -> Catalog:
    return Catalog(
        locale="zh_CN",
        project="typeset",
        version="0",
        msgid_bugs_address="-",
        fuzzy=False,
        header_comment=HEADER,
        creation_date=FIXED,
        revision_date=FIXED,
        last_translator="typeset",
        language_team="zh_CN",
    )


def main() -> int:
    """Update, compile, and tell what is missing."""
    catalogue = merged([Path(name) for name in sys.argv[1:]])
    FOLDER.mkdir(parents=True, exist_ok=True)
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=100, include_lineno=False)
    SOURCE.write_bytes(buffer.getvalue())
    with SOURCE.open("rb") as file:
        COMPILED.write_bytes(compiled(read_po(file, locale="zh_CN")))
    missing = [_singular(one) for one in catalogue if one.id and not any(one.string)]
    print(f"{len(catalogue)} texts, {len(missing)} without translation")
    for text in missing:
        print(f"  {text}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
