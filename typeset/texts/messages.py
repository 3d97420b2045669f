"""What the proofs may have to say (W85x, E85x)."""

from __future__ import annotations

from typeset.base.findings import Message
from typeset.base.messages import mark

NO_ROUNDS = Message(
    "E893",
    mark("there is no round {round}: this issue has no proofs yet"),
    mark("leave --round out, or make a round first"),
)
NO_SUCH_ROUND = Message(
    "E894",
    mark("there is no round {round}; there are: {rounds}"),
    mark("give one of these names, or its number counted from 1"),
)
BUSY_PORT = Message(
    "E895",
    mark("port {port} of this machine is in use"),
    mark("give another with --port, or leave --port out"),
)
BAD_EDITOR = Message(
    "E896",
    mark("the editor's command cannot be used: {command}"),
    mark('write it like "code -g {{file}}:{{line}}"'),
)
EDITOR_MISSING = Message(
    "W897",
    mark("the editor could not be started: {reason}"),
    mark("see the command after --editor"),
)
