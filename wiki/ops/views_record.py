"""The page of the record of who did what."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from wiki.access.guard import current_actor
from wiki.access.rules import rule
from wiki.ops import condition, record
from wiki.ops.blueprint import LOOK, blueprint
from wiki.ops.record_words import AREAS
from wiki.web.i18n import reader_language
from wiki.web.paging import page_of
from wiki.web.transaction import db, writing

A_PAGE = 50


@blueprint.get("/admin/audit")
@rule(LOOK)
def audit_page() -> str:
    """What was done, newest first; the area is in the address. There is no filter by person, on purpose."""
    area = request.args.get("area", "")
    page = page_of(db(), record.rows(area), A_PAGE)
    return render_template(
        "ops/record.html",
        page=page,
        lines=record.lines(db(), current_actor(), page.rows, reader_language()),
        area=area if area in AREAS else "",
        areas=AREAS,
        chain=condition.chain(db()),
    )


@blueprint.post("/admin/audit/verify")
@rule(LOOK)
def verify_audit() -> ResponseReturnValue:
    """Read the whole chain before the lock is taken, then note what came of it."""
    broken, number = record.verify(db()), condition.sealed(db())
    record.note_verified(writing(), current_actor(), len(broken), number)
    if broken:
        flash(
            _("The record does not hold from row %(number)s on. Compare it with a backup.", number=broken[0].row_id),
            "danger",
        )
    else:
        flash(_("The record is unbroken: nothing was changed, removed or put in."), "success")
    return redirect(url_for("ops.audit_page"), 303)
