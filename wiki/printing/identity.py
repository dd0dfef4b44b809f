"""What identifies a document: on its first page and, in short, at the head and foot of every page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

import segno
from flask import request
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from wiki.access.permissions import Actor
from wiki.core import clock
from wiki.core.text import shorten
from wiki.entries.models import ARCHIVED, DRAFT, RELEASED, Release, Revision
from wiki.entries.page import EntryPage
from wiki.people.models import Department, Person
from wiki.people.queries import functions_of
from wiki.web.i18n import day
from wiki.web.runtime import settings

LONGEST_TITLE = 90
"""Characters of a title that the head of a page holds."""
VERSIONS = 6
"""How many of the last released versions an entry's document lists."""


@dataclass(frozen=True)
class Change:
    """A version that was or is what readers see."""

    number: int
    released_at: datetime
    by: str
    note: str


@dataclass(frozen=True)
class Identity:
    """A document. `facts`: (name, value) of its first page; `line`: the same in short, for the head of every page;
    `watermark`: what stands across every page of something that does not hold."""

    title: str
    kind: str
    line: str
    address: str
    facts: tuple[tuple[str, str], ...] = ()
    watermark: str = ""
    changes: tuple[Change, ...] = ()

    @property
    def short_title(self) -> str:
        """The title as far as the head of a page holds it."""
        return shorten(self.title, LONGEST_TITLE)

    @property
    def code(self) -> Markup:
        """The address as a QR code."""
        made = segno.make(self.address, error="m", micro=False)
        svg = made.svg_inline(scale=1, border=0, omitsize=True, svgclass="code", lineclass=None, dark="#1b2327")
        return Markup(svg)  # noqa: S704 - drawn from the address, which it does not hold as text

    @property
    def company(self) -> str:
        """Whose wiki it is."""
        return settings().company

    @property
    def not_controlled(self) -> str:
        """What the foot of every page says."""
        today = day(clock.now())
        return str(_("Printed on %(day)s. Printed copies are not controlled; what holds is shown at:", day=today))


def absolute(path: str) -> str:
    """The whole address of a page; its host from the settings, where they name one."""
    base = settings().base_url or request.url_root
    parts = urlsplit(base)
    return f"{parts.scheme}://{parts.netloc}{path}"


def of_entry(session: Session, actor: Actor, page: EntryPage, path: str) -> Identity:
    """What identifies an entry's document, for this reader: names of people only to those who are signed in."""
    entry, revision = page.entry, page.revision
    department = _department(session, str(page.payload.get("department", "") or entry.department))
    releases = _releases(session, entry.id) if actor.signed_in else []
    people = {department.head_id if department else None, revision.decided_by_id}
    people |= {each.revision.decided_by_id for each in releases}
    who = _Who(session, actor, {each for each in people if each is not None}, page.language)
    owner = _owner(department, who, page.language)
    released = day(entry.released_at) if page.is_released else ""
    number = str(page.payload.get("number", ""))
    version = _("Version %(number)s", number=revision.number)
    when = _("released on %(day)s", day=released) if released else _("not released")
    facts = (
        (_("Number"), number),
        (_("Version"), str(revision.number)),
        (_("Status"), _status(page)),
        (_("Released"), released),
        (_("Released by"), who.named(revision.decided_by) if released else ""),
        (_("Saved"), "" if released else day(revision.created_at)),
        (_("Valid from"), page.shown("valid_from") if "valid_from" in page.payload else ""),
        (_("Next review"), day(entry.next_review) if page.is_released and entry.status == RELEASED else ""),
        (_("Responsible"), owner),
    )
    return Identity(
        page.title,
        " ".join(part for part in (str(page.kind.label), number) if part),
        " · ".join(part for part in (f"{page.kind.label} {number}".strip(), version, when, owner) if part),
        absolute(path),
        tuple((name, value) for name, value in facts if value),
        _watermark(page),
        tuple(_change(each, who) for each in releases),
    )


def _status(page: EntryPage) -> str:
    if page.is_released:
        return str(_("Archived") if page.entry.status == ARCHIVED else _("Released"))
    return str(_("Draft"))


def _watermark(page: EntryPage) -> str:
    if page.entry.status == ARCHIVED:
        return str(_("No longer valid"))
    return str(_("Draft")) if page.entry.status == DRAFT or not page.is_released else ""


def _department(session: Session, slug: str) -> Department | None:
    query = select(Department).where(Department.slug == slug).options(joinedload(Department.head))
    return session.scalar(query) if slug else None


def _owner(department: Department | None, who: "_Who", language: str) -> str:
    if department is None:
        return ""
    head = who.function(department.head)
    return f"{department.name(language)} ({head})" if head else department.name(language)


def _releases(session: Session, entry_id: int) -> Sequence[Release]:
    decided = joinedload(Release.revision).joinedload(Revision.decided_by)
    query = select(Release).where(Release.entry_id == entry_id).options(decided)
    return session.scalars(query.order_by(Release.released_at.desc(), Release.id.desc()).limit(VERSIONS)).all()


def _change(release: Release, who: "_Who") -> Change:
    revision = release.revision
    return Change(revision.number, release.released_at, who.named(revision.decided_by), revision.note)


class _Who:
    """People as a document names them: by their function, and by name to those who are signed in."""

    def __init__(self, session: Session, actor: Actor, ids: set[int], language: str) -> None:
        self._functions = functions_of(session, ids) if ids else {}
        self._names = actor.signed_in
        self._language = language

    def function(self, person: Person | None) -> str:
        """The function of `person`, the first by name of several."""
        held = self._functions.get(person.id, []) if person else []
        return held[0].name(self._language) if held else ""

    def named(self, person: Person | None) -> str:
        """`person`, as far as this reader may know."""
        if person is None:
            return ""
        function = self.function(person)
        if not self._names:
            return function
        return f"{person.name} ({function})" if function else person.name
