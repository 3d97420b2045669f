"""typeset: an office's weekly compilation, from plain text to one print-ready PDF.

What other programs use is listed in `typeset.api` and can be had from here: `typeset.open_office`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typeset.api import (
        BuildError as BuildError,
    )
    from typeset.api import (
        Finding as Finding,
    )
    from typeset.api import (
        ImportAccount as ImportAccount,
    )
    from typeset.api import (
        IssueFolder as IssueFolder,
    )
    from typeset.api import (
        Office as Office,
    )
    from typeset.api import (
        Severity as Severity,
    )
    from typeset.api import (
        SourceError as SourceError,
    )
    from typeset.api import (
        TypesetError as TypesetError,
    )
    from typeset.api import (
        open_office as open_office,
    )
    from typeset.api import (
        preflight_file as preflight_file,
    )

__version__ = "0.2.0"


def __getattr__(name: str) -> object:
    """The names of `typeset.api`, imported when one of them is first asked for."""
    from importlib import import_module

    api = import_module("typeset.api")

    if name not in api.__all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(api, name)
