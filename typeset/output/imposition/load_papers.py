"""The papers that offices print on (纸张): `styles/papers.yaml` beside the issues, else ours."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from typeset.base.errors import SourceError
from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.base.project import project_folder
from typeset.base.units import Mm

_NO_PAPER = Message(
    "E720",
    mark("{file} has no paper {paper}"),
    mark("name one of {names}, or add it to styles/papers.yaml with grammage and bulk"),
)
_BAD_PAPERS = Message(
    "E721",
    mark("{file} is no list of papers: {reason}"),
    mark("write each as NAME: {{grammage: 80, bulk: 1.25}}"),
)


class Paper(Struct, frozen=True, forbid_unknown_fields=True):
    """纸张: grammage (定量) in g/m², bulk (松厚度) in cm³/g, where it was read."""

    grammage: float
    bulk: float
    source: str = ""

    @property
    def thickness(self) -> Mm:
        """厚度 of one leaf: grammage by bulk (GB/T 451.3)."""
        return self.grammage * self.bulk / 1000


def find_paper(root: Path, name: str) -> Paper:
    """A paper by its name; the office's own list comes first.  Raises SourceError."""
    names: list[str] = []
    for folder in dict.fromkeys((root, project_folder())):
        path = folder / "styles" / "papers.yaml"
        if path.is_file():
            papers = _load(path)
            if name in papers:
                return papers[name]
            names += papers
    raise SourceError(
        [_NO_PAPER.at(file="styles/papers.yaml", paper=name or "?", names=", ".join(names))]
    )


def _load(path: Path) -> dict[str, Paper]:
    import msgspec
    import yaml

    shown = f"styles/{path.name}"
    try:
        tree = yaml.safe_load(path.read_bytes())
        return msgspec.convert(tree, dict[str, Paper])
    except (yaml.YAMLError, msgspec.ValidationError, OSError, UnicodeDecodeError) as error:
        reason = " ".join(str(error).split())
        raise SourceError([_BAD_PAPERS.at(file=shown, reason=reason[:200])]) from error
