"""The matrix as a page, and what is filled into it."""

from typing import Any

from flask import flash, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from wiki.access.permissions import Permission
from wiki.access.rules import SIGNED_IN, needs, rule
from wiki.core.errors import Invalid, Problem
from wiki.core.text import whole_number
from wiki.entries.list_page import chips_of, shown_at
from wiki.matrix.asked import PROCESS, View
from wiki.matrix.blueprint import blueprint
from wiki.matrix.changing import Change, Refusal, change, drop_all, how_much_planned
from wiki.matrix.columns import DEPARTMENT, FUNCTION, PERSON, in_tree
from wiki.matrix.gaps import broken
from wiki.matrix.grid import filled, grid_of
from wiki.matrix.letters import ORDER, Cell
from wiki.matrix.markup import cell_html, row_html, words
from wiki.matrix.rows import key_of, place_of, rows_of
from wiki.matrix.shown import Shown, gaps_html, shown
from wiki.ownership.holders import Holder
from wiki.web.transaction import db, writing

ASSIGNER = needs(Permission.DUTY_ASSIGN, Permission.DUTY_ASSIGN_AREA)


@blueprint.get("")
@rule(SIGNED_IN)
def page() -> ResponseReturnValue:
    """Who answers for what, by department, function or person; a fixed number of queries."""
    here = shown()
    number = max(1, whole_number(request.args.get("page", "")))
    grid = grid_of(
        db(), here.actor, here.frame, here.kind, here.conditions, only_gaps=here.only_gaps, page=number
    )  # fmt: skip
    said = words()
    answer = render_template(
        "matrix/page.html",
        here=here,
        view=here.view,
        grid=grid,
        planned=how_much_planned(db(), here.actor),
        cells_of=lambda row: row_html(grid.cells.get(row.place, {}), grid.columns, said, grid.gaps.get(row.place, ())),
        said=said,
        departments=_departments(here),
        chips=chips_of("matrix.page", here.asked, here.filters, **here.view.kept()),
        all_url=here.whole_url,
        kinds=_ways(here, "kind", (("touchpoint", _("Touchpoints")), (PROCESS, _("Processes")))),
        ways=_ways(
            here, "by", ((DEPARTMENT, _("Departments")), (FUNCTION, _("Functions")), (PERSON, _("People")))
        ),
    )  # fmt: skip
    return shown_at(answer, "matrix.page", here.asked, **here.view.kept())


def _ways(here: Shown, name: str, options: tuple[tuple[str, str], ...]) -> list[tuple[str, str, bool]]:
    """(label, address, current) of a choice. The other kind has other filters."""
    forgotten = {"steps": "", "cols": ""} if name == "kind" else {"cols": ""}
    default = getattr(View(), name)
    return [
        (label, here.url(**forgotten, **{name: "" if value == default else value}), value == getattr(here.view, name))
        for value, label in options
    ]


def _departments(here: Shown) -> list[tuple[str, str, bool]]:
    """(name, address, current) of what the columns can be narrowed to."""
    chosen = here.view.columns
    found = [(_("All departments"), here.url(columns="", cols=""), not chosen)]
    for unit in in_tree(here.frame.staff):
        label = unit.name(here.frame.language)
        found.append((label, here.url(columns=unit.slug, cols=""), chosen == unit.slug))
    return found


@blueprint.post("/cells")
@rule(ASSIGNER)
def fill() -> ResponseReturnValue:
    """Plan what was filled in. In: `{"changes": [[row, column, letters shown, letters wished], …]}`. Out: the cells
    that changed, the rows' findings, what was refused and why, the bar."""
    changes = _changes(request.get_json(silent=True))
    here = shown()
    session = writing()
    columns, _pages = here.frame.columns_of_page()
    ids = {each.place.entry_id for each in changes}
    of_them = here.kind.model.id.in_(ids)
    rows = rows_of(session, here.actor, here.kind, here.frame.language, [of_them], steps=here.view.steps)
    before = filled(session, here.actor, here.frame, columns, rows, {})
    refused = change(session, here.actor, changes)
    after = filled(session, here.actor, here.frame, columns, rows)
    touched = {(each.place, each.holder.key) for each in changes}
    said, cells = words(), []
    for row in rows:
        was, now = before.cells.get(row.place, {}), after.cells.get(row.place, {})
        for number, column in enumerate(columns):
            if (row.place, column.holder.key) in touched or was.get(number) != now.get(number):
                wrong = broken(after.gaps.get(row.place, ()), column.holder.key)
                cells.append([row.key, column.holder.key, cell_html(now.get(number, Cell()), said, wrong)])
    return jsonify(
        cells=cells,
        rows=[[row.key, gaps_html(after, row)] for row in rows],
        refused=[_told(each) for each in refused],
        bar=render_template("matrix/bar.html", planned=how_much_planned(session, here.actor), here=here),
    )


def _told(refusal: Refusal) -> list[Any]:
    one = refusal.change
    return [key_of(one.place), one.holder.key, refusal.message, refusal.is_conflict]


def _changes(sent: Any) -> list[Change]:
    """The changes of a request. Raises Invalid."""
    try:
        return [
            Change(place_of(row), Holder.read(column), _letters(was), _letters(now))
            for row, column, was, now in sent["changes"]
        ]
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Invalid([Problem("changes", _("That request was not understood"))]) from None


def _letters(typed: str) -> str:
    return "".join(letter for letter in ORDER if letter in typed)


@blueprint.get("/drop")
@rule(ASSIGNER)
def drop() -> ResponseReturnValue:
    """Ask before everything planned is dropped."""
    here = shown()
    return render_template("matrix/drop.html", planned=how_much_planned(db(), here.actor), here=here)


@blueprint.post("/drop")
@rule(ASSIGNER)
def do_drop() -> Response:
    """Drop everything planned and not sent."""
    here = shown()
    count = drop_all(writing(), here.actor)
    flash(ngettext("%(num)s planned change was dropped.", "%(num)s planned changes were dropped.", count), "success")
    return redirect(here.url(), 303)
