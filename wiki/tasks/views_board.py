"""The board of all tasks one may see and of an initiative; cards are moved by mouse, by keyboard or by a form."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from wiki.access.guard import current_actor
from wiki.access.rules import SIGNED_IN, rule
from wiki.core.clock import company_day
from wiki.core.errors import Conflict, Invalid, NotFound, WikiError
from wiki.core.text import whole_number
from wiki.entries.binding import load
from wiki.entries.frame import Frame
from wiki.entries.kinds import Kind
from wiki.entries.models import Entry
from wiki.tasks import moving
from wiki.tasks.blueprint import blueprint
from wiki.tasks.board import A_COLUMN, BoardAsked, board_of
from wiki.tasks.columns import COLUMNS
from wiki.tasks.forms import MoveForm
from wiki.tasks.named import names_of
from wiki.tasks.rights import may_add
from wiki.tasks.subjects import find_initiative, initiatives_seen
from wiki.tasks.values import Move
from wiki.tasks.wording import CATEGORIES, STATES
from wiki.web.i18n import reader_language
from wiki.web.redirects import local_address, same_view
from wiki.web.transaction import db, roll_back, writing

ENDPOINT = "tasks"
"""What the tab of an initiative leads to."""


@blueprint.get("/board")
@rule(SIGNED_IN)
def board() -> ResponseReturnValue:
    """The board; `initiative=` its short name or number, `mine=1`, `category=`."""
    session, actor, language = db(), current_actor(), reader_language()
    asked = _asked(session)
    if request.headers.get("HX-Request"):
        return _columns(session, asked)
    names = names_of(session, actor, language, [asked.initiative_id])
    return render_template(
        "tasks/board.html",
        initiatives=initiatives_seen(session, actor, language),
        initiative=names.get(asked.initiative_id or 0),
        entry=session.get(Entry, asked.initiative_id) if asked.initiative_id else None,
        **_shown(session, asked),
    )


def of_initiative(kind: Kind, slug: str) -> ResponseReturnValue:
    """The board of an initiative under its tabs."""
    session, actor = db(), current_actor()
    entry = load(session, kind, slug)
    asked = _asked(session, entry.id)
    return render_template(
        "tasks/of_initiative.html",
        frame=Frame(session, actor, kind, entry, ENDPOINT),
        **_shown(session, asked),
    )


@blueprint.post("/board/move")
@rule(SIGNED_IN)
def move_card() -> ResponseReturnValue:
    """Move a card. A script gets the columns as they are now, with what was in the way; a form is led back."""
    session, problem = writing(), ""
    try:
        task_id, wanted = _wanted(session)
        moving.move(session, current_actor(), task_id, wanted)
    except (Conflict, Invalid, NotFound) as error:
        roll_back()
        problem = _words(error)
    if request.headers.get("HX-Request"):
        return _columns(db(), _asked(db()), problem), 409 if problem else 200
    flash(problem or _("Moved."), "danger" if problem else "success")
    return redirect(local_address(request.form.get("next", "")) if request.form.get("next") else _here(), 303)


def _wanted(session: Session) -> tuple[int, Move]:
    """Which card is to go where: a script says below which other one, a button `card:column:where to`, of which up and
    down are a place in the same column."""
    form = MoveForm()
    if "card" not in request.form:
        after = form.after.data
        below = whole_number(after) if after else None
        return whole_number(request.form.get("task", "")), Move(form.state.data or "", below, form.seen.data or "")
    number, seen, to = [*request.form["card"].split(":"), "", ""][:3]
    if to not in moving.PLACES:
        return whole_number(number), Move(to, None, seen)
    place = moving.place_of(session, current_actor(), whole_number(number), to)
    return whole_number(number), Move(seen, place, seen)


def _words(error: WikiError) -> str:
    if isinstance(error, Invalid):
        return " ".join(str(each.message) for each in error.problems)
    return str(error.message or _("It is not there any more."))


def _asked(session: Session, initiative_id: int | None = None) -> BoardAsked:
    """What the address asks for; an initiative that is not there, or may not be seen, is not found."""
    name = request.args.get("initiative", "")
    if name and initiative_id is None:
        found = find_initiative(session, current_actor(), name)
        if found is None:
            raise NotFound
        initiative_id = found.id
    shown = {each: whole_number(request.args.get(each, "")) for each in COLUMNS}
    mine, category = request.args.get("mine") == "1", request.args.get("category", "")
    return BoardAsked(initiative_id, mine, category, shown)


def _shown(session: Session, asked: BoardAsked, problem: str = "") -> dict[str, object]:
    actor, language = current_actor(), reader_language()
    return {
        "columns": board_of(session, actor, asked, company_day(session), language),
        "asked": asked,
        "may_add": may_add(session, actor, asked.initiative_id),
        "query": _query(asked),
        "back_to": same_view() if request.method == "GET" else url_for("tasks.board", **_query(asked)),
        "more": A_COLUMN * 2,
        "problem": problem,
        "states": STATES,
        "categories": CATEGORIES,
    }


def _query(asked: BoardAsked) -> dict[str, Any]:
    """The address of the same board, for the forms on it."""
    shown = {name: number for name, number in asked.shown.items() if number > A_COLUMN}
    found = {"initiative": asked.initiative_id, "mine": "1" if asked.mine else None, "category": asked.category or None}
    return {**found, **shown}


def _columns(session: Session, asked: BoardAsked, problem: str = "") -> str:
    return render_template("tasks/board_columns.html", **_shown(session, asked, problem))


def _here() -> str:
    return url_for("tasks.board", **_query(_asked(db())))
