"""The starter library as the tests' content."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from wiki.access.permissions import SYSTEM
from wiki.core.db import wired
from wiki.core.resources import resource_folder
from wiki.entries import service
from wiki.entries.kinds import Kinds
from wiki.entries.service import Edit, Intent
from wiki.library import parsing


def documents(kinds: Kinds) -> Iterator[tuple[str, parsing.Document]]:
    """(slug, what its file says) for every file of the starter library."""
    for file in sorted(resource_folder("content").glob("*/*.md")):
        read = parsing.read(kinds, file.read_bytes(), file.parent.name)
        assert isinstance(read, parsing.Document), (file, read)
        yield file.stem, read


def load_starter(session: Session) -> int:
    """Release the starter library; returns how many entries."""
    count = 0
    for slug, document in documents(wired(session, Kinds)):
        service.create(session, SYSTEM, document.kind, Edit(document.content, intent=Intent.RELEASE), slug)
        count += 1
    return count
