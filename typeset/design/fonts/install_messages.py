"""What the installer of the open faces says (45x)."""

from __future__ import annotations

from typeset.base.messages import mark

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
