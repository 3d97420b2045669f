"""The browser (案头): the live page and its server."""
