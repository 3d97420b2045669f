"""Where it goes: lines, blocks and pages as placed marks; knows nothing of PDF."""
