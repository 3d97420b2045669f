"""A folder of sources to an `Issue` (读取一期): all that is wrong with it reported at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from msgspec import Struct

from typeset.base.errors import SourceError
from typeset.base.findings import Finding, Message, SourcePosition, has_errors
from typeset.base.messages import mark
from typeset.content.attachment import AttachedFile
from typeset.content.dates import monday_of_week
from typeset.content.document import ContentsCategory, ContentsEntry, Issue, Material, Picture
from typeset.content.document_texts import plain_text
from typeset.content.limits import SOURCE_FILE_BYTES
from typeset.content.manifest import ListedMaterial, Manifest
from typeset.content.parse_material import parse_material
from typeset.content.paths import digest_file, list_files, material_number, read_file
from typeset.content.read_manifest import parse_manifest
from typeset.content.read_text import decode_source, quoted

NO_SUCH_ISSUE = Message(
    "E186",
    mark("there is no issue {week} beside this one"),
    mark("write the name of a folder in issues, as 2025-35"),
)
OWN_ISSUE = Message(
    "E187",
    mark("an issue cannot be an attachment of itself"),
    mark("write the name of another week"),
)
NO_ISSUES_FOLDER = Message(
    "E101",
    mark("there is no folder {folder}"),
    mark("run typeset where the folder issues/ lies, or name its parent with --root"),
)
NO_SUCH_WEEK = Message(
    "E102",
    mark("there is no issue {week}"),
    mark("take one of: {weeks}; or make it with: paiban new {week}"),
)
BAD_WEEK = Message(
    "E103",
    mark("{week} is not the name of a week"),
    mark("write the year and the ISO week, as in 2025-36; there are: {weeks}"),
)
NO_WEEKS = Message(
    "E104",
    mark("there is no issue {week}, nor any other yet"),
    mark("make the first with: paiban new 2025-36 (year and ISO week)"),
)
PICTURE_KIND = Message(
    "E123",
    mark("{name} is not a kind of picture that can be placed"),
    mark("save it as one of: {kinds}"),
)
ATTACHMENT_KIND = Message(
    "E124",
    mark("{name} is not a kind of file that can be attached"),
    mark("save it as one of: {kinds}"),
)
SAME_NUMBER = Message(
    "E155",
    mark("{first} (line {first_line}) and {second} (line {second_line}) are both 材料{number}"),
    mark("rename one of the files"),
)
LISTED_TWICE = Message(
    "E156",
    mark("{name} is listed twice, in lines {first} and {second}"),
    mark("keep one of them"),
)
NOT_LISTED = Message(
    "W101",
    mark("{name} lies in the folder but is not in the contents, so it is not printed"),
    mark("list it under materials, or move it away"),
)

MANIFEST_FILE = "issue.yaml"
PICTURE_KINDS = (".png", ".jpg", ".jpeg")
ATTACHMENT_KINDS = (
    ".pdf", *PICTURE_KINDS, ".tif", ".tiff", ".webp", ".bmp", ".gif",
    ".docx", ".doc", ".xlsx", ".xls", ".pptx", ".ppt", ".odt", ".ods", ".odp",
    ".rtf", ".wps", ".et", ".dps", ".ofd",
)  # fmt: skip
MOST_SUGGESTIONS = 20


class SourceFile(Struct, frozen=True):
    """A file that was read: its path inside the issue's folder and the sha256 of its bytes."""

    path: str
    sha256: str


class LoadedIssue(Struct, frozen=True):
    """An issue free of errors, its warnings and hints, and every file it was made from.

    `folder` is the issue's folder; `sources` stand in the order of their paths.  `texts` holds
    what issue.yaml and the materials say, by name, `accepted` the findings the editor lets stand.
    """

    issue: Issue
    findings: tuple[Finding, ...]
    sources: tuple[SourceFile, ...]
    folder: Path
    texts: Mapping[str, str] = {}
    accepted: tuple[tuple[str, SourcePosition], ...] = ()


def list_weeks(root: Path) -> tuple[str, ...]:
    """The names of the issues there are: folders in `root/issues` that hold an issue.yaml."""
    try:
        folders = list((root / "issues").iterdir())
    except OSError:
        return ()
    names = [folder.name for folder in folders if (folder / MANIFEST_FILE).is_file()]
    return tuple(sorted(name for name in names if not name.startswith(".")))


def find_issue_folder(root: Path, week: str) -> Path:
    """The folder of an issue.

    Raises SourceError where there is none, with the names of those there are.
    """
    if not (root / "issues").is_dir():
        raise SourceError([NO_ISSUES_FOLDER.at(folder=quoted(str(root / "issues")))])
    folder = root / "issues" / week
    if _is_folder_name(week) and folder.is_dir():
        return folder
    weeks = ", ".join(list_weeks(root))
    if not weeks:
        raise SourceError([NO_WEEKS.at(week=quoted(week))])
    message = NO_SUCH_WEEK if monday_of_week(week) else BAD_WEEK
    raise SourceError([message.at(week=quoted(week), weeks=weeks)])


def load_issue(root: Path, week: str) -> LoadedIssue:
    """Read `root/issues/WEEK`.

    Raises SourceError with all findings, where one of them is an error.
    """
    folder = find_issue_folder(root, week)
    files = list_files(folder)
    if isinstance(files, Finding):
        raise SourceError([files])
    loader = _Loader(folder, files)
    manifest = loader.read_manifest(week)
    materials = loader.read_materials(manifest)
    loader.check_pictures(materials)
    loader.check_attachments(manifest)
    loader.report_unlisted(manifest)
    findings = tuple(sorted(loader.findings, key=_order))
    if has_errors(findings):
        raise SourceError(findings)
    sources = tuple(SourceFile(*item) for item in sorted(loader.digests.items()))
    issue = _issue(week, manifest, materials)
    return LoadedIssue(issue, findings, sources, folder, loader.texts, manifest.accepted)


def load_manifest(root: Path, week: str) -> Manifest:
    """The facts in `root/issues/WEEK/issue.yaml`, whatever the other files hold.

    Raises SourceError where they cannot be read or hold an error.
    """
    loader = _Loader(find_issue_folder(root, week), [])
    manifest = loader.read_manifest(week)
    if has_errors(loader.findings):
        raise SourceError(loader.findings)
    return manifest


class _Loader(Struct):
    folder: Path
    files: list[str]
    findings: list[Finding] = []
    digests: dict[str, str] = {}
    texts: dict[str, str] = {}

    def read_manifest(self, week: str) -> Manifest:
        """Raises SourceError where there is no text to read facts from."""
        text = self._read_text(MANIFEST_FILE, SourcePosition(MANIFEST_FILE))
        if text is None:
            raise SourceError(self.findings)
        parsed = parse_manifest(text, week, file=MANIFEST_FILE)
        self.findings += parsed.findings
        return parsed.manifest

    def read_materials(self, manifest: Manifest) -> tuple[Material, ...]:
        """The materials listed, by number."""
        listed = [entry for category in manifest.contents for entry in category.materials]
        numbers = number_materials(listed)
        self.findings += _report_repeated(listed, numbers)
        materials: dict[int, Material] = {}
        for entry, number in zip(listed, numbers, strict=True):
            if number in materials:
                continue
            text = self._read_text(entry.file, entry.position)
            if text is not None:
                parsed = parse_material(text, file=entry.file, number=number)
                self.findings += parsed.findings
                materials[number] = parsed.material
        return tuple(materials[number] for number in sorted(materials))

    def check_pictures(self, materials: tuple[Material, ...]) -> None:
        """Whether each picture is there; what it holds is looked at when it is placed."""
        for material in materials:
            for block in material.blocks:
                if isinstance(block, Picture):
                    self._digest(block.file, block.position, PICTURE_KINDS, PICTURE_KIND)

    def check_attachments(self, manifest: Manifest) -> None:
        """Whether each attachment is there, inside the folder."""
        listed = [file for attachment in manifest.attachments for file in attachment.files]
        for file in listed:
            if file.week:
                self._check_issue(file)
                continue
            self._digest(file.file, file.position, ATTACHMENT_KINDS, ATTACHMENT_KIND)

    def _check_issue(self, file: AttachedFile) -> None:
        """Whether the issue of another week is there."""
        folder = self.folder.parent / file.week
        if file.week == self.folder.name:
            self.findings.append(OWN_ISSUE.at(file.position))
        elif not (_is_folder_name(file.week) and (folder / MANIFEST_FILE).is_file()):
            week = quoted(file.week)
            self.findings.append(NO_SUCH_ISSUE.at(file.position, week=week))

    def report_unlisted(self, manifest: Manifest) -> None:
        """Texts named 材料N that the contents leave out."""
        listed = {entry.file for category in manifest.contents for entry in category.materials}
        if not listed:
            return
        for name in self.files:
            is_text = "/" not in name and name.endswith((".md", ".txt"))
            if is_text and name not in listed and material_number(name) is not None:
                place = SourcePosition(MANIFEST_FILE)
                self.findings.append(NOT_LISTED.at(place, name=quoted(name)))

    def _suggestions(self) -> list[str]:
        """The files to find a like name among; comparing is slow, so only for the first faults."""
        return self.files if len(self.findings) < MOST_SUGGESTIONS else []

    def _read_text(self, name: str, position: SourcePosition | None) -> str | None:
        opened = read_file(
            self.folder, name, position, limit=SOURCE_FILE_BYTES, files=self._suggestions()
        )
        if isinstance(opened, Finding):
            self.findings.append(opened)
            return None
        self.digests[name] = opened.sha256
        text = decode_source(opened.data, name)
        if isinstance(text, Finding):
            self.findings.append(text)
            return None
        self.texts[name] = text
        return text

    def _digest(
        self, name: str, position: SourcePosition, kinds: tuple[str, ...], message: Message
    ) -> None:
        if name in self.digests:
            return
        opened = digest_file(self.folder, name, position, files=self._suggestions())
        if isinstance(opened, Finding):
            self.findings.append(opened)
        elif PurePosixPath(name).suffix.lower() not in kinds:
            shown = ", ".join(kinds)
            self.findings.append(message.at(position, name=quoted(name), kinds=shown))
        else:
            self.digests[name] = opened.sha256


def number_materials(listed: list[ListedMaterial]) -> list[int]:
    """材料N for each entry: from its file's name, else the next number free in list order."""
    own = [material_number(entry.file) for entry in listed]
    taken = {number for number in own if number is not None}
    numbers: list[int] = []
    following = 1
    for number in own:
        if number is None:
            while following in taken:
                following += 1
            number = following  # noqa: PLW2901 (the entry's number, now known)
            taken.add(number)
        numbers.append(number)
    return numbers


def _report_repeated(listed: list[ListedMaterial], numbers: list[int]) -> list[Finding]:
    """Files listed twice, and different files with one number."""
    first: dict[int, ListedMaterial] = {}
    found: list[Finding] = []
    for entry, number in zip(listed, numbers, strict=True):
        before = first.setdefault(number, entry)
        if before is entry:
            continue
        lines = (before.position.line, entry.position.line)
        if before.file == entry.file:
            found.append(
                LISTED_TWICE.at(
                    entry.position, name=quoted(entry.file), first=lines[0], second=lines[1]
                )
            )
        else:
            found.append(
                SAME_NUMBER.at(
                    entry.position,
                    first=quoted(before.file),
                    first_line=lines[0],
                    second=quoted(entry.file),
                    second_line=lines[1],
                    number=number,
                )
            )
    return found


def _issue(week: str, manifest: Manifest, materials: tuple[Material, ...]) -> Issue:
    listed = [entry for category in manifest.contents for entry in category.materials]
    numbers = dict(zip((id(entry) for entry in listed), number_materials(listed), strict=True))
    contents = tuple(
        ContentsCategory(
            category.heading,
            tuple(
                ContentsEntry(numbers[id(entry)], entry.title, entry.position)
                for entry in category.materials
            ),
            category.position,
        )
        for category in manifest.contents
        if category.materials and manifest.official is None
    )
    return Issue(
        week=week,
        title=manifest.title if manifest.official is None else plain_text(materials[0].title),
        period=manifest.period,
        compiler=manifest.compiler,
        date=manifest.date,
        contents=contents,
        materials=materials,
        notice=manifest.notice,
        names=manifest.names,
        attachments=manifest.attachments,
        imprint=manifest.imprint,
        style=manifest.style,
        official=manifest.official,
        position=SourcePosition(MANIFEST_FILE, 1, 1),
    )


def _order(finding: Finding) -> tuple[bool, str, int, int]:
    """issue.yaml first, then the texts by name; in a file from top to bottom."""
    where = finding.position or SourcePosition("")
    return (where.file not in {"", MANIFEST_FILE}, where.file, where.line, where.column)


def _is_folder_name(week: str) -> bool:
    return bool(week) and not week.startswith(".") and not set(week) & set("/\\\0")
