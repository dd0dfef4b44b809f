"""Releasing several versions at once: shown with what they touch together, then done."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import defer

from wiki.access.guard import current_actor
from wiki.core.db import wired
from wiki.core.text import whole_number
from wiki.entries import queries
from wiki.entries.ahead import render_ahead
from wiki.entries.impact import ImpactProviders
from wiki.entries.kinds import Kinds
from wiki.entries.models import Revision
from wiki.entries.release_several import BulkResult, release_all
from wiki.entries.shown import title_of
from wiki.entries.telling_form import TellForm, tell_form
from wiki.web.i18n import reader_language
from wiki.web.transaction import db, writing

MOST = 500


def show_selected() -> ResponseReturnValue:
    """The chosen versions, what their release touches, and whom it tells."""
    return _page(_asked(request.args.getlist("revision")))


def release_selected() -> ResponseReturnValue:
    """Release the chosen ones; what could not be released says why."""
    ids = _asked(request.form.getlist("revision"))
    if not ids:
        return _page(ids)
    form = tell_form(db(), current_actor(), [each.entry for each in _waiting(ids)])
    if not form.validate():
        return make_response(_page(ids, form), 422)
    render_ahead(db(), ids)
    session = writing()
    results = release_all(session, current_actor(), ids, form.manner())
    number = sum(not each.error for each in results)
    if number:
        flash(ngettext("%(num)s entry is released.", "%(num)s entries are released.", number), "success")
    _say_refused([each for each in results if each.error])
    return redirect(url_for("entries.review_queue"), 303)


def _asked(values: list[str]) -> list[int]:
    return list(dict.fromkeys(whole_number(each) for each in values[:MOST]))


def _waiting(ids: list[int]) -> list[Revision]:
    query = queries.waiting_for_review().where(Revision.id.in_(ids)).order_by(Revision.id)
    return list(db().scalars(query.options(defer(Revision.payload), defer(Revision.touched))))


def _page(ids: list[int], form: TellForm | None = None) -> ResponseReturnValue:
    session, actor = db(), current_actor()
    found = _waiting(ids) if ids else []
    if not found:
        flash(_("Nothing was chosen.") if not ids else _("None of these waits for release any more."), "info")
        return redirect(url_for("entries.review_queue"), 303)
    entries = [each.entry for each in found]
    return render_template(
        "entries/review_release.html",
        found=found,
        impact=wired(session, ImpactProviders).of(session, actor, *entries),
        tell=form or tell_form(session, actor, entries, formdata=None),
        kinds=wired(session, Kinds),
        title_of=title_of,
    )


def _say_refused(results: list[BulkResult]) -> None:
    entries = queries.entries_by_id(db(), (each.entry_id for each in results))
    for each in results:
        title = entries[each.entry_id].title(reader_language()) if each.entry_id in entries else str(each.entry_id)
        flash(f"{title}: {each.error}", "danger")
