"""Bringing people, departments and functions in out of files: send, look at what would change, confirm."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from wiki.access.guard import current_actor
from wiki.access.rules import rule
from wiki.core import mail
from wiki.core.errors import Invalid, NotFound, Problem
from wiki.people import importing, importing_staged, importing_templates
from wiki.people.blueprint import blueprint
from wiki.people.importing import Import
from wiki.people.importing_columns import FIELD_WORDS, KIND_WORDS, KINDS
from wiki.people.importing_draft import Outcome
from wiki.people.views_admin_people import MANAGE
from wiki.web.i18n import reader_language
from wiki.web.redirects import same_view
from wiki.web.runtime import settings
from wiki.web.transaction import db, writing

A_PAGE = 100
SHOWN_PROBLEMS = 200
SHOWN_MISSING = 100
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/admin/people/import")
@rule(MANAGE)
def import_people() -> ResponseReturnValue:
    """Where files are sent, with templates to begin with."""
    return _form()


@blueprint.post("/admin/people/import")
@rule(MANAGE)
def import_people_submit() -> ResponseReturnValue:
    """Read the files; with a problem it is shown, else they wait for an hour until they are confirmed."""
    files = [(each.filename or "", each.read()) for each in request.files.getlist("files") if each.filename]
    if not files:
        return _form([Problem("files", _("Choose at least one file."))])
    try:
        sheets = importing.read(files)
    except Invalid as error:
        return _form(error.problems)
    found = importing.plan(db(), current_actor(), sheets)
    if not found.ok:
        return _problems(found)
    row = importing_staged.stage(writing(), current_actor(), sheets)
    return redirect(url_for("people.import_plan", number=row.id), 303)


@blueprint.get("/admin/people/import/<int:number>")
@rule(MANAGE)
def import_plan(number: int) -> ResponseReturnValue:
    """What the files would change, row by row; nothing is changed yet."""
    found = importing.plan(db(), current_actor(), importing_staged.staged(db(), current_actor(), number))
    return _plan(found, number) if found.ok else _problems(found)


@blueprint.post("/admin/people/import/<int:number>")
@rule(MANAGE)
def import_plan_submit(number: int) -> ResponseReturnValue:
    """Put it in force, all of it or nothing; when something changed meanwhile, show that first."""
    actor, session = current_actor(), writing()
    sheets = importing_staged.staged(session, actor, number)
    foreseen = importing.plan(session, actor, sheets)
    if foreseen.ok and foreseen.digest != request.form.get("digest"):
        session.rollback()
        flash(_("Something changed in the meantime. Please look once more."), "warning")
        return redirect(url_for("people.import_plan", number=number), 303)
    found = importing.put_in_force(session, actor, sheets, invite=bool(request.form.get("invite")))
    if not found.ok:
        session.rollback()
        return _problems(found)
    importing_staged.forget(session, number)
    new, changed = found.count(Outcome.NEW), found.count(Outcome.CHANGED)
    flash(_("Imported: %(new)s new, %(changed)s changed.", new=new, changed=changed), "success")
    return redirect(url_for("people.import_people"), 303)


@blueprint.get("/admin/people/import/template/<name>")
@rule(MANAGE)
def import_template(name: str) -> ResponseReturnValue:
    """A file to begin with: `people.csv`, `departments.csv`, `functions.csv` or `all.xlsx`."""
    kind, language = name.removesuffix(".csv"), reader_language()
    if name == "all.xlsx":
        content, media_type = importing_templates.as_workbook(language), XLSX
    elif kind in KINDS and name.endswith(".csv"):
        content, media_type = importing_templates.as_csv(kind, language), "text/csv"
    else:
        raise NotFound(_("There is no such file."))
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, mimetype=media_type, headers=headers)


def _form(problems: list[Problem] | None = None) -> Response:
    page = render_template(
        "people/import.html", problems=problems or [], kinds=[(each, KIND_WORDS[each]) for each in KINDS]
    )
    return make_response(page, 422 if problems else 200)


def _problems(found: Import) -> Response:
    problems = found.draft.problems
    page = render_template(
        "people/import_problems.html",
        problems=problems[:SHOWN_PROBLEMS],
        number=len(problems),
        sheets=found.draft.sheets,
        fields=FIELD_WORDS,
        kinds=KIND_WORDS,
    )
    return make_response(page, 422)


def _plan(found: Import, number: int) -> str:
    show = request.args.get("show", "")
    outcomes = [each for each in Outcome if each is not Outcome.UNCHANGED]
    wanted = [each for each in Outcome if each.value == show] or outcomes
    fitting = [each for each in found.draft.changes if each.outcome in wanted]
    pages = max(1, -(-len(fitting) // A_PAGE))
    asked = request.args.get("page", "1")
    page = min(max(1, int(asked)), pages) if asked.isdecimal() and len(asked) < 9 else 1
    missing = found.draft.missing()
    return render_template(
        "people/import_plan.html",
        number=number,
        digest=found.digest,
        changes=fitting[(page - 1) * A_PAGE : page * A_PAGE],
        page=page,
        pages=pages,
        href=lambda wanted: same_view(page=wanted),
        show=show if show in {each.value for each in Outcome} else "",
        counts={each.value: found.count(each) for each in Outcome},
        to_do=found.count(Outcome.NEW) + found.count(Outcome.CHANGED),
        missing=missing[:SHOWN_MISSING],
        missing_words=ngettext(
            "%(num)s active person is in none of the files", "%(num)s active people are in none of the files",
            len(missing),
        ),
        sheets=found.draft.sheets,
        fields=FIELD_WORDS,
        kinds=KIND_WORDS,
        may_invite=mail.configured(settings()),
    )  # fmt: skip
