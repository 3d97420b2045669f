"""What the installer of the open faces says (45x)."""

from __future__ import annotations

from typeset.base.findings import Message
from typeset.base.messages import mark

NOT_FETCHED = Message("W451", mark("{packages}: {reason}"), mark("{cure}"))
SUBSTITUTED = Message(
    "W452",
    mark("not installed: {faces}; {used} serves instead ({roles})"),
    mark("{cure}"),
)
ROLES_EMPTY = Message("E453", mark("no face is installed for: {roles}"), mark("{cure}"))
OTHER_CONTENT = Message(
    "W454",
    mark("{package} holds another {file} than fonts/manifest.yaml pins, so it was left out"),
    mark("put the file of the pinned edition into fonts/, or add this edition to the manifest"),
)
FOLDER_NOT_WRITABLE = Message(
    "E455",
    mark("{folder} cannot be written: {reason}"),
    mark("make room or give yourself the right to write there, then run: paiban fonts install"),
)
BAD_MANIFEST = Message(
    "E456",
    mark("the list of faces cannot be used: {reason}"),
    mark("compare it with the entries around it, or fetch the file anew with git"),
)

NO_TOOL = mark("not fetched, {tool} is not on this machine")
NO_SERVER = mark("not fetched, the package server cannot be reached")
NO_PACKAGE = mark("not fetched, the package server does not have it")
NO_MEMBER = mark("the package does not hold {member}")
TOOK_TOO_LONG = mark("not fetched within {minutes} minutes")
RUN_AGAIN = mark("check the network, then run: paiban fonts install")
ELSEWHERE = mark(
    "run `paiban fonts install` on a Debian or Ubuntu machine and copy fonts/open/ here, "
    "or put faces of your own into fonts/"
)
