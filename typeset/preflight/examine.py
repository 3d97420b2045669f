"""Examining a file (检查), inside a worker: all checks of its profile, one report as JSON."""

from __future__ import annotations

import gc
import hashlib
import json
from collections.abc import Mapping
from typing import IO, Any

import pikepdf

from typeset.base.findings import Finding
from typeset.base.worker import REFUSED_EXIT
from typeset.preflight.check import NO_FACTS, Check, Measured, NotMeasured, Said
from typeset.preflight.checks import CHECKS
from typeset.preflight.expected import ExpectedFacts, Profile, facts_from_json
from typeset.preflight.limits import (
    DECODED_BYTES,
    FILE_BYTES,
    FINDINGS_PER_CHECK,
    PAGES,
    WARNINGS,
)
from typeset.preflight.messages import BROKEN_CHECK, LOCKED, NO_PDF, TOO_LARGE, TOO_MANY_PAGES
from typeset.preflight.report import result_as_json
from typeset.preflight.scanning.opened import Opened

_REASON = 160


def examine(
    request: Mapping[str, Any], source: IO[bytes], output: IO[bytes] | None
) -> tuple[int, Mapping[str, Any]]:
    """The worker's entry: `request` holds `name`, `profile` or None, `facts` or None."""
    assert output is not None
    _prepare()
    data = source.read(FILE_BYTES + 1)
    profile = Profile(request["profile"]) if request["profile"] else None
    facts = facts_from_json(request["facts"]) if request["facts"] else None
    code, values = examine_data(data, str(request["name"]), profile, facts)
    if code:
        return code, values
    output.write(json.dumps(values).encode())
    return 0, {}


def _prepare() -> None:
    """Set up the process, which does nothing else and soon ends."""
    gc.disable()
    pikepdf.settings.set_qpdf_limits(
        doc_max_warnings=WARNINGS,
        flate_max_memory=DECODED_BYTES,
        run_length_max_memory=DECODED_BYTES,
        dct_max_memory=DECODED_BYTES,
        png_max_memory=DECODED_BYTES,
        tiff_max_memory=DECODED_BYTES,
    )


def examine_data(
    data: bytes, name: str, profile: Profile | None, facts: ExpectedFacts | None
) -> tuple[int, Mapping[str, Any]]:
    """0 and the report, or the exit code of a refusal, its code and values."""
    if len(data) > FILE_BYTES:
        return _refuse(TOO_LARGE.code, file=name, size=len(data) // 10**6, most=FILE_BYTES // 10**6)
    try:
        opened = Opened(data, profile, facts)
    except pikepdf.PasswordError:
        return _refuse(LOCKED.code, file=name)
    except (pikepdf.PdfError, AttributeError, KeyError, TypeError, ValueError) as error:
        return _refuse(NO_PDF.code, file=name, reason=_reason(error))
    count = len(opened.pages)
    if count == 0:
        return _refuse(NO_PDF.code, file=name, reason="0 pages")
    if count > PAGES:
        return _refuse(TOO_MANY_PAGES.code, file=name, pages=count, most=PAGES)
    report = {
        "digest": hashlib.sha256(data).hexdigest(),
        "size": len(data),
        "pages": count,
        "profile": opened.profile.value,
        "substituted": bool(facts and facts.substitutions),
        "results": [
            result_as_json(check.identifier, *_run(check, opened))
            for check in CHECKS
            if opened.profile in check.profiles
        ],
    }
    return 0, report


def _refuse(code: str, **values: str | int) -> tuple[int, Mapping[str, Any]]:
    return REFUSED_EXIT, {"code": code, "values": values}


def _run(check: Check, opened: Opened) -> tuple[list[Said], int]:
    """What a check says, and how many findings were left out; a check that breaks says so."""
    if check.needs_facts and opened.facts is None:
        return [NotMeasured(NO_FACTS)], 0
    said: list[Said] = []
    found, more = 0, 0
    try:
        for item in check.look(opened):
            found += isinstance(item, Finding)
            if isinstance(item, Finding) and found > FINDINGS_PER_CHECK:
                more += 1
            else:
                said.append(item)
    except (MemoryError, AssertionError):
        raise
    except Exception as error:  # noqa: BLE001 (one broken part must not hide what else is wrong)
        said = [item for item in said if not isinstance(item, Measured)]
        said.append(BROKEN_CHECK.at(check=check.identifier, reason=_reason(error)))
    return said, more


def _reason(error: Exception) -> str:
    line = str(error).partition("\n")[0]
    return (line.rpartition("): ")[2] or line or type(error).__name__)[:_REASON]
