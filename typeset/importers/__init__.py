"""Importers (导入): what others send becomes the source of an issue, and every change is listed.

One importer a file; all give an `ImportResult` and end in `save_import`.
"""
