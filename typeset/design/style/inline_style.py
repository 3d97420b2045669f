"""What stands above, below and at the foot of the text (行内与脚注样式), as data.

Read by annotations like `style.py`, so without postponed ones.
"""

from typing import Literal

from msgspec import Struct

from typeset.base.units import Em, Pt


class InlineStyle(Struct, frozen=True):
    """行内样式, in em of the text they stand in.

    A superscript's baseline lies `superscript_rise` above the text's, a subscript's
    `subscript_drop` below it, both `script_size` high.  A 着重号 has a diameter of `dot_size`, its
    middle `dot_below` the baseline.  A reading (注音) is `ruby_size` high, its baseline `ruby_rise`
    above the text's; it may reach `ruby_overhang` over characters beside its own.
    """

    script_size: Em
    superscript_rise: Em
    subscript_drop: Em
    dot_size: Em
    dot_below: Em
    ruby_size: Em
    ruby_rise: Em
    ruby_overhang: Em


class NoteStyle(Struct, frozen=True):
    """脚注: numbered ①② on each `page` anew or through the `material`, the marks `mark_rise` above
    the baseline in em of the text.  The notes' lines stand `line_pitch` apart at the page's foot,
    under a rule of `rule_length` and `rule_width` that has `above_rule` and `below_rule` of blank.
    A note that goes on on the next page leaves at least `least_lines` behind."""

    numbering: Literal["page", "material"]
    mark_rise: Em
    line_pitch: Pt
    rule_length: Pt
    rule_width: Pt
    above_rule: Pt
    below_rule: Pt
    least_lines: int
