"""What the pages of the matrix share: view, filters and frame of a request, addresses, what a row says is missing."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import get_template_attribute, request, url_for
from sqlalchemy import ColumnElement

from wiki.access.guard import current_actor
from wiki.access.permissions import Actor
from wiki.core import clock
from wiki.core.db import wired
from wiki.entries.kinds import Kind, Kinds
from wiki.entries.list_asked import Asked, asked_of, conditions
from wiki.entries.list_filters import Filter
from wiki.matrix.asked import GAPS, View, filters_of, view_of
from wiki.matrix.grid import Filled, Frame
from wiki.matrix.rows import Row
from wiki.ownership.rights import oversees_anything
from wiki.ownership.staff import Staff
from wiki.web.i18n import reader_language
from wiki.web.runtime import settings
from wiki.web.transaction import db


@dataclass(frozen=True)
class Shown:
    """What this request asks for."""

    actor: Actor
    frame: Frame
    kind: Kind
    filters: list[Filter]
    asked: Asked

    @property
    def view(self) -> View:
        """Kind, columns and day."""
        return self.frame.view

    @property
    def only_gaps(self) -> bool:
        """Whether rows in which nothing is missing are left out."""
        return GAPS in self.asked.chosen.get("show", ())

    @cached_property
    def conditions(self) -> list[ColumnElement[bool]]:
        """What the entries must fulfil."""
        return conditions(self.kind, self.asked, self.filters)

    def url(self, endpoint: str = "matrix.page", **changes: Any) -> str:
        """An address of the same view, with changes to it."""
        return url_for(endpoint, **{**self.asked.address(), **self.view.kept(**changes)})

    @property
    def led(self) -> list[tuple[str, str]]:
        """(name, address) of the departments the reader leads: their rows with their columns."""
        led = [each for each in self.frame.staff.departments.values() if each.head_id == self.actor.person_id]
        kept: dict[str, Any] = self.view.kept(cols="")
        return [
            (
                unit.name(self.frame.language),
                url_for("matrix.page", **kept | {"department": unit.slug, "columns": unit.slug}),
            )
            for unit in led[:3]
        ]

    @property
    def whole_url(self) -> str:
        """The same view without filters."""
        kept: dict[str, Any] = self.view.kept()
        return url_for("matrix.page", **kept)

    def row_url(self, key: str) -> str:
        """Where the row of this key is filled in without script, and on phones."""
        kept: dict[str, Any] = self.view.kept(kind="", steps="")
        return url_for("matrix.row", key=key, **kept)


def shown() -> Shown:
    """What the address of this request asks for; seven queries, for the people of the day."""
    session, actor, language = db(), current_actor(), reader_language()
    view = view_of(request.args, settings())
    day = view.past or clock.today(settings().timezone)
    staff = Staff(session, day)
    kind = wired(session, Kinds).get(view.kind)
    filters = filters_of(kind, staff, language, gaps=view.past is None and oversees_anything(actor))
    return Shown(actor, Frame(staff, day, view, language), kind, filters, asked_of(request.args, filters, {}))


def gaps_html(filled: Filled, row: Row) -> str:
    """What is missing in a row, as the page and the answer to a change show it."""
    return str(get_template_attribute("matrix/parts.html", "gap_list")(filled, row))
