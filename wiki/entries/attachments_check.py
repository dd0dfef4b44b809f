"""What an uploaded file is, judged by its content alone: neither its name nor what the browser claims is believed.

Taken are raster images (`attachments_images.py` makes them anew), PDF, Office documents without macros and plain
text. SVG, HTML and everything else that a browser could run is refused.
"""

import re
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO

from flask_babel import lazy_gettext as _l

from wiki.core.errors import Invalid, Problem
from wiki.core.text import slugify
from wiki.entries import attachments_images as images

MOST_PARTS = 5_000
MOST_UNPACKED = 200 * 1024 * 1024
MOST_RATIO = 200
_MOST_INDEX = 1024 * 1024
NAME_LENGTH = 80

_OFFICE_OPEN_XML = {
    b"wordprocessingml.document.main+xml": ("docx", "wordprocessingml.document"),
    b"spreadsheetml.sheet.main+xml": ("xlsx", "spreadsheetml.sheet"),
    b"presentationml.presentation.main+xml": ("pptx", "presentationml.presentation"),
}
_OPEN_DOCUMENT = {"text": "odt", "spreadsheet": "ods", "presentation": "odp", "graphics": "odg"}
_ACTIVE = re.compile(r"vbaproject|vbadata|macrosheets/|activex|\Abasic/|\Ascripts/|\Aobject[ _]", re.IGNORECASE)
_MARKUP = re.compile(r"\A\s*(?:<[!?a-z/]|%!PS)", re.IGNORECASE)
_TEXT_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_TEXTS = {"csv": "text/csv", "md": "text/markdown", "txt": "text/plain"}

REFUSED = _l(
    "Files of this kind are not taken. "
    "Send PNG, JPEG, GIF, WebP, PDF, Word, Excel, PowerPoint, OpenDocument, text or CSV."
)
MACROS = _l("This document contains macros or active parts. Save it without them and send it again.")
BOMB = _l("This document would become far too large when unpacked.")
DAMAGED = _l("This file is damaged.")
EMPTY = _l("This file is empty.")
SVG = _l("SVG drawings can contain programs and are not taken. Send the drawing as PNG or PDF.")


@dataclass(frozen=True)
class Checked:
    """A file that may be kept: its bytes as stored and what it really is."""

    name: str
    data: bytes
    media_type: str
    width: int = 0
    height: int = 0


def check(name: str, data: bytes, *, rewrite: bool = True) -> Checked:
    """The file as it will be kept. Raises Invalid for what is not taken.

    `rewrite`: images are always made anew; without it (import by an operator) only those that carry metadata.
    """
    if not data:
        raise refused(EMPTY)
    image = images.remade(data, rewrite=rewrite)
    if image is not None:
        return Checked(safe_name(name, image.extension), image.data, image.media_type, image.width, image.height)
    extension, media_type = _document(name, data)
    return Checked(safe_name(name, extension), data, media_type)


def refused(message: object) -> Invalid:
    """The error for a file that is not taken."""
    return Invalid([Problem("file", message)], message)


def safe_name(name: str, extension: str) -> str:
    """A name that needs no quoting anywhere: in Markdown, addresses and file systems."""
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    stem = base.rpartition(".")[0] or base
    return f"{slugify(stem)[:NAME_LENGTH].strip('-') or 'file'}.{extension}"


def _document(name: str, data: bytes) -> tuple[str, str]:
    if data.startswith(b"%PDF-"):
        if b"%%EOF" not in data[-2048:]:
            raise refused(DAMAGED)
        return "pdf", "application/pdf"
    if data.startswith(b"PK\x03\x04"):
        return _archive(data)
    return _text(name, data)


def _archive(data: bytes) -> tuple[str, str]:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _office(archive, len(data))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        raise refused(DAMAGED) from error


def _office(archive: zipfile.ZipFile, size: int) -> tuple[str, str]:
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or unpacked > size * MOST_RATIO:
        raise refused(BOMB)
    names = [part.filename for part in parts]
    if any(_ACTIVE.search(each) for each in names):
        raise refused(MACROS)
    if "[Content_Types].xml" in names:
        return _office_open_xml(_start_of(archive, "[Content_Types].xml"))
    if names[:1] == ["mimetype"]:
        return _open_document(_start_of(archive, "mimetype"))
    raise refused(REFUSED)


def _start_of(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(_MOST_INDEX)


def _office_open_xml(index: bytes) -> tuple[str, str]:
    if b"macroenabled" in index.lower() or b"vbaproject" in index.lower():
        raise refused(MACROS)
    for needle, (extension, kind) in _OFFICE_OPEN_XML.items():
        if needle in index:
            return extension, f"application/vnd.openxmlformats-officedocument.{kind}"
    raise refused(REFUSED)


def _open_document(stated: bytes) -> tuple[str, str]:
    kind = stated.decode("ascii", "replace").removeprefix("application/vnd.oasis.opendocument.")
    if kind not in _OPEN_DOCUMENT:
        raise refused(REFUSED)
    return _OPEN_DOCUMENT[kind], f"application/vnd.oasis.opendocument.{kind}"


def _text(name: str, data: bytes) -> tuple[str, str]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refused(REFUSED) from error
    if "<svg" in text[:4096].lower():
        raise refused(SVG)
    if _TEXT_CONTROL.search(text) or _MARKUP.search(text):
        raise refused(REFUSED)
    extension = name.rpartition(".")[2].lower()
    extension = extension if extension in _TEXTS else "txt"
    return extension, _TEXTS[extension]
