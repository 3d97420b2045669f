"""The text and the page images of an edition, which comparing, correcting and looking share."""
