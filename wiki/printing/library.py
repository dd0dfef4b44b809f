"""A whole kind as one document: everything released, in the order of its language, read in parts while it is sent."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup
from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from wiki.access.permissions import Actor
from wiki.core import clock
from wiki.core.db import wired
from wiki.core.text import initial
from wiki.entries.annotating import Annotations
from wiki.entries.kinds import Kind
from wiki.entries.models import RELEASED, Entry
from wiki.entries.options import FIELD_OF_ACTION
from wiki.entries.page import EntryPage
from wiki.entries.rights import readable
from wiki.printing.identity import Identity, absolute
from wiki.printing.prepared import Together
from wiki.web.i18n import day

AT_ONCE = 100
"""Entries that are prepared together."""
# Within tags only: what a text says of attributes is a text.
_HREF = re.compile(r'(<a\b[^>]*? )(href="([^"#]+)(?:#[^"]*)?")')
_OWN_ID = re.compile(r'(<[a-z][^>]*?) id="[^"]*"')


@dataclass(frozen=True)
class Listed:
    """An entry in the contents. `anchor` is where it stands in the document."""

    id: int
    title: str
    anchor: str
    url: str

    @property
    def letter(self) -> str:
        """The letter it stands under."""
        return initial(self.title)


class Library:
    """The released entries of `kind` for one reader; of one field of action where one is chosen."""

    def __init__(self, session: Session, actor: Actor, kind: Kind, language: str, field_of_action: str = "") -> None:
        known = {option.value for option in FIELD_OF_ACTION.options}
        self.kind = kind
        self.language = language
        self.field_of_action = field_of_action if field_of_action in known else ""
        self._session = session
        self._actor = actor
        self._annotation = wired(session, Annotations).of(session)  # asks who reads; when it is sent nobody knows

    def chosen(self) -> Select[tuple[int]]:
        """The ids of its entries."""
        query = select(Entry.id).where(Entry.kind == self.kind.name, Entry.status == RELEASED, readable(self._actor))
        return query.where(Entry.field_of_action == self.field_of_action) if self.field_of_action else query

    @cached_property
    def listed(self) -> list[Listed]:
        """Its contents."""
        order = Entry.sort_de if self.language == "de" else Entry.sort_en
        columns = select(Entry.id, Entry.slug, Entry.title_de, Entry.title_en)
        query = columns.where(Entry.id.in_(self.chosen())).order_by(order, Entry.id)
        endpoint = f"{self.kind.name}.page"
        found = []
        for row in self._session.execute(query):
            pair = (row.title_de, row.title_en) if self.language == "de" else (row.title_en, row.title_de)
            title = pair[0] or pair[1] or row.slug
            found.append(Listed(row.id, title, self.anchor(row.slug), url_for(endpoint, slug=row.slug)))
        return found

    def anchor(self, slug: str) -> str:
        """Where an entry stands in the document."""
        return f"{self.kind.name}-{slug}"

    @property
    def letters(self) -> list[tuple[str, list[Listed]]]:
        """The contents by letter."""
        return [(letter, list(group)) for letter, group in groupby(self.listed, lambda each: each.letter)]

    def sections(self) -> Iterator[tuple[str, Iterator[tuple[Listed, EntryPage]]]]:
        """The entries by letter, ready for their template; a hundred are in memory at a time."""
        return groupby(self._pages(), lambda pair: pair[0].letter)

    def pages(self) -> Iterator[tuple[Listed, EntryPage]]:
        """The entries in their order."""
        return self._pages()

    def _pages(self) -> Iterator[tuple[Listed, EntryPage]]:
        for start in range(0, len(self.listed), AT_ONCE):
            part = self.listed[start : start + AT_ONCE]
            query = select(Entry).where(Entry.id.in_([each.id for each in part])).options(joinedload(Entry.released))
            entries = {entry.id: entry for entry in self._session.scalars(query)}
            there = [each for each in part if each.id in entries]
            together = Together(
                self._session, self._actor, self.kind, [entries[each.id] for each in there], self.language
            )
            together.annotation = self._annotation
            yield from zip(there, together.pages, strict=True)

    @cached_property
    def _anchors(self) -> dict[str, str]:
        return {each.url: each.anchor for each in self.listed}

    def within(self, html: Markup) -> Markup:
        """An entry's HTML as a part of the document: links to other parts of it stay inside."""
        without_ids = _OWN_ID.sub(r"\1", str(html))
        inner = _HREF.sub(lambda match: match[1] + self._inside(match[2], match[3]), without_ids)
        return Markup(inner)  # noqa: S704 - it was safe before, and anchors are made of slugs

    def _inside(self, whole: str, url: str) -> str:
        anchor = self._anchors.get(url)
        return f'href="#{anchor}"' if anchor else whole

    @property
    def field_label(self) -> str:
        """The field of action in words, empty for the whole."""
        return str(FIELD_OF_ACTION.label_of(self.field_of_action)) if self.field_of_action else ""

    def identity(self) -> Identity:
        """What identifies the document."""
        number = len(self.listed)
        counted = ngettext("%(num)s entry", "%(num)s entries", number)
        as_of = _("as of %(day)s", day=day(clock.now()))
        facts = (
            (_("Field of action"), self.field_label),
            (_("Entries"), str(number)),
            (_("As of"), day(clock.now())),
            (_("Language"), _("German") if self.language == "de" else _("English")),
        )
        line = " · ".join(part for part in (self.field_label, counted, as_of) if part)
        chosen: dict[str, Any] = {"field_of_action": self.field_of_action} if self.field_of_action else {}
        path = url_for(f"{self.kind.name}.index", **chosen)
        kept = tuple((name, value) for name, value in facts if value)
        return Identity(str(self.kind.plural), str(self.kind.plural), line, absolute(path), kept)
