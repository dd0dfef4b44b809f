"""The calendar of due dates: a month at a time."""

from flask import render_template, request
from flask_babel import format_date
from flask_babel import gettext as _

from wiki.access.guard import current_actor
from wiki.access.rules import SIGNED_IN, rule
from wiki.core.clock import company_day
from wiki.core.errors import NotFound
from wiki.tasks.blueprint import blueprint
from wiki.tasks.calendar import ALL, MINE, month, month_of, own_month
from wiki.tasks.subjects import find_initiative, initiatives_seen
from wiki.web.i18n import reader_language
from wiki.web.redirects import same_view
from wiki.web.transaction import db


@blueprint.get("/calendar")
@rule(SIGNED_IN)
def calendar() -> str:
    """What is due in a month: for the reader, of an initiative, of all of them."""
    session, actor, language = db(), current_actor(), reader_language()
    today = company_day(session)
    first = month_of(request.args.get("month", "")[:10], today)
    seen = initiatives_seen(session, actor, language)
    asked = request.args.get("initiative", "")[:100]
    initiative = find_initiative(session, actor, asked) if asked else None
    if asked and initiative is None:
        raise NotFound(_("There is no such initiative."))
    scope = ALL if initiative or request.args.get("whose") == ALL else MINE
    if scope == MINE:
        shown = own_month(session, actor, language, first, today)
    else:
        chosen = {number: title for number, title in seen if initiative is None or number == initiative.id}
        shown = month(session, actor, first, chosen)
    return render_template(
        "tasks/calendar.html",
        shown=shown,
        title=format_date(first, "LLLL yyyy"),
        weekdays=[(format_date(each.date, "ccc"), format_date(each.date, "cccc")) for each in shown.weeks[0]],
        today=today,
        scope=scope,
        initiative=initiative,
        initiatives=[(str(number), title) for number, title in seen],
        chips=[
            (_("Mine"), same_view(whose=None, initiative=None), scope == MINE, None),
            (_("All initiatives"), same_view(whose=ALL, initiative=None), scope == ALL and initiative is None, None),
        ],
    )
