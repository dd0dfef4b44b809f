"""The list of a kind as a file for spreadsheets. It is written to disk in portions: no list is too long for it."""

import io
from collections.abc import Iterator, Sequence
from tempfile import SpooledTemporaryFile
from typing import Any, cast

from flask import Response
from flask_babel import gettext as _
from sqlalchemy import Select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core.csv_lines import csv_lines
from wiki.core.text import LANGUAGES
from wiki.entries import queries
from wiki.entries.kinds import Kind
from wiki.entries.models import ARCHIVED, DRAFT, RELEASED, Entry, Revision
from wiki.entries.shown import title_of
from wiki.people.queries import departments_by_slug
from wiki.web.i18n import day

_AT_ONCE = 500
_IN_MEMORY = 1_000_000
_PORTION = 64 * 1024


def as_csv(session: Session, actor: Actor, kind: Kind, query: Select[tuple[Entry]], language: str) -> Response:
    """The entries of `query` in its order, as this reader may see them."""
    file = cast(io.BufferedRandom, SpooledTemporaryFile(max_size=_IN_MEMORY))  # noqa: SIM115 - closed with the answer
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    text.writelines(csv_lines(_rows(session, actor, kind, query, language), language))
    text.detach()
    response = Response(_portions(file), mimetype="text/csv")
    response.content_length = file.tell()
    response.headers["Content-Disposition"] = f'attachment; filename="{kind.path}.csv"'
    response.call_on_close(file.close)
    return response


def _portions(file: io.BufferedRandom) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while portion := file.read(_PORTION):
            yield portion


def _rows(
    session: Session, actor: Actor, kind: Kind, query: Select[tuple[Entry]], language: str
) -> Iterator[Sequence[Any]]:
    other = next(each for each in LANGUAGES if each != language)
    in_other = {"de": _("Title in German"), "en": _("Title in English")}[other]
    own = [str(column.label) for column in kind.columns]
    yield [_("Title"), in_other, *own, _("Department"), _("Status"), _("Released"), _("Next review"), _("Address")]
    statuses = {DRAFT: _("Draft"), RELEASED: _("Released"), ARCHIVED: _("Archived")}
    departments: dict[str, str] = {}
    for entries in session.scalars(query.execution_options(yield_per=_AT_ONCE)).partitions():
        drafts = drafts_of(session, actor, entries)
        departments |= _names(session, {each.department for each in entries} - set(departments) - {""}, language)
        for entry in entries:
            titled: Entry | Revision = drafts.get(entry.id, entry)
            yield [
                title_of(titled, language),
                getattr(titled, f"title_{other}"),
                *(column.value(entry, language) for column in kind.columns),
                departments.get(entry.department, entry.department),
                statuses[entry.status],
                day(entry.released_at),
                day(entry.next_review),
                entry.slug,
            ]


def _names(session: Session, slugs: set[str], language: str) -> dict[str, str]:
    if not slugs:
        return {}
    return {slug: found.name(language) for slug, found in departments_by_slug(session, sorted(slugs)).items()}


def drafts_of(session: Session, actor: Actor, entries: Sequence[Entry]) -> dict[int, Revision]:
    """What entries without a release are called in the newest version the reader may see; by the entry's id."""
    ids = [entry.id for entry in entries if entry.status == DRAFT]
    return {revision.entry_id: revision for revision in queries.heads(session, actor, ids)}
