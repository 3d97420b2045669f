"""What approving and releasing may have to say (E78x)."""

from __future__ import annotations

from typeset.base.findings import Message
from typeset.base.messages import mark

OPEN_ERRORS = Message(
    "E780",
    mark("{count} errors are open in {round}: {codes}"),
    mark("mend them, then make a new round: paiban proof {week}; warnings may be approved"),
)
CHANGED_SINCE = Message(
    "E781",
    mark("{kind} {path} is not as it was in {round}: {how}"),
    mark("make a new round of what is there now and have it approved: paiban proof {week}"),
)
NO_NAME = Message(
    "E782",
    mark("it is not said who approves"),
    mark("write a name: --by 张三"),
)
SIGNED_ALREADY = Message(
    "H783",
    mark("{who} has approved {round} already, on {when}; nothing was changed"),
    mark("a second person signs with a name of their own: --by 李四"),
)
NOT_APPROVED = Message(
    "E784",
    mark("no round of {week} has been approved"),
    mark("look at the proof, then: paiban approve {week}"),
)
BAD_APPROVAL = Message(
    "E785",
    mark("the approval of {round} cannot be read, or belongs to another round: {reason}"),
    mark("delete approval.json in that round's folder and have the round approved again"),
)
OTHER_BYTES = Message(
    "E786",
    mark("{file} does not come out as it was in {round}, though all it is made from is the same"),
    mark("make a new round; if it happens again, tell whoever looks after typeset"),
)
NOT_WRITTEN = Message(
    "E787",
    mark("{folder} cannot be written: {reason}"),
    mark("look at the folder's permissions and the free space"),
)
OTHER_RELEASE = Message(
    "E788",
    mark("{folder} holds another release already"),
    mark("rename or move that folder away, so that both are kept, then release again"),
)
APPROVED_WITH_WARNINGS = Message(
    "H789",
    mark("{round} was approved with {count} warnings open"),
    mark("nothing to do if they were looked at; they stand in round.json"),
)
