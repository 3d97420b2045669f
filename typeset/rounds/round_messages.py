"""What rounds may have to say (E75x, W75x)."""

from __future__ import annotations

from typeset.base.findings import Message
from typeset.base.messages import mark

ROUND_EXISTS = Message(
    "E750",
    mark("round {round} of {week} is there already, in {folder}"),
    mark("rounds are never written over; name the next one with --round"),
)
UNKNOWN_ROUND = Message(
    "E751",
    mark("{round} is no round"),
    mark("write one of {rounds}"),
)
SOURCE_CHANGED = Message(
    "E752",
    mark("{file} was saved while the proof was made"),
    mark("make the proof again"),
)
BAD_RECORD = Message(
    "E753",
    mark("the record of round {round} cannot be read: {reason}"),
    mark("bring its folder back from a copy; if there is none, make a new round"),
)
ROUND_DAMAGED = Message(
    "E754",
    mark("{file} of round {round} is not as it was when the round was made"),
    mark("bring it back from a copy; if there is none, make a new round"),
)
NOT_FROZEN = Message(
    "E755",
    mark("the proof cannot be written into {folder}: {reason}"),
    mark("look at the folder's permissions and the free space"),
)
NOT_PAINTED = Message(
    "E756",
    mark("the pages of round {folder} could not be made into pictures: {reason}"),
    mark("the round itself is whole; open its PDF instead"),
)
