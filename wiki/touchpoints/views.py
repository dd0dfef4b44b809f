"""The map of touchpoints."""

from flask import request
from flask.typing import ResponseReturnValue

from wiki.access.guard import current_actor
from wiki.core import clock
from wiki.entries.kinds import Kind
from wiki.entries.list_asked import asked_of, conditions
from wiki.entries.list_filters import filters_of
from wiki.entries.list_page import chips_of, shown_at
from wiki.entries.options import PHASES
from wiki.touchpoints.map import drawn, placed
from wiki.web.front import front
from wiki.web.i18n import reader_language
from wiki.web.runtime import settings
from wiki.web.transaction import db

NOT_HERE = ("phases", "status", "upkeep")
"""Filters of the table that the map does without: the phases are its columns, and it shows what holds."""


def show_map(kind: Kind) -> ResponseReturnValue:
    """Phases × channels, with the filters of the table."""
    session, actor, language = db(), current_actor(), reader_language()
    number = front.newest_number()
    today = clock.today(settings().timezone)
    every = filters_of(session, actor, kind, language, today, drafts=False)
    filters = [each for each in every if each.name not in NOT_HERE]
    asked = asked_of(request.args, filters, {})
    found = session.execute(placed(language, conditions(kind, asked, filters))).all()
    answer = front.render(
        front.begin_list(number),
        "touchpoints/map.html",
        kind=kind,
        map=drawn(found, language),
        total=len(found),
        phases=PHASES.options,
        asked=asked,
        filters_of_kind=filters,
        chips=chips_of("touchpoint.map", asked, filters),
    )
    return shown_at(answer, "touchpoint.map", asked)
