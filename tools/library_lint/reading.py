"""The folder `content/` as the lint sees it: every entry with its lines, every piece of text with its language."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wiki.app import FEATURES
from wiki.core.text import LANGUAGES
from wiki.entries import payload as payloads
from wiki.entries.fields import Line, Prose, language_name
from wiki.entries.kinds import Kind, Kinds
from wiki.glossary.kind import KIND as TERM
from wiki.guidelines.kind import KIND as GUIDELINE
from wiki.journeys.journey import KIND as JOURNEY
from wiki.journeys.persona import KIND as PERSONA
from wiki.learning.kind import KIND as PATH
from wiki.library.codec import is_section
from wiki.library.parsing import Document, read
from wiki.library.places import line_of
from wiki.library.report import FileProblem
from wiki.processes.kind import KIND as PROCESS
from wiki.touchpoints.kind import KIND as TOUCHPOINT

Key = tuple[str, str]
"""Kind and slug."""


@dataclass(frozen=True)
class Text:
    """A text of an entry in one language. `place` is its name in messages of the wiki, `field` its field's."""

    place: str
    field: str
    language: str
    words: str
    line: int
    is_markdown: bool
    is_label: bool


@dataclass(frozen=True)
class Entry:
    """A file that could be read."""

    file: str
    slug: str
    document: Document

    @property
    def kind(self) -> Kind:
        """Its kind."""
        return self.document.kind

    @property
    def key(self) -> Key:
        """Kind and slug."""
        return self.kind.name, self.slug

    @property
    def content(self) -> dict[str, Any]:
        """What it says."""
        return self.document.content

    def says(self, where: str, message: str) -> FileProblem:
        """A finding at the place `where`."""
        return FileProblem(self.file, self.line(where), message)

    def line(self, where: str) -> int:
        """The line of the place `where`; that of its words where they stand under a marker line."""
        sections = {field.name for field in self.kind.all_fields if is_section(field)}
        beneath = any(where == language_name(name, language) for name in sections for language in LANGUAGES)
        return line_of(self.document.lines, where) + beneath

    def texts(self) -> Iterator[Text]:
        """Every text in it that has a language, web addresses and names of sources left out."""
        for place in payloads.places(self.kind.all_fields, self.content):
            field = place.field
            if not isinstance(field, Line | Prose) or not field.per_language:
                continue
            for language, words in place.value.items():
                where = language_name(place.path, language)
                markdown = isinstance(field, Prose) and field.is_markdown
                yield Text(place.path, field.name, language, words, self.line(where), markdown, is_label=False)
        for index, label in enumerate(self.content.get("labels", ())):
            line = self.line(f"labels-{index}-text")
            yield Text(f"labels-{index}", "labels", label["language"], label["text"], line, False, is_label=True)


@dataclass(frozen=True)
class Library:
    """All entries by kind and slug, and what could not be read."""

    entries: dict[Key, Entry]
    findings: list[FileProblem]
    kinds: Kinds

    def of(self, kind: str) -> list[Entry]:
        """The entries of a kind."""
        return [entry for entry in self.entries.values() if entry.kind.name == kind]

    def find(self, kind: str, slug: str) -> Entry | None:
        """The entry a link leads to; without a kind the first of the kinds that has the slug."""
        names = [kind] if kind else self.kinds.names
        return next((self.entries[name, slug] for name in names if (name, slug) in self.entries), None)


def known_kinds() -> Kinds:
    """The kinds of the application, in the order in which addresses are looked up."""
    by_name = {kind.name: kind for kind in (TERM, PROCESS, TOUCHPOINT, JOURNEY, PERSONA, GUIDELINE, PATH)}
    kinds = Kinds()
    for feature in FEATURES:
        if feature.name in by_name:
            kinds.add(by_name[feature.name])
    return kinds


def read_library(folder: Path) -> Library:
    """Everything below `folder`."""
    library = Library({}, [], known_kinds())
    for path in sorted(each for each in folder.rglob("*.md") if each.name != "README.md"):
        file = f"{folder.name}/{path.relative_to(folder)}"
        found = read(library.kinds, path.read_bytes(), path.parent.name)
        problems = found.problems if isinstance(found, Document) else found
        library.findings.extend(FileProblem(file, each.line, str(each.message)) for each in problems)
        if isinstance(found, Document) and not problems:
            entry = Entry(file, path.stem, found)
            library.entries[entry.key] = entry
    return library


def other_language(language: str) -> str:
    """German for English and the other way round."""
    return next(each for each in LANGUAGES if each != language)
