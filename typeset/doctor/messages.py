"""What the doctor may find (91x–94x)."""

from __future__ import annotations

from typeset.base.findings import Message
from typeset.base.messages import mark

NOT_EXAMINED = Message(
    "W910",
    mark("{area}: could not be examined: {reason}"),
    mark("mend the other faults first, then run the doctor again"),
)
OLD_PYTHON = Message(
    "E911",
    mark("Python {version} is too old: {wanted} is needed"),
    mark("install a newer Python, remove .venv, then: make PYTHON=python3.11 issue WEEK=…"),
)
NO_PACKAGE = Message(
    "E912",
    mark("the package {package} is missing ({wanted} is needed)"),
    mark("run: rm -rf .venv && make fonts (it builds the environment anew)"),
)
OTHER_PACKAGE = Message(
    "E913",
    mark("the package {package} is {version}, but {wanted} is needed"),
    mark("run: rm -rf .venv && make fonts (it builds the environment anew)"),
)
NOT_LOADED = Message(
    "E914",
    mark("the package {package} is installed, but cannot be loaded: {reason}"),
    mark("run: rm -rf .venv && make fonts (it builds the environment anew)"),
)
NOT_AS_LOCKED = Message(
    "H915",
    mark("these packages are not of the versions that were tested: {packages}"),
    mark("that will do; rm -rf .venv && make fonts brings the tested versions"),
)
FACE_CHANGED = Message(
    "E916",
    mark("the face {face} is damaged or is another file than it should be: {file}"),
    mark("delete this file, then run: paiban fonts install"),
)
FACE_MISSING = Message(
    "W917",
    mark("{role}: the face {face} is missing; {used} stands in for it"),
    mark(
        "run: paiban fonts install (with a network); or put a face of your own into fonts/{role}/"
    ),
)
ROLE_EMPTY = Message(
    "E918",
    mark("{role}: there is no face at all, no page can be set"),
    mark(
        "run: paiban fonts install (with a network); or put a face of your own into fonts/{role}/"
    ),
)
LACKS_CHARACTERS = Message(
    "H919",
    mark(
        "{role}: {count} characters of 通用规范汉字表 are in none of its faces, such as {examples}"
    ),
    mark(
        "a name with one of them stops the build and is told; a face that has it may go into fonts/"
    ),
)
PROFILE_MISSING = Message(
    "W920",
    mark("the colour profile {file} is missing: press files are no PDF/X then"),
    mark("run: paiban fonts install (with a network), or give the print shop's with --icc"),
)
PROFILE_CHANGED = Message(
    "E921",
    mark("the colour profile is damaged or is another file than it should be: {file}"),
    mark("delete this file, then run: paiban fonts install"),
)
NO_PROGRAM = Message(
    "H922",
    mark("{program} is not installed; it serves for: {purpose}"),
    mark("only if you need that: {cure}"),
)
PROGRAM_FAILS = Message(
    "W923",
    mark("{program} is installed, but does not run: {reason}"),
    mark("only if you need it ({purpose}): install it again: {cure}"),
)
NOT_WRITABLE = Message(
    "E924",
    mark("nothing can be written into {folder}: {reason}"),
    mark("ask whoever looks after this machine for the right to write there; {purpose}"),
)
NO_CACHE = Message(
    "W925",
    mark("the cache {folder} cannot be written: {reason}"),
    mark("all works, but slowly; set TYPESET_CACHE to a folder of yours"),
)
LITTLE_SPACE = Message(
    "W926",
    mark("only {free} MB are free in {folder}"),
    mark("make room: an edition with its proofs may need 200 MB, fetching faces 400 MB"),
)
NO_SPACE = Message(
    "E927",
    mark("the disk is full: {free} MB are free in {folder}"),
    mark("delete what is not needed; an edition with its proofs may need 200 MB"),
)
PORT_TAKEN = Message(
    "H928",
    mark("port {port} of this machine is in use"),
    mark("nothing to do: the preview takes another; perhaps a preview is running already"),
)
NO_LOOPBACK = Message(
    "E929",
    mark("no port of this machine (127.0.0.1) can be opened: {reason}"),
    mark("the preview cannot run; ask whoever looks after this machine about firewall and sandbox"),
)
NOT_UTF8 = Message(
    "W930",
    mark("this terminal is told {encoding}, not UTF-8: Chinese may come out as codes"),
    mark("type first: export LANG=zh_CN.UTF-8 (or LANG=C.UTF-8)"),
)
NAMES_NOT_UTF8 = Message(
    "E931",
    mark("names of files are taken as {encoding}, not UTF-8: Chinese file names are not found"),
    mark("type first: export LANG=zh_CN.UTF-8 (or LANG=C.UTF-8)"),
)
UNKNOWN_LANGUAGE = Message(
    "H932",
    mark("there is no translation for {languages}; English is spoken"),
    mark("for Chinese: export LANGUAGE=zh_CN"),
)
WRONG_CLOCK = Message(
    "W933",
    mark("the clock says {now}, which cannot be right"),
    mark("set the clock: proofs and approvals carry its date"),
)
BAD_EPOCH = Message(
    "W934",
    mark("SOURCE_DATE_EPOCH is {value}, which is no number of seconds"),
    mark("type first: unset SOURCE_DATE_EPOCH"),
)
NO_ISSUES = Message(
    "W935",
    mark("there is no issue in {folder}"),
    mark("make one: paiban new 2025-37; or go to the folder that holds issues/, or give --root"),
)
NO_LIST = Message(
    "W936",
    mark("the list of faces cannot be read: {reason}"),
    mark("bring fonts/manifest.yaml back: git checkout fonts/manifest.yaml"),
)
NO_CLICK = Message(
    "E937",
    mark("typeset cannot start: the package {package} is missing"),
    mark("run: make doctor, or: python -m typeset doctor, which says what to do"),
)
