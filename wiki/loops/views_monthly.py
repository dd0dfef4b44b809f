"""The monthly report."""

import re
from datetime import date

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_babel import gettext as _

from wiki.access.guard import current_actor
from wiki.access.rules import SIGNED_IN, rule
from wiki.core import clock
from wiki.core.db import wired
from wiki.entries.kinds import Kinds
from wiki.initiatives.models import AMBER
from wiki.initiatives.wording import SHORT_LIGHTS, value_text
from wiki.loops.blueprint import blueprint
from wiki.loops.fields_map import drawn
from wiki.loops.monthly import Month, report
from wiki.loops.reading import of_initiatives
from wiki.signals.wording import SORTS
from wiki.web.runtime import settings
from wiki.web.transaction import db

_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
MONTHS_OFFERED = 13


@blueprint.get("/report")
@rule(SIGNED_IN)
def monthly_report() -> ResponseReturnValue:
    """The month on one page; `month=2026-10` shows an earlier one."""
    session, actor = db(), current_actor()
    today = clock.today(settings().timezone)
    typed = request.args.get("month", "")
    month = _month(typed, today)
    found = report(session, actor, month or Month(today.replace(day=1)))
    rows = drawn(session, actor, of_initiatives(session, actor))
    answer = render_template(
        "loops/report.html",
        report=found, amber=found.on(AMBER), title=_title(found.month), months=_months(today, found.month),
        problem="" if month or not typed else _("A month as YYYY-MM, for example 2026-11; not one to come."),
        idle=[row for row in rows if row.whole.is_idle], is_running=found.month.first == today.replace(day=1),
        kinds=wired(session, Kinds), sorts=SORTS, lights=SHORT_LIGHTS, made_at=clock.now(),
        value_text=value_text,
    )  # fmt: skip
    return (answer, 422) if typed and month is None else answer


def _month(typed: str, today: date) -> Month | None:
    found = _MONTH.fullmatch(typed)
    if found is None:
        return Month(today.replace(day=1)) if not typed else None
    first = date(int(found[1]), int(found[2]), 1)
    return Month(first) if first <= today else None


def _title(month: Month) -> str:
    return str(format_date(month.first, "LLLL yyyy"))


def _months(today: date, shown: Month) -> list[tuple[str, str, bool]]:
    """(name, address, whether it is shown) of the last thirteen months, the newest first."""
    month, found = Month(today.replace(day=1)), []
    for _number in range(MONTHS_OFFERED):
        url = url_for("loops.monthly_report", month=month.code)
        found.append((_title(month), url, month == shown))
        month = month.previous
    return found
