"""The page "Who answers" of an entry, on any day, and what is changed there."""

from datetime import date

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from wiki.access.guard import current_actor
from wiki.access.permissions import Actor
from wiki.core.clock import company_day
from wiki.core.db import wired
from wiki.core.errors import Invalid, Problem
from wiki.entries.as_of import as_of, asked_day
from wiki.entries.binding import load, url_of
from wiki.entries.frame import Frame
from wiki.entries.impact import ImpactProviders
from wiki.entries.kinds import Kind
from wiki.entries.models import DELETED, Entry, Revision
from wiki.entries.telling_form import TellForm, tell_form
from wiki.ownership import history
from wiki.ownership.assigning import Done, Outcome, change
from wiki.ownership.board import Board, board_of
from wiki.ownership.desk import Wish
from wiki.ownership.forms import AskForm
from wiki.ownership.holders import Holder, Place
from wiki.ownership.naming import Names
from wiki.ownership.packages import END
from wiki.ownership.past import shown_periods
from wiki.ownership.rights import may_assign
from wiki.web.i18n import reader_language
from wiki.web.runtime import settings
from wiki.web.transaction import db, writing

ENDPOINT = "ownership"


def ownership(kind: Kind, slug: str) -> ResponseReturnValue:
    """Who answers for an entry and its steps."""
    entry = load(db(), kind, slug)
    _day, problem = asked_day(request.args.get("as_of", ""), settings())
    return _page(db(), kind, entry), 422 if problem else 200


def ask(kind: Kind, slug: str) -> ResponseReturnValue:
    """Name or ask somebody."""
    session, actor = db(), current_actor()
    entry = load(session, kind, slug)
    form = AskForm()
    form.offer(_board(session, actor, entry, company_day(session)), reader_language(), actor.person_id)
    tell = tell_form(session, actor, [entry], belonging=False)
    if not all([form.validate(), tell.validate()]):
        return _page(session, kind, entry, form, tell), 422
    session = writing()
    entry = load(session, kind, slug)
    try:
        done = change(session, actor, form.wish(entry.id), form.note.data or "", form.effort.data or "", tell.telling)
    except Invalid as error:
        session.rollback()
        form.add_problems([_at_a_field(each) for each in error.problems])
        return _page(session, kind, load(session, kind, slug), form, tell), 422
    _tell(done)
    return redirect(url_of(session, entry, ENDPOINT), 303)


def end(kind: Kind, slug: str) -> ResponseReturnValue:
    """End a duty; of an accountable this leaves the entry vacant."""
    session, actor = writing(), current_actor()
    entry = load(session, kind, slug)
    place = Place(entry.id, request.form.get("step", ""))
    try:
        holder = Holder.read(request.form.get("holder", ""))
        done = change(session, actor, Wish(place, request.form.get("letter", ""), holder, END))
    except Invalid as error:
        session.rollback()
        flash(" ".join(str(each.message) for each in error.problems), "danger")
        return redirect(url_of(session, load(session, kind, slug), ENDPOINT), 303)
    _tell(done, ended=True)
    return redirect(url_of(session, entry, ENDPOINT), 303)


def _at_a_field(problem: Problem) -> Problem:
    """What sending says of the request itself is shown at who was to be asked."""
    return Problem("holder", problem.message) if problem.where.startswith("request-") else problem


def _tell(done: Done, *, ended: bool = False) -> None:
    words = {
        Outcome.IN_FORCE: _("This has ended.") if ended else _("This is in force."),
        Outcome.ASKED: _("%(name)s is asked; nothing changes before the answer.", name=done.name),
        Outcome.PLANNED: _("Put with what you planned for %(name)s; send it there.", name=done.name),
        Outcome.TAKEN_BACK: _("What was planned is taken back."),
    }
    flash(words[done.outcome], "info" if done.outcome is Outcome.PLANNED else "success")


def _page(session: Session, kind: Kind, entry: Entry, form: AskForm | None = None, tell: TellForm | None = None) -> str:
    actor, today = current_actor(), company_day(session)
    day, problem = asked_day(request.args.get("as_of", ""), settings())
    board = _board(session, actor, entry, day)
    may = may_assign(actor, entry) and entry.status != DELETED and day == today
    if may and form is None:
        form = AskForm(formdata=None)
        form.offer(board, reader_language(), actor.person_id)
    if may:
        tell = tell or tell_form(session, actor, [entry], belonging=False, formdata=None)
    return render_template(
        "ownership/entry.html",
        tell=tell if may else None, impact=wired(session, ImpactProviders).of(session, actor, entry) if may else [],
        kind=kind, frame=Frame(session, actor, kind, entry, ENDPOINT), entry=entry, board=board, today=today,
        names=Names(board.staff, reader_language()), past=_past(session, entry, board), problem=problem,
        typed=request.args.get("as_of", "")[:40], form=form if may else None, may_assign=may,
    )  # fmt: skip


def _past(session: Session, entry: Entry, board: Board) -> object:
    return shown_periods(session, history.of_entry(session, entry.id), board.staff, reader_language(), board.title_of)


def _board(session: Session, actor: Actor, entry: Entry, day: date) -> Board:
    return board_of(session, actor, entry, _revision(session, entry, day), day, reader_language())


def _revision(session: Session, entry: Entry, day: date) -> Revision | None:
    """The content readers had on the day: which steps there were."""
    if day == company_day(session):
        return entry.released
    return as_of(session, entry, day, settings()).revision
