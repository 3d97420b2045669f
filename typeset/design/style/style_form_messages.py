"""What a style file that is no proper YAML has to be told (E310–E321)."""

from __future__ import annotations

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.base.read_yaml import YamlFaults

FAULTS = YamlFaults(
    control_character=Message(
        "E310",
        mark("the control character {code} cannot stand here"),
        mark("delete it; retyping the line is the surest way"),
    ),
    form=Message(
        "E311",
        mark("this line does not have the form key: value"),
        mark('put text that holds ": " or " #", or starts with a sign, in "quotation marks"'),
    ),
    tab=Message(
        "E312",
        mark("a tab stands where blanks are expected"),
        mark("indent with two blanks a step"),
    ),
    quote=Message(
        "E313",
        mark("a quotation mark is opened here and never closed"),
        mark("close it, or take it away"),
    ),
    bracket=Message(
        "E314",
        mark("the brackets opened here are not closed, or a comma is missing"),
        mark("write {{value: 37mm, clause: 5.2.1}} or [0, 0, 0, 1] with half-width marks"),
    ),
    indent=Message(
        "E315",
        mark("this line is not indented like those around it"),
        mark("let keys of one group start in the same column, two blanks deeper than their parent"),
    ),
    anchor=Message(
        "E316",
        mark("&names and *names are not read in styles"),
        mark('write the value out; text that starts with & or * goes in "quotation marks"'),
    ),
    tag=Message(
        "E317",
        mark("!tags are not read in styles"),
        mark('take it away; text that starts with ! goes in "quotation marks"'),
    ),
    merge=Message(
        "E318",
        mark("the key << is not read in styles"),
        mark("write the keys out; a paragraph takes over another's with based_on"),
    ),
    depth=Message(
        "E319",
        mark("groups stand in groups more than {limit} deep"),
        mark("a style needs three levels at most; compare it with weekly.yaml"),
    ),
    nodes=Message(
        "E320",
        mark("the style holds more than {limit} entries"),
        mark("keep only what differs from the style it extends"),
    ),
    second=Message(
        "E321",
        mark("a second document starts here (---)"),
        mark("take the line --- away; one file holds one style"),
    ),
)
