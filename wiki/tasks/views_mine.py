"""The page "My tasks": everything that waits for its reader, ticked off in place."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from wiki.access.guard import current_actor
from wiki.access.rules import SIGNED_IN, rule
from wiki.core.clock import company_day
from wiki.core.db import wired
from wiki.core.errors import Conflict
from wiki.tasks import mine, service
from wiki.tasks.blueprint import blueprint
from wiki.tasks.due_dates import DueSources
from wiki.tasks.models import DONE, OPEN
from wiki.tasks.values import Move
from wiki.web.csv_file import csv_file
from wiki.web.i18n import day as in_words
from wiki.web.i18n import reader_language
from wiki.web.paging import page_of_rows
from wiki.web.redirects import other_view, same_view
from wiki.web.transaction import db, writing

A_PAGE = 60


@blueprint.get("/mine", endpoint="mine")
@rule(SIGNED_IN)
def mine_page() -> str:
    """What waits for the reader: overdue, this week, later, without a day."""
    session, actor = db(), current_actor()
    found = _asked()
    page = page_of_rows(found.rows, A_PAGE)
    return render_template(
        "tasks/mine.html",
        found=found,
        page=page,
        groups=mine.grouped(session, actor, page.rows, found.today),
        done=mine.lately_done(session, actor),
        chips=_chips(found),
        sort=_sort(),
        in_place="HX-Request" in request.headers,
        csv_url=other_view("tasks.mine_csv"),
    )


def _sort() -> str:
    asked = request.args.get("sort", "")
    return asked if asked in {each.sort for each in wired(db(), DueSources).sources} else ""


def _asked() -> mine.Mine:
    return mine.mine(db(), current_actor(), reader_language(), _sort(), company_day(db()))


def _chips(found: mine.Mine) -> list[tuple[str, str, bool, int | None]]:
    chosen = _sort()
    chips: list[tuple[str, str, bool, int | None]] = [
        (_("Everything"), same_view(sort=None, page=None), not chosen, sum(found.numbers.values()))
    ]
    for each in wired(db(), DueSources).sources:
        number = found.numbers[each.sort]
        if number or each.sort == chosen:
            address = same_view(sort=each.sort, page=None)
            chips.append((str(each.label), address, each.sort == chosen, number))
    return chips


@blueprint.get("/mine.csv")
@rule(SIGNED_IN)
def mine_csv() -> ResponseReturnValue:
    """The same as a file for spreadsheets."""
    found = _asked()
    labels = {each.sort: each.label for each in wired(db(), DueSources).sources}
    head = [_("Title"), _("Sort"), _("Due"), _("Overdue"), _("Belongs to")]
    rows = [
        [
            each.title, labels[each.sort], in_words(each.day),
            _("yes") if each.group(found.today) == "overdue" else _("no"), each.note,
        ]
        for each in found.rows
    ]  # fmt: skip
    return csv_file(_("my-tasks"), [head, *rows])


@blueprint.post("/mine/<int:task_id>/done")
@rule(SIGNED_IN)
def mine_done(task_id: int) -> ResponseReturnValue:
    """Done: out of the list it goes."""
    try:
        task = service.move(writing(), current_actor(), task_id, Move(DONE))
        flash(_("Done: %(title)s", title=task.title), "success")
    except Conflict as error:
        flash(str(error.message), "warning")
    return _back()


@blueprint.post("/mine/<int:task_id>/open")
@rule(SIGNED_IN)
def mine_open(task_id: int) -> ResponseReturnValue:
    """Ticked off by mistake: back it comes."""
    task = service.move(writing(), current_actor(), task_id, Move(OPEN, seen=DONE))
    flash(_("To do again: %(title)s", title=task.title), "info")
    return _back()


def _back() -> Response:
    sort, page = request.form.get("sort", "")[:20], request.form.get("page", "")[:6]
    return redirect(url_for("tasks.mine", sort=sort or None, page=page or None), 303)
