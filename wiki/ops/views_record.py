"""The pages of the record of who did what: all of it for who answers for security, one's own for everybody."""

from collections.abc import Iterator
from typing import Any

from flask import flash, redirect, render_template, request, stream_with_context, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from wiki.access.guard import current_actor
from wiki.access.permissions import Actor
from wiki.access.rules import SIGNED_IN, rule
from wiki.core.csv_lines import BOM, csv_lines
from wiki.core.text import whole_number
from wiki.ops import condition, record, record_filters
from wiki.ops.blueprint import LOOK, blueprint
from wiki.ops.record import Sought
from wiki.ops.record_lines import Line, lines
from wiki.ops.record_words import FAULTS
from wiki.people.sessions import person_here
from wiki.web.i18n import moment, reader_language
from wiki.web.redirects import same_view
from wiki.web.runtime import runtime
from wiki.web.transaction import db, writing

A_PAGE = 50
A_PORTION = 1000


@blueprint.get("/admin/audit")
@rule(LOOK)
def audit_page() -> ResponseReturnValue:
    """What was done, newest first; the filter and the place are in the address."""
    actor = current_actor()
    wanted = record_filters.asked(db(), actor, request.args)
    page = record.page(db(), record_filters.sought(db(), actor, wanted), A_PAGE, _before())
    shown = render_template(
        "ops/record.html",
        page=page,
        lines=lines(db(), actor, page.rows, reader_language()),
        wanted=wanted,
        choices=record_filters.choices(db(), actor),
        may_ask_who=record_filters.may_ask_who(actor),
        chain=condition.chain(db()),
        faults=FAULTS,
        older_url=same_view(before=page.older) if page.older else None,
        newest_url=same_view(before=None) if _before() else None,
    )
    return shown, 422 if wanted.problems else 200


def _before() -> int | None:
    return whole_number(request.args.get("before", "")) or None


@blueprint.post("/admin/audit/verify")
@rule(LOOK)
def verify_audit() -> ResponseReturnValue:
    """Read the whole record before the lock is taken, then note what came of it."""
    broken, number = record.verify(db()), condition.sealed(db())
    record.note_verified(writing(), current_actor(), broken, number)
    if broken:
        flash(
            _("The record does not hold from row %(number)s on. Compare it with a backup.", number=broken[0].row_id),
            "danger",
        )
    else:
        flash(_("The record is unbroken: nothing was changed, removed or put in."), "success")
    return redirect(url_for("ops.audit_page"), 303)


@blueprint.post("/admin/audit/file")
@rule(LOOK)
def audit_file() -> ResponseReturnValue:
    """The rows of the filter as a file for spreadsheets; that it was taken is recorded first. It is read in portions
    while it is sent, so that its length does not matter."""
    actor, language = current_actor(), reader_language()
    wanted = record_filters.asked(db(), actor, request.form)
    if wanted.problems:
        return redirect(url_for("ops.audit_page", **wanted.typed()), 303)  # type: ignore[arg-type]
    sought = record_filters.sought(db(), actor, wanted)
    record.note_taken(writing(), actor, **wanted.typed())
    headers = {"Content-Disposition": 'attachment; filename="record.csv"', "Cache-Control": "no-store"}
    return Response(stream_with_context(_as_csv(actor, sought, language)), mimetype="text/csv", headers=headers)


def _as_csv(actor: Actor, sought: Sought, language: str) -> Iterator[str]:
    heads = [_("Row"), _("When"), _("What"), _("Concerning"), _("Details"), _("Who"), _("Act"), _("Subject"),
             _("Sealed")]  # fmt: skip
    yield BOM
    yield from csv_lines([heads], language)
    before = None
    with runtime().sessions() as session:
        while True:
            page = record.page(session, sought, A_PORTION, before)
            shown = lines(session, actor, page.rows, language)
            yield from csv_lines((_cells(each, is_sealed=each.row.id in page.sealed) for each in shown), language)
            session.expunge_all()
            if page.older is None:
                return
            before = page.older


def _cells(line: Line, *, is_sealed: bool) -> list[Any]:
    row = line.row
    return [row.id, moment(row.at), line.what, line.about, line.more, line.by, row.action, row.subject,
            _("yes") if is_sealed else _("not yet")]  # fmt: skip


@blueprint.get("/me/record")
@rule(SIGNED_IN)
def own_record() -> str:
    """What concerns the person who reads: what they did, what was done with their account, functions and duties."""
    person, actor = person_here(), current_actor()
    about = Sought(subjects=[f"person:{person.id}"], concerned=[person.id])
    views = {
        "": about,
        "done": Sought(actors=[person.pseudonym]),
        "sign-ins": Sought(subjects=[f"person:{person.id}"], attendance=True),
    }
    show = request.args.get("show", "")
    page = record.page(db(), views.get(show, about), A_PAGE, _before())
    return render_template(
        "ops/own_record.html",
        page=page,
        lines=lines(db(), actor, page.rows, reader_language()),
        show=show if show in views else "",
        older_url=same_view(before=page.older) if page.older else None,
        newest_url=same_view(before=None) if _before() else None,
    )
