"""Files read, cleaned, rendered and compared with each other before anything is locked."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from flask_babel import gettext as _

from wiki.core.errors import Invalid
from wiki.core.text import is_slug
from wiki.entries import bulk
from wiki.entries.attachments_check import check
from wiki.entries.bulk import Prepared
from wiki.entries.kinds import RESERVED_SLUGS, Kind, Kinds
from wiki.library.codec import Head
from wiki.library.parsing import MOST_BYTES, Document, read
from wiki.library.places import line_of
from wiki.library.report import FileProblem

Progress = Callable[[int, int], None]
"""Called with how much is done and how much there is."""

FILES_SUFFIX = ".files"


@dataclass(frozen=True)
class Staged:
    """One entry out of a file, ready to be written."""

    file: str
    document: Document
    prepared: Prepared
    attachments: tuple[Path, ...] = ()

    @property
    def kind(self) -> Kind:
        """The entry's kind."""
        return self.document.kind

    @property
    def slug(self) -> str:
        """The entry's address."""
        return self.prepared.slug

    @property
    def head(self) -> Head:
        """What the file says beside the content."""
        return self.document.head

    def problem(self, where: str, message: object) -> FileProblem:
        """A problem with the value at `where`."""
        return FileProblem(self.file, line_of(self.document.lines, where), str(message))


@dataclass
class Staging:
    """Everything that was read."""

    items: list[Staged] = field(default_factory=list)
    problems: list[FileProblem] = field(default_factory=list)


def stage(kinds: Kinds, path: Path, upload_limit: int, progress: Progress | None = None) -> Staging:
    """Read `path`: a folder in the form of `content/`, the folder of one kind, or one file."""
    staging = Staging()
    found = list(_files(kinds, path, staging))
    for number, (file, shown) in enumerate(found, start=1):
        _stage_file(kinds, file, shown, staging, upload_limit)
        if progress:
            progress(number, len(found))
    _compare_addresses(staging)
    return staging


def _files(kinds: Kinds, path: Path, staging: Staging) -> Iterator[tuple[Path, str]]:
    if path.is_file():
        yield path, path.name
        return
    if not path.is_dir():
        staging.problems.append(FileProblem(str(path), 1, _("There is no such file or folder.")))
        return
    folders = {kind.folder for kind in kinds}
    for file in sorted(path.glob("*.md")):
        if file.name != "README.md":
            yield file, file.name
    for folder in sorted(each for each in path.iterdir() if each.is_dir() and not _is_aside(each.name)):
        inside = sorted(folder.glob("*.md"))
        if inside and folder.name not in folders:
            message = _("No kind of entry lives in this folder; known are %(known)s.", known=", ".join(sorted(folders)))
            staging.problems.append(FileProblem(folder.name, 1, message))
            continue
        for file in inside:
            yield file, f"{folder.name}/{file.name}"


def _is_aside(name: str) -> bool:
    return name.startswith(".") or name.endswith(FILES_SUFFIX)


def _stage_file(kinds: Kinds, file: Path, shown: str, staging: Staging, upload_limit: int) -> None:
    if not is_slug(file.stem) or file.stem in RESERVED_SLUGS:
        message = _("The file name is the entry's address: a-z, 0-9 and hyphens, and no reserved word.")
        staging.problems.append(FileProblem(shown, 1, message))
        return
    try:
        with file.open("rb") as opened:
            data = opened.read(MOST_BYTES + 1)
    except OSError as error:
        staging.problems.append(FileProblem(shown, 1, str(error.strerror)))
        return
    document = read(kinds, data, _folder_of(kinds, file))
    problems = document if isinstance(document, list) else document.problems
    staging.problems += [FileProblem(shown, each.line, str(each.message)) for each in problems]
    attachments = tuple(_attachments(file, shown, staging, upload_limit))
    if isinstance(document, Document) and not problems:
        prepared = bulk.prepare(document.kind, file.stem, document.content, _former(document, file.stem))
        staging.items.append(Staged(shown, document, prepared, attachments))


def _folder_of(kinds: Kinds, file: Path) -> str:
    """The name of the folder the file lies in, where that tells its kind."""
    name = file.absolute().parent.name
    return name if name in {kind.folder for kind in kinds} else ""


def _former(document: Document, slug: str) -> tuple[str, ...]:
    return tuple(each for each in document.head.former_slugs if each != slug)


def _attachments(file: Path, shown: str, staging: Staging, upload_limit: int) -> Iterator[Path]:
    folder = file.with_name(f"{file.stem}{FILES_SUFFIX}")
    if not folder.is_dir():
        return
    for each in sorted(folder.iterdir()):
        if each.name.startswith("."):
            continue
        problem = _problem_with(each, upload_limit)
        if problem:
            place = f"{shown.removesuffix('.md')}{FILES_SUFFIX}/{each.name}"
            staging.problems.append(FileProblem(place, 1, str(problem)))
        else:
            yield each


def _problem_with(file: Path, upload_limit: int) -> object:
    if file.is_symlink() or not file.is_file():
        return _("Only files are taken here, no folders and no links.")
    if file.stat().st_size > upload_limit:
        return _("This file is larger than the limit of %(most)s bytes.", most=upload_limit)
    try:
        checked = check(file.name, file.read_bytes(), rewrite=False)
    except Invalid as error:
        return error.message
    except OSError as error:
        return error.strerror
    if checked.name != file.name:
        return _("This file must be called “%(name)s”, and texts must name it so.", name=checked.name)
    return ""


def _compare_addresses(staging: Staging) -> None:
    """No address may be claimed twice."""
    taken: dict[tuple[str, str], str] = {}
    for item in staging.items:
        here = (item.kind.name, item.slug)
        if here in taken:
            message = _("“%(file)s” is the same entry.", file=taken[here])
            staging.problems.append(item.problem("", message))
        taken[here] = item.file
    for item in staging.items:
        for slug in item.prepared.former_slugs:
            here = (item.kind.name, slug)
            if here in taken:
                message = _("The address “%(slug)s” belongs to “%(file)s”.", slug=slug, file=taken[here])
                staging.problems.append(item.problem("former_slugs", message))
            taken[here] = item.file
