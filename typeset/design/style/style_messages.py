"""What reading a style has to say (E3xx, W3xx)."""

from __future__ import annotations

from typeset.base.findings import Message
from typeset.base.messages import mark

# ------------------------------------------------------------------------ files and parents

NO_STYLE = Message(
    "E301",
    mark("there is no style {name}"),
    mark("take one of: {known}"),
)
NO_PARENT = Message(
    "E302",
    mark("extends: there is no style {name}"),
    mark("take one of: {known}"),
)
BAD_NAME = Message(
    "E303",
    mark("{name} is not the name of a style"),
    mark("write the file's name without .yaml, as in: weekly"),
)
CYCLE = Message(
    "E304",
    mark("the styles extend each other in a circle: {chain}"),
    mark("take the line extends out of one of them"),
)
UNREADABLE = Message(
    "E305",
    mark("the style cannot be read: {reason}"),
    mark("look at the file's permissions, or copy it here anew"),
)
TOO_LARGE = Message(
    "E306",
    mark("the style is larger than {limit} bytes"),
    mark("keep only what differs from the style it extends"),
)
NOT_UTF8 = Message(
    "E307",
    mark("this is not UTF-8 text"),
    mark("save the file as UTF-8 in your editor"),
)
TOO_MANY_PARENTS = Message(
    "E308",
    mark("more than {limit} styles extend each other"),
    mark("let the style extend weekly or gbt9704 itself"),
)

# ----------------------------------------------------------------------------- keys and values

REPEATED_KEY = Message(
    "E322",
    mark("the key {key} stands twice, first in line {line}"),
    mark("take one of the two out"),
)
UNKNOWN_KEY = Message(
    "E323",
    mark("unknown key {key}; did you mean {nearest}?"),
    mark("known here: {known}"),
)
UNKNOWN_KEY_ALONE = Message(
    "E324",
    mark("unknown key {key}"),
    mark("known here: {known}"),
)
MISSING_KEY = Message(
    "E325",
    mark("missing: {key}"),
    mark("give it here, or let the style extend one that has it (extends: weekly)"),
)
NO_VALUE = Message(
    "E326",
    mark("{key} has no value"),
    mark("write {wanted}, or take the line out"),
)
NOT_A_GROUP = Message(
    "E327",
    mark("{key} must be a group of keys, not a value"),
    mark("known in it: {known}"),
)
NOT_A_VALUE = Message(
    "E328",
    mark("{key} must be a value, not a group of keys"),
    mark("write {wanted}, or with its source: {{value: …, clause: …, strength: …}}"),
)
BAD_VALUE = Message(
    "E329",
    mark("{key}: {value} cannot be read"),
    mark("write {wanted}"),
)
NEAR_VALUE = Message(
    "E330",
    mark("{key}: {value} is not known; did you mean {nearest}?"),
    mark("write {wanted}"),
)
OUT_OF_RANGE = Message(
    "E331",
    mark("{key}: {value} is out of range"),
    mark("it must lie between {least} and {most}"),
)
BAD_FORM = Message(
    "E332",
    mark("{key}: {value} has a place that is not known"),
    mark("places known here: {known}; write braces of the text twice: {{{{ }}}}"),
)
FORM_LACKS = Message(
    "E333",
    mark("{key}: {value} has no place for the number"),
    mark("write {known} where the number stands"),
)
BASED_ON_CYCLE = Message(
    "E334",
    mark("paragraphs are based on each other in a circle: {chain}"),
    mark("take based_on out of one of them"),
)
TOP_IS_NO_GROUP = Message(
    "E335",
    mark("a style is a group of keys"),
    mark("begin with: extends: weekly"),
)

# --------------------------------------------------------------------------------- what must fit

AREA_TOO_WIDE = Message(
    "E341",
    mark(
        "the type area is wider than the page leaves: {inner} mm and {width} mm of {page_width} mm"
    ),
    mark("make type_area.inner or type_area.width smaller"),
)
AREA_TOO_HIGH = Message(
    "E342",
    mark(
        "the type area is higher than the page leaves: {top} mm and {height} mm of {page_height} mm"
    ),
    mark("make type_area.top or type_area.height smaller"),
)
LINES_DO_NOT_FIT = Message(
    "E343",
    mark("{lines} lines of {size} pt do not fit into {height} mm"),
    mark("fewer lines_per_page, or a smaller size"),
)
TIGHT_CELLS = Message(
    "W344",
    mark("{cells} characters of {size} pt are wider than the type area; they overlap a little"),
    mark("a size of {fits} pt or fewer characters_per_line"),
)
TIGHT_LINES = Message(
    "W345",
    mark("the type of {paragraph} ({size} pt) is higher than its line ({pitch} pt)"),
    mark("a smaller size, or a larger line_step"),
)
FOOTER_OFF_PAGE = Message(
    "E346",
    mark("the page number would stand off the page"),
    mark("make footer.axis_below smaller, or the type area higher on the page"),
)
GAPS_OUT_OF_ORDER = Message(
    "E347",
    mark("{smaller} ({small}) must not be larger than {larger} ({large})"),
    mark("change one of the two"),
)
