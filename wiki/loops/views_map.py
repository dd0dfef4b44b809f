"""The map of the fields of action."""

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from wiki.access.guard import current_actor
from wiki.access.rules import SIGNED_IN, rule
from wiki.initiatives.fields import ASPECTS
from wiki.loops.blueprint import blueprint
from wiki.loops.fields_map import DIRECT, INDIRECT, UNSAID, by_aspect, drawn, ended_without, is_of
from wiki.loops.reading import of_initiatives
from wiki.loops.stations import STATIONS
from wiki.loops.views import url_of
from wiki.loops.wording import ASPECTS as SHORT_ASPECTS
from wiki.loops.wording import STATES, WHERE
from wiki.loops.wording import STATIONS as STATION_NAMES
from wiki.web.paging import page_of_rows
from wiki.web.transaction import db

A_PAGE = 40
NONE = "none"
"""How an address names the initiatives without a field or an aspect."""


@blueprint.get("/fields")
@rule(SIGNED_IN)
def fields() -> ResponseReturnValue:
    """Fields of action by strategic aspects; `field` and `aspect` list the initiatives of a cell below."""
    session, actor = db(), current_actor()
    found = of_initiatives(session, actor)
    rows = drawn(session, actor, found)
    aspects = [(option.value, str(option.label)) for option in ASPECTS.options]
    if any(row.cells[UNSAID].loops for row in rows):
        aspects.append((UNSAID, ""))
    field, aspect = _asked("field"), _asked("aspect")
    chosen = [each for each in found if is_of(each, field, aspect)] if (field, aspect) != (None, None) else []
    return render_template(
        "loops/fields.html",
        rows=rows, aspects=aspects, short=SHORT_ASPECTS,
        totals={value: by_aspect(rows, value) for value, _label in aspects},
        direct=DIRECT, indirect=INDIRECT, field=field, aspect=aspect, is_asked=(field, aspect) != (None, None),
        field_label=next((row.label for row in rows if row.name == field), ""),
        aspect_label=dict(aspects).get(aspect or "", ""),
        page=page_of_rows(chosen, A_PAGE), total=len(found), without=len(ended_without(found)), cell_url=cell_url,
        stations=STATIONS, station_names=STATION_NAMES, states=STATES, where_names=WHERE, url_of=url_of,
    )  # fmt: skip


def _asked(name: str) -> str | None:
    value = request.args.get(name)
    return UNSAID if value == NONE else value or None


def cell_url(field: str | None, aspect: str | None) -> str:
    """The address of the map with the list of one cell, of a row or of a column."""
    asked = {"field": field, "aspect": aspect}
    wanted: dict[str, Any] = {name: value or NONE for name, value in asked.items() if value is not None}
    return url_for("loops.fields", _anchor="list", **wanted)
