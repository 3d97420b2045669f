"""Bad and hostile files: bounded time and memory, a code and a cure, nothing written, no traceback.

A worker process has 1 GB and 60 s; what it refuses, and how it ends, becomes one finding.
"""

from __future__ import annotations

import io
import os
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.importers import word_files as word
from typeset.base.errors import SourceError
from typeset.base.worker import Ending, WorkerAnswer
from typeset.importers.manuscript.result import Transcript
from typeset.importers.receiving import read_files as reader
from typeset.importers.receiving import work_apart
from typeset.importers.receiving.gather_files import gather_files, natural_key

pytestmark = pytest.mark.slow

GOOD = word.WordFile(word.text("种树的意见") + word.text("各单位要种树。")).data()


def read(path: Path) -> Transcript:
    return reader.read_files(gather_files([str(path)]).files, accept_changes=False)


def refused(path: Path) -> list[str]:
    """The codes by which a file is refused; each finding has a cure and speaks of the file."""
    with pytest.raises(SourceError) as caught:
        read(path)
    assert all(finding.cure and finding.message for finding in caught.value.findings)
    return [finding.code for finding in caught.value.findings]


def with_member(name: str, data: bytes | str, good: bytes = GOOD) -> bytes:
    """A good Word file with one member changed."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(good)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.namelist():
            new.writestr(member, data if member == name else old.read(member))
        if name not in old.namelist():
            new.writestr(name, data)
    return made.getvalue()


def document(xml: str) -> bytes:
    return with_member("word/document.xml", xml)


def bomb() -> bytes:
    """60 MB of one letter in 60 KB."""
    return document(word.part("document", f"<w:body>{word.text('a' * 60_000_000)}</w:body>"))


def many_members() -> bytes:
    return word.zipped(
        {"[Content_Types].xml": word.TYPES, **{f"word/{n}.xml": "<a/>" for n in range(2100)}}
    )


ENTITY = (
    '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:{path}">]>'
    f"<w:document {word.NAMESPACES}><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"
)
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + f"]><w:document {word.NAMESPACES}><w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>"
)
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
LOCKED = COMPOUND + "EncryptedPackage".encode("utf-16-le") + bytes(512)
NESTED_DEEP = word.part(
    "document", f"<w:body>{'<w:sdt><w:sdtContent>' * 300}{'</w:sdtContent></w:sdt>' * 300}</w:body>"
)

BAD: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "zip bomb": ("a.docx", bomb, "E280"),
    "too many parts": ("a.docx", many_members, "E283"),
    "external entity": ("a.docx", lambda: document(ENTITY.format(path="//etc/hostname")), "E284"),
    "billion laughs": ("a.docx", lambda: document(LAUGHS), "E284"),
    "dtd in styles": ("a.docx", lambda: with_member("word/styles.xml", "<!DOCTYPE a><a/>"), "E284"),
    "password": ("a.docx", lambda: LOCKED, "E282"),
    "cut short": ("a.docx", lambda: GOOD[: len(GOOD) // 2], "E281"),
    "only a head": ("a.docx", lambda: b"PK\x03\x04" + bytes(60), "E281"),
    "no document": ("a.docx", lambda: word.zipped({"[Content_Types].xml": word.TYPES}), "E281"),
    "broken document": ("a.docx", lambda: document("<w:document"), "E281"),
    "broken relationships": (
        "a.docx",
        lambda: with_member("word/_rels/document.xml.rels", "<Rel"),
        "E281",
    ),
    "nested too deep": ("a.docx", lambda: document(NESTED_DEEP), "E281"),
    "foreign part": (
        "a.docx",
        word.WordFile('<w:altChunk r:id="x"/>').data,
        "E285",
    ),
    "no words": ("a.docx", word.WordFile("").data, "E254"),
    "docx named txt": ("a.txt", lambda: GOOD, "E291"),
    "docx named doc": ("a.doc", lambda: GOOD, "E291"),
    "doc named docx": ("a.docx", lambda: COMPOUND, "E291"),
    "text named docx": ("a.docx", "各单位要种树。".encode, "E291"),
    "html named txt": ("a.txt", lambda: b"<!DOCTYPE html><p>a", "E291"),
    "html named docx": ("a.docx", lambda: b"<html><p>a", "E291"),
    "pdf named docx": ("a.docx", lambda: b"%PDF-1.7\n", "E256"),
    "png named txt": ("a.txt", lambda: b"\x89PNG\r\n\x1a\n", "E256"),
    "Excel": (
        "a.xlsx",
        lambda: word.zipped({"[Content_Types].xml": "", "xl/workbook.xml": ""}),
        "E256",
    ),
    "binary text": ("a.txt", lambda: random.Random(3).randbytes(50_000), "E255"),
    "binary html": ("a.html", lambda: random.Random(3).randbytes(50_000), "E255"),
    "binary markdown": ("a.md", lambda: bytes(range(256)) * 40, "E255"),
    "html of 20 MB": ("a.html", lambda: b"<html>" + b"<p>a</p>" * 2_500_000, "E253"),
    "text of 20 MB": ("a.txt", lambda: b"a" * 20_000_000, "E253"),
    "empty": ("a.txt", lambda: b"", "E254"),
    "empty Word": ("a.docx", lambda: b"", "E254"),
    "blank": ("a.md", lambda: b"\n\n \n", "E254"),
    "zip without texts": ("a.zip", lambda: word.zipped({"a.exe": "x", "b/c.jpg": "y"}), "E298"),
    "zip in a zip": ("a.zip", lambda: word.zipped({"b.zip": word.zipped({"a.txt": "甲"})}), "E256"),
    "zip with a bomb": ("a.zip", lambda: word.zipped({"b.txt": b"a" * 60_000_000}), "E280"),
    "damaged zip": ("a.zip", lambda: word.zipped({"b.txt": "甲"})[:-10], "E281"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_files(case: str, tmp_path: Path) -> None:
    name, make, code = BAD[case]
    path = tmp_path / name
    path.write_bytes(make())
    assert refused(path) == [code]
    assert [entry.name for entry in tmp_path.iterdir()] == [name]


def test_an_entity_is_never_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("CANARY")
    path = tmp_path / "a.docx"
    path.write_bytes(document(ENTITY.format(path=f"//{secret}")))
    with pytest.raises(SourceError) as caught:
        read(path)
    assert "CANARY" not in str(caught.value)


@pytest.mark.parametrize(
    ("ending", "code"),
    [(Ending.OUT_OF_TIME, "E295"), (Ending.OUT_OF_MEMORY, "E296"), (Ending.CRASHED, "E297")],
)
def test_however_a_worker_ends(
    ending: Ending, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(GOOD)
    monkeypatch.setattr(work_apart, "run_worker", lambda *_: WorkerAnswer(ending, {}))
    assert refused(path) == [code]


@pytest.mark.parametrize("said", [b"", b"[]", b"{}\n", b'{"text": "x"}\n', b"\xff\n"])
def test_a_worker_that_talks_rubbish(
    said: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rubbish(_: str, __: object, ___: object, output: io.BytesIO) -> WorkerAnswer:
        output.write(said)
        return WorkerAnswer(Ending.FINE, {})

    path = tmp_path / "a.docx"
    path.write_bytes(GOOD)
    monkeypatch.setattr(work_apart, "run_worker", rubbish)
    assert refused(path) == ["E297"]


def test_random_damage_never_escapes(tmp_path: Path) -> None:
    """Bytes of a Word file changed: a transcript or our own errors, nothing else."""
    chance = random.Random(5)
    plain = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(plain, "w") as new:
        for member in old.namelist():
            new.writestr(member, old.read(member))
    path = tmp_path / "a.docx"
    for _ in range(12):
        data = bytearray(plain.getvalue())
        for _ in range(6):
            data[chance.randrange(100, len(data))] = chance.randrange(256)
        path.write_bytes(data)
        try:
            read(path)
        except SourceError as error:
            assert error.findings  # noqa: PT017


# ------------------------------------------------------------------------- folders and ZIP


def test_a_folder_in_the_order_people_count(tmp_path: Path) -> None:
    for number in (10, 2, 1):
        (tmp_path / f"材料{number}.txt").write_text(f"标题{number}\n文。\n", "utf-8")
    (tmp_path / "~$材料1.docx").write_bytes(b"lock")
    (tmp_path / "封面.jpg").write_bytes(b"\xff\xd8\xff")
    gathered = gather_files([str(tmp_path)])
    assert [Path(file.name).name for file in gathered.files] == [
        "材料1.txt",
        "材料2.txt",
        "材料10.txt",
    ]
    assert [finding.code for finding in gathered.findings] == ["W284"]
    text = reader.read_files(gathered.files, accept_changes=False).text
    assert [line for line in text.split("\n") if line.startswith("材料")] == [
        "材料1",
        "材料2",
        "材料10",
    ]


@pytest.mark.parametrize(
    "names",
    [
        ["2.txt", "10.txt"],
        ["材料二.txt", "材料十.txt"],
        ["三、甲.txt", "十二、乙.txt"],
        ["第九批.txt", "第十一批.txt"],
        ["a2b3.txt", "a2b12.txt"],
    ],
)
def test_natural_order(names: list[str]) -> None:
    backwards = names[::-1]
    assert sorted(backwards, key=natural_key) == names


def test_a_loop_of_folders_is_not_followed(tmp_path: Path) -> None:
    inner = tmp_path / "甲" / "乙"
    inner.mkdir(parents=True)
    (inner / "圈").symlink_to(tmp_path, target_is_directory=True)
    (inner / "a.txt").write_text("标题\n文。\n", "utf-8")
    (inner / "b.txt").symlink_to(inner / "b.txt")
    gathered = gather_files([str(tmp_path)])
    assert [Path(file.name).name for file in gathered.files] == ["a.txt"]


def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert refused(tmp_path / "a.txt") == ["E255"]
    assert refused(tmp_path) == ["E298"]


def test_too_many_files(tmp_path: Path) -> None:
    for number in range(201):
        (tmp_path / f"{number}.txt").write_text("甲")
    assert refused(tmp_path) == ["E299"]


def test_a_zip_with_chinese_names(tmp_path: Path) -> None:
    """Chinese systems write names in GB 18030 without saying so."""
    texts = {"材料十.txt": "标题乙\n乙文。\n", "材料二.txt": "标题甲\n甲文。\n"}
    names = {f"{index}" * len(name.encode("gb18030")): name for index, name in enumerate(texts)}
    data = word.zipped({plain: texts[name] for plain, name in names.items()})
    for plain, name in names.items():
        data = data.replace(plain.encode(), name.encode("gb18030"))
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    found = [file.name.rpartition("/")[2] for file in gather_files([str(path)]).files]
    assert found == ["材料二.txt", "材料十.txt"]


def test_paths_out_of_a_zip_lead_nowhere(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(word.zipped({"../../x.txt": "标题\n文。\n", "/etc/y.txt": "标题\n文。\n"}))
    assert "标题" in read(path).text
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.zip"]


def test_several_bad_files_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\0" * 100)
    (tmp_path / "b.docx").write_bytes(b"PK\x03\x04" + bytes(60))
    assert sorted(refused(tmp_path)) == ["E255", "E281"]
