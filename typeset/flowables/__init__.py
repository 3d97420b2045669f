"""Chinese paragraphs for other ReportLab programs (供其他程序用的段落).

    from typeset.flowables import ChineseParagraph

`ChineseParagraph` is a platypus flowable whose lines our composer breaks and justifies.
`register_fonts` loads the faces, those of folders of your own first, and registers each role with
ReportLab as `typeset-body`, `typeset-hei` and so on, for `canvas.setFont` and tables.
"""

from typeset.output.guard import leave_to_host

leave_to_host(__name__)

from typeset.flowables.fonts import register_fonts  # noqa: E402 (the guard comes first)
from typeset.flowables.paragraph import ChineseParagraph  # noqa: E402

__all__ = ["ChineseParagraph", "register_fonts"]
