"""What is said about the form of issue.yaml: E113, E130 to E140."""

from __future__ import annotations

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.base.read_yaml import YamlFaults

CONTROL_CHARACTER = Message(
    "E113",
    mark("the control character {code} cannot stand here"),
    mark("delete it; retyping the line is the surest way"),
)
FORM = Message(
    "E130",
    mark("this line does not have the form key: value"),
    mark('put text that holds ": " or " #", or starts with a sign, in "quotation marks"'),
)
TAB = Message(
    "E131",
    mark("a tab stands where blanks are expected"),
    mark("indent with two blanks a step"),
)
QUOTE = Message(
    "E132",
    mark("a quotation mark is opened here and never closed"),
    mark("close it, or take it away"),
)
BRACKET = Message(
    "E133",
    mark("the list in brackets is not closed, or lacks a comma"),
    mark("write it as [one, two, three] with half-width marks"),
)
INDENT = Message(
    "E134",
    mark("this line is not indented like those around it"),
    mark("let keys of one group start in the same column, two blanks deeper than their parent"),
)
ANCHOR = Message(
    "E135",
    mark("&names and *names are not read in issue.yaml"),
    mark('write the value out; text that starts with & or * goes in "quotation marks"'),
)
TAG = Message(
    "E136",
    mark("!tags are not read in issue.yaml"),
    mark('take it away; text that starts with ! goes in "quotation marks"'),
)
MERGE = Message(
    "E137",
    mark("the key << is not read in issue.yaml"),
    mark("write the keys out"),
)
DEPTH = Message(
    "E138",
    mark("lists stand in lists more than {limit} deep"),
    mark("issue.yaml needs four levels at most; see the handbook's example"),
)
NODES = Message(
    "E139",
    mark("issue.yaml holds more than {limit} entries"),
    mark("keep the facts here and the texts in files of their own"),
)
SECOND = Message(
    "E140",
    mark("a second document starts here (---)"),
    mark("take the line --- away; issue.yaml holds one issue"),
)

FAULTS = YamlFaults(
    control_character=CONTROL_CHARACTER,
    form=FORM,
    tab=TAB,
    quote=QUOTE,
    bracket=BRACKET,
    indent=INDENT,
    anchor=ANCHOR,
    tag=TAG,
    merge=MERGE,
    depth=DEPTH,
    nodes=NODES,
    second=SECOND,
)
