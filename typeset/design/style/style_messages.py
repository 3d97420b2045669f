"""What reading a style has to say (E3xx, W3xx)."""

from __future__ import annotations

from typeset.base.findings import Message
from typeset.base.messages import mark

# ------------------------------------------------------------------------ files and parents


# ----------------------------------------------------------------------------- keys and values

NO_VALUE = Message(
    "E326",
    mark("{key} has no value"),
    mark("write {wanted}, or take the line out"),
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

# --------------------------------------------------------------------------------- what must fit
