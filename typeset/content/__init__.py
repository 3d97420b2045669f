"""What the author wrote: the document as pure data, how it is read, and how it is written back."""
