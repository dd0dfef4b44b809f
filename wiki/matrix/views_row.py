"""One row as a form, for windows without script and for phones; one cell in full."""

from flask import make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from wiki.access.rules import SIGNED_IN, rule
from wiki.core.db import wired
from wiki.core.errors import NotFound
from wiki.entries.kinds import Kinds
from wiki.matrix.blueprint import blueprint
from wiki.matrix.changing import Change, Refusal, change, how_much_planned
from wiki.matrix.gaps import gaps_of
from wiki.matrix.grid import filled
from wiki.matrix.letters import ORDER, Cell
from wiki.matrix.markup import words
from wiki.matrix.places import in_cell, kind_name, lines_of, name_of, row_at, standing_at, who_could_be_accountable
from wiki.matrix.rows import Row, place_of
from wiki.matrix.shown import Shown, shown
from wiki.matrix.views import ASSIGNER
from wiki.ownership.holders import DEPARTMENT, Holder
from wiki.web.transaction import db, keep_changes_despite_error, writing


@blueprint.get("/row/<key>")
@rule(SIGNED_IN)
def row(key: str) -> ResponseReturnValue:
    """Who answers for one row, with boxes to tick for who may change it."""
    here = shown()
    return _form(here, _row(here, key))


@blueprint.post("/row/<key>")
@rule(ASSIGNER)
def fill_row(key: str) -> ResponseReturnValue:
    """Plan what was ticked."""
    here = shown()
    found = _row(here, key)
    changes = _ticked(found, request.form)
    refused = change(writing(), here.actor, changes)
    if refused:
        keep_changes_despite_error()  # the other cells of the row are planned all the same
        answer = make_response(_form(here, found, refused))
        answer.status_code = 422
        return answer
    return redirect(here.url("matrix.row", key=key, kind="", steps=""), 303)


@blueprint.get("/cell")
@rule(SIGNED_IN)
def cell() -> ResponseReturnValue:
    """Who stands behind one cell; for departments, who of them could be accountable."""
    here = shown()
    found = _row(here, request.args.get("row", ""))
    holder = Holder.read(request.args.get("column", ""))
    name = name_of(here.frame.staff, holder, here.frame.language)
    if not name:
        raise NotFound()
    standing = standing_at(db(), here.actor, here.frame, found.place)
    lines = lines_of(standing, found.place, here.frame.staff, here.frame.language)
    could = (
        who_could_be_accountable(here.frame.staff, holder.id, here.frame.language)
        if holder.sort == DEPARTMENT and found.may_change
        else []
    )
    fragment = "HX-Request" in request.headers
    return render_template(
        "matrix/cell.html" if fragment else "matrix/cell_page.html",
        fragment=fragment,
        here=here,
        row=found,
        name=name,
        lines=in_cell(lines, here.frame, holder),
        could=could,
        wished={line.holder.key: line.cell.wished for line in lines},
        said=words(),
    )


def _row(here: Shown, key: str) -> Row:
    try:
        place = place_of(key)
    except ValueError:
        raise NotFound() from None
    kind = wired(db(), Kinds).get(kind_name(db(), place))
    return row_at(db(), here.actor, here.frame, kind, place)


def _ticked(found: Row, form: MultiDict[str, str]) -> list[Change]:
    changes = [
        Change(found.place, Holder.read(key), form.get(f"was-{key}", "")[:8], _letters(form.getlist(f"now-{key}")))
        for key in form.getlist("column")[:200]
    ]
    return [each for each in changes if set(each.was) != set(each.now)]


def _letters(ticked: list[str]) -> str:
    return "".join(letter for letter in ORDER if letter in ticked)


def _form(here: Shown, found: Row, refused: list[Refusal] | None = None) -> str:
    columns, pages = here.frame.columns_of_page()
    standing = standing_at(db(), here.actor, here.frame, found.place)
    gaps = gaps_of(db(), here.actor, [found.place.entry_id], here.frame.day, here.frame.staff, here.frame.language)
    part = filled(db(), here.actor, here.frame, columns, [found], gaps)
    return render_template(
        "matrix/row.html",
        here=here,
        row=found,
        filled=part,
        lines=lines_of(standing, found.place, here.frame.staff, here.frame.language),
        columns=columns,
        column_pages=pages,
        cell_of=lambda number: part.cells.get(found.place, {}).get(number, Cell()),
        typed=_typed(refused),
        refused={each.change.holder.key: each.message for each in refused or ()},
        planned=how_much_planned(db(), here.actor),
        said=words(),
        order=ORDER,
        title=_("Who answers for %(title)s", title=found.title),
    )


def _typed(refused: list[Refusal] | None) -> dict[str, str]:
    """What was ticked where it was refused, to be shown again; all else was planned."""
    return {each.change.holder.key: each.change.now for each in refused or () if not each.is_conflict}
