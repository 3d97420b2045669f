"""The beginning of every HTML page that is written (网页开头): nothing of others, no script."""

from __future__ import annotations

HTML_HEAD = """\
<!DOCTYPE html>
<html lang="$language">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>$title</title>
<style>
"""
"""For a `string.Template`; style rules follow."""
