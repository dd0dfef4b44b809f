"""What the libraries know already, to be taken up as signals by a click."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from wiki.access.guard import current_actor
from wiki.access.rules import SIGNED_IN, rule
from wiki.core.db import wired
from wiki.core.errors import Forbidden
from wiki.entries.kinds import Kinds
from wiki.signals.blueprint import blueprint
from wiki.signals.found import BREAKS, REMARKS, SEAMS, SHOWS, found_in, may_decide_somewhere, take_up
from wiki.signals.words_in_templates import words
from wiki.web.i18n import reader_language
from wiki.web.paging import page_of_rows
from wiki.web.transaction import db, writing

A_PAGE = 50
LABELS = {BREAKS: _l("Break points"), REMARKS: _l("Unclear to readers"), SEAMS: _l("Seams")}


def _asked(name: Any) -> str:
    return name if name in SHOWS else BREAKS


@blueprint.get("/found")
@rule(SIGNED_IN)
def found() -> ResponseReturnValue:
    """Break points, "unclear" remarks or open seams without a signal; `show` says which."""
    session, actor, language = db(), current_actor(), reader_language()
    if not may_decide_somewhere(actor):
        raise Forbidden(_("Deciding on signals needs a role that includes it."))
    show = _asked(request.args.get("show"))
    every = {name: found_in(session, actor, name, language) for name in SHOWS}
    page = page_of_rows(every[show], A_PAGE)
    return render_template(
        "signals/found.html",
        page=page,
        show=show,
        kinds=wired(session, Kinds),
        chips=[(LABELS[name], url_for("signals.found", show=name), name == show, len(every[name])) for name in SHOWS],
        **words(),
    )


@blueprint.post("/found")
@rule(SIGNED_IN)
def take() -> ResponseReturnValue:
    """Take up what is ticked, or the one whose button was pressed."""
    show = _asked(request.form.get("show"))
    only = request.form.get("only")
    origins = [only] if only else request.form.getlist("origin")[:A_PAGE]
    made = take_up(writing(), current_actor(), show, origins, reader_language())
    if len(made) == 1:
        flash(_("Taken up as a signal."), "success")
        return redirect(url_for("signals.page", number=made[0].id), 303)
    if made:
        flash(ngettext("%(num)s signal was made.", "%(num)s signals were made.", len(made)), "success")
    else:
        flash(_("Nothing was chosen that nobody has taken up yet."), "info")
    return redirect(url_for("signals.found", show=show), 303)
