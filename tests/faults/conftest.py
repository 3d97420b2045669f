"""Each run costs as much as a command, so these tests are asked for: `make faults`."""

from __future__ import annotations

import os

collect_ignore = [] if os.environ.get("TYPESET_FAULTS") else ["test_faults.py"]
