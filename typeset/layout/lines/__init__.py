"""Characters → clusters → lines (排行)."""
