"""A file as an entry: everything in it read, cleaned and checked, with the line of whatever is wrong."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask_babel import lazy_gettext as _l

from wiki.core.errors import Problem
from wiki.core.text import LANGUAGES
from wiki.entries import payload as payloads
from wiki.entries.cleaning import clean_slug
from wiki.entries.fields import language_name
from wiki.entries.kinds import RESERVED_SLUGS, Kind, Kinds
from wiki.library import yaml_reading as reading
from wiki.library.codec import MARKER, Head, is_section
from wiki.library.places import line_of, note_lines

MOST_BYTES = 1024 * 1024
HEAD_KEYS = ("kind", "former_slugs", "archived", "successor")
_YES, _NO = ("yes", "true"), ("no", "false", None)


@dataclass(frozen=True)
class LineProblem:
    """Something wrong at a line of a file."""

    line: int
    message: object


@dataclass(frozen=True)
class Document:
    """A file as read. `content` is the canonical payload; of no use when there are `problems`."""

    kind: Kind
    head: Head
    content: dict[str, Any]
    lines: Mapping[str, int]
    problems: tuple[LineProblem, ...] = ()


@dataclass
class _Reader:
    kinds: Kinds
    lines: dict[str, int] = field(default_factory=dict)
    problems: list[LineProblem] = field(default_factory=list)

    def say(self, line: int, message: object) -> None:
        self.problems.append(LineProblem(line, message))


def read(kinds: Kinds, data: bytes, folder: str = "") -> Document | list[LineProblem]:
    """The entry in a file that lies in `folder` (empty: unknown); only problems when not even its kind is clear."""
    reader = _Reader(kinds)
    try:
        lines = _lines_in(data)
        end = _end_of_front_matter(lines)
        root = reading.read_mapping("\n".join(lines[1:end]) + "\n")
    except reading.Unreadable as error:
        return [LineProblem(error.line + 1, error.message)]
    kind = _kind(reader, root, folder)
    if kind is None:
        return reader.problems
    head = _head(reader, root, kind)
    raw = {name: _raw(node) for name, node in root.items.items() if name not in HEAD_KEYS}
    note_lines(reader.lines, kind.all_fields, root)
    _read_sections(reader, kind, lines, end + 1, raw)
    content, problems = payloads.clean(kind, raw)
    for problem in problems:
        reader.say(line_of(reader.lines, problem.where), problem.message)
    return Document(kind, head, content, reader.lines, tuple(reader.problems))


# Unreadable counts lines from the second one of the file, where the front matter begins: 0 is the first.


def _lines_in(data: bytes) -> list[str]:
    if len(data) > MOST_BYTES:
        raise reading.Unreadable(0, _l("The file is larger than 1 MiB."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start)
        raise reading.Unreadable(line, _l("This is not UTF-8 text.")) from error
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _end_of_front_matter(lines: list[str]) -> int:
    if lines[0].rstrip(" \t") != "---":
        raise reading.Unreadable(0, _l("The file must begin with a line “---”."))
    end = next((number for number, line in enumerate(lines[1:], start=1) if line.rstrip(" \t") == "---"), None)
    if end is None:
        raise reading.Unreadable(0, _l("The front matter is not closed by a line “---”."))
    return end


def _kind(reader: _Reader, root: reading.Mapping, folder: str) -> Kind | None:
    expected = next((kind for kind in reader.kinds if kind.folder == folder), None)
    node = root.items.get("kind")
    if node is None and expected is not None:
        return expected
    name = node.text if isinstance(node, reading.Scalar) else None
    line = root.lines.get("kind", 0) + 1
    if not name or name not in reader.kinds:
        known = ", ".join(reader.kinds.names)
        reader.say(line, _l("The front matter must say “kind:” with one of: %(known)s.", known=known))
        return None
    if expected is not None and expected.name != name:
        reader.say(line, _l("A “%(kind)s” does not belong into the folder “%(folder)s”.", kind=name, folder=folder))
    return reader.kinds.get(name)


def _head(reader: _Reader, root: reading.Mapping, kind: Kind) -> Head:
    archived = _raw(root.items["archived"]) if "archived" in root.items else None
    if archived not in (*_YES, *_NO):
        reader.say(root.lines["archived"] + 1, _l("Either yes or no."))
    return Head(_former_slugs(reader, root), archived in _YES, _successor(reader, root, kind, archived in _YES))


def _successor(reader: _Reader, root: reading.Mapping, kind: Kind, archived: bool) -> str:
    value = _raw(root.items["successor"]) if "successor" in root.items else None
    if value is None:
        return ""
    line = root.lines["successor"] + 1
    if not archived:
        reader.say(line, _l("Only an archived entry has a successor."))
    other, colon, slug = value.rpartition(":") if isinstance(value, str) else ("", "", "")
    found: list[Problem] = []
    if not clean_slug(slug, "", found) or (colon and other not in reader.kinds):
        reader.say(line, _l("The short name of an entry is expected here, such as “kontaktpunkt”."))
    return slug if other == kind.name else str(value)


def _former_slugs(reader: _Reader, root: reading.Mapping) -> tuple[str, ...]:
    node = root.items.get("former_slugs")
    if node is None or (isinstance(node, reading.Scalar) and node.text is None):
        return ()
    if not isinstance(node, reading.Listing):
        reader.say(node.line + 1, _l("A list is expected here."))
        return ()
    slugs = []
    for item in node.items:
        found: list[Problem] = []
        slug = clean_slug(_raw(item), "former_slugs", found)
        for problem in found:
            reader.say(item.line + 1, problem.message)
        if slug in RESERVED_SLUGS:
            reader.say(item.line + 1, _l("“%(slug)s” is a reserved word.", slug=slug))
        if slug:
            slugs.append(slug)
    return tuple(sorted(set(slugs)))


def _raw(node: reading.Node) -> Any:
    if isinstance(node, reading.Scalar):
        return node.text
    if isinstance(node, reading.Listing):
        return [_raw(item) for item in node.items]
    return {name: _raw(item) for name, item in node.items.items()}


@dataclass(frozen=True)
class _Section:
    name: str
    language: str
    line: int
    text: str


def _read_sections(reader: _Reader, kind: Kind, lines: list[str], start: int, raw: dict[str, Any]) -> None:
    names = {each.name for each in kind.all_fields if is_section(each)}
    for section in _sections(lines, start):
        if not section.name:
            if section.text:
                reader.say(section.line, _l("Text must stand under a line such as “<!-- definition de -->”."))
            continue
        if section.name not in names or section.language not in LANGUAGES:
            allowed = ", ".join(sorted(names))
            reader.say(section.line, _l("There is no such text here; known are %(names)s in de and en.", names=allowed))
            continue
        texts = raw.setdefault(section.name, {})
        if not isinstance(texts, dict) or section.language in texts:
            reader.say(section.line, _l("This text is there twice."))
            continue
        texts[section.language] = section.text
        reader.lines[language_name(section.name, section.language)] = section.line


def _sections(lines: list[str], start: int) -> Iterator[_Section]:
    name, language, at = "", "", start + 1
    held: list[str] = []
    for number, line in enumerate(lines[start:], start=start + 1):
        marker = MARKER.fullmatch(line)
        if marker is None or marker[1]:
            held.append(line[1:] if marker else line)
            continue
        yield _Section(name, language, at, "\n".join(held).strip("\n"))
        name, language, at, held = marker[2], marker[3], number, []
    yield _Section(name, language, at, "\n".join(held).strip("\n"))
