"""The pages of loops: the list by where they are stuck, and one loop as a picture with links."""

from collections.abc import Iterator, Sequence
from typing import Any, cast

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from wiki.access.guard import current_actor
from wiki.access.rules import SIGNED_IN, rule
from wiki.core import clock
from wiki.core.db import wired
from wiki.entries.binding import load
from wiki.entries.frame import Frame
from wiki.entries.kinds import Kind, Kinds
from wiki.initiatives.figures import Figure, Value
from wiki.initiatives.models import Initiative
from wiki.initiatives.wording import OUTCOMES, SHORT_LIGHTS, STAGES, interval_text, value_text
from wiki.initiatives.wording import SORTS as VALUE_SORTS
from wiki.loops import page
from wiki.loops.blueprint import blueprint
from wiki.loops.reading import Loop, loops
from wiki.loops.stations import STATIONS, WHERE
from wiki.loops.wording import HINTS, STATES
from wiki.loops.wording import STATIONS as STATION_NAMES
from wiki.loops.wording import WHERE as WHERE_NAMES
from wiki.signals.wording import SORTS
from wiki.web.csv_file import csv_file
from wiki.web.i18n import day, reader_language
from wiki.web.paging import page_of_rows
from wiki.web.redirects import same_view
from wiki.web.runtime import settings
from wiki.web.shell import Item
from wiki.web.transaction import db

TAB = "loop"
"""The last part of the page's address and of its name."""
MOST_EACH = 8
A_PAGE = 60


def navigation() -> list[Item]:
    """The lines of the navigation, for those signed in."""
    if not current_actor().signed_in:
        return []
    here = request.endpoint or ""
    return [
        Item(_("Loops"), url_for("loops.index"), "arrow-repeat", current=here == "loops.index", place=3),
        Item(_("Fields of action"), url_for("loops.fields"), "bullseye",
             current=here in ("loops.fields", "loops.monthly_report"), place=4),
    ]  # fmt: skip


@blueprint.get("/")
@rule(SIGNED_IN)
def index() -> ResponseReturnValue:
    """Loops by where they are stuck; `where` shows all of one standing, `format=csv` everything for a spreadsheet."""
    found = loops(db(), current_actor())
    if request.args.get("format") == "csv":
        return csv_file("loops", _table(found))
    where = request.args.get("where", "")
    groups = {name: [each for each in found if each.facts.where == name] for name in WHERE}
    chosen = groups.get(where)
    return render_template(
        "loops/index.html",
        groups=groups,
        page=page_of_rows(chosen, A_PAGE) if chosen is not None else None,
        where=where if where in groups else "",
        chips=_chips(groups, where),
        most=MOST_EACH,
        total=len(found),
        **_words(),
    )


def _words() -> dict[str, Any]:
    return {"stations": STATIONS, "station_names": STATION_NAMES, "states": STATES, "where_names": WHERE_NAMES,
            "hints": HINTS, "url_of": url_of}  # fmt: skip


def _chips(groups: dict[str, list[Loop]], chosen: str) -> list[tuple[str, str, bool, int]]:
    every = [(_("All"), same_view(where=None, page=None), chosen not in groups, sum(map(len, groups.values())))]
    return every + [
        (str(WHERE_NAMES[name]), same_view(where=name, page=None), name == chosen, len(each))
        for name, each in groups.items()
        if each
    ]


def url_of(loop: Loop) -> str:
    """Where a loop is shown: an initiative's own page, else the signal."""
    if loop.slug:
        return url_for(f"initiative.{TAB}", slug=loop.slug)
    return url_for("signals.page", number=loop.signal_id)


def _table(found: list[Loop]) -> Iterator[Sequence[Any]]:
    language = reader_language()
    yield [_("Title"), _("Stands"), *(str(STATION_NAMES[each]) for each in STATIONS), _("Since"), _("Address")]
    for each in found:
        states = [str(STATES[each.facts.state(station)]) for station in STATIONS]
        yield [each.name(language), str(WHERE_NAMES[each.facts.where]), *states, day(each.since), url_of(each)]


def loop(kind: Kind, slug: str) -> ResponseReturnValue:
    """From the signal to the effect of one initiative."""
    session, actor = db(), current_actor()
    entry = cast(Initiative, load(session, kind, slug))
    shown = page.read(session, actor, entry, reader_language())
    return render_template(
        "loops/loop.html", loop=shown, entry=entry, frame=Frame(session, actor, kind, entry, TAB),
        sorts=SORTS, stages=STAGES, lights=SHORT_LIGHTS, figure=entry.figure, outcomes=OUTCOMES,
        value_sorts=VALUE_SORTS, value_text=value_text, spread=_spread,
        today=clock.today(settings().timezone), overdue=page.overdue, kinds=wired(session, Kinds), **_words(),
    )  # fmt: skip


def _spread(figure: Figure, value: float, cases: int | None) -> str:
    """How far chance may be behind a share; empty for anything else."""
    found = figure.interval(Value(value, cases=cases))
    return interval_text(found) if found is not None else ""
