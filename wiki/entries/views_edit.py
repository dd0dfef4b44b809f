"""Creating and editing entries."""

from typing import Any

from flask import Response, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from wiki.access.guard import current_actor
from wiki.access.permissions import Actor, Permission
from wiki.core import markdown
from wiki.core.db import wired
from wiki.core.errors import Invalid
from wiki.core.text import clean_line, clean_text, whole_number
from wiki.entries import drafts, links, queries
from wiki.entries import payload as payloads
from wiki.entries.annotating import Annotations, Place, Text
from wiki.entries.binding import load, load_revision, url_of
from wiki.entries.clashes import ShownClash, shown_clashes
from wiki.entries.customer_data import new_matches
from wiki.entries.fields import Payload
from wiki.entries.forms import add_problems, change_rows, form_class, to_form_data, to_raw
from wiki.entries.frame import Frame
from wiki.entries.kinds import Kind, Kinds
from wiki.entries.merge import merge
from wiki.entries.models import Entry, Revision
from wiki.entries.release import EditConflict, content_of
from wiki.entries.rights import demand, may_propose, may_write
from wiki.entries.second_pair import second_pair_asked
from wiki.entries.service import Edit, Intent, Saved, create, save
from wiki.people.models import Department, Function
from wiki.web.forms import WikiForm
from wiki.web.i18n import reader_language
from wiki.web.transaction import db, writing

MOST_PREVIEW = 60_000


def new(kind: Kind) -> ResponseReturnValue:
    """An empty form; `title` fills the title in (a search that found nothing)."""
    session, actor = db(), current_actor()
    demand(may_write(actor) or may_propose(actor), _("Suggesting entries needs a role that includes it."))
    draft = drafts.find(session, actor, kind, None)
    if draft is not None and request.args.get("draft") != "ignore":
        form = _form(kind, MultiDict(_lists(draft.form)))
    else:
        form = _form(kind, None, _starting_data(kind))
        draft = None
    return _show(session, actor, kind, None, form, draft_used=draft is not None)


def _starting_data(kind: Kind) -> dict[str, Any]:
    title = clean_line(request.args.get("title", ""))[:150]
    data = to_form_data(kind.all_fields, {})
    if "labels" in data:
        data["labels"] = [
            {"language": "de", "text": title, "status": "preferred", "type": "full"},
            {"language": "en", "text": "", "status": "preferred", "type": "full"},
        ]
    elif "title" in data:
        data["title"] = title
    return data


def create_new(kind: Kind) -> ResponseReturnValue:
    """Make the entry, or show the form again with what is wrong."""
    session, actor = db(), current_actor()
    form = _form(kind, request.form)
    if change_rows(form, request.form):
        return _show(session, actor, kind, None, form)
    content = _content(kind, form)
    if content is None or _asks_about_customer_data(kind, form, content, {}):
        return _show(session, actor, kind, None, form), 422
    try:
        saved = create(writing(), current_actor(), kind, _edit(form, content))
    except Invalid as error:
        return _refused(session, kind, None, form, error)
    drafts.discard(session, current_actor(), kind, None)
    _say(saved)
    return redirect(url_of(session, saved.entry), 303)


def edit(kind: Kind, slug: str) -> ResponseReturnValue:
    """The form with the newest content; with what was typed and not saved, when there is such."""
    session, actor = db(), current_actor()
    entry = load(session, kind, slug)
    _demand_editable(actor, entry)
    base = _start_of(session, actor, entry)
    draft = drafts.find(session, actor, kind, entry)
    if draft is not None and request.args.get("draft") != "ignore" and "from" not in request.args:
        form = _form(kind, MultiDict(_lists(draft.form)))
        return _show(session, actor, kind, entry, form, draft_used=True)
    data = to_form_data(kind.all_fields, content_of(kind, base))
    form = _form(kind, None, {**data, "base_revision": str(base.number if base else 0)})
    return _show(session, actor, kind, entry, form, based_on=base)


def _start_of(session: Session, actor: Actor, entry: Entry) -> Revision | None:
    """What an edit starts from: a writer goes on from the newest draft, others from what is released; `from=7` takes
    the content of version 7 on top of the newest."""
    if "from" in request.args:
        return load_revision(session, actor, entry, whole_number(request.args["from"]))
    return queries.start_for(session, actor, entry)


def save_edit(kind: Kind, slug: str) -> ResponseReturnValue:
    """Save; 409 with both versions where two changes contradict, 422 where the input is wrong."""
    session, actor = db(), current_actor()
    entry = load(session, kind, slug)
    _demand_editable(actor, entry)
    form = _form(kind, request.form)
    if change_rows(form, request.form):
        return _show(session, actor, kind, entry, form)
    content = _content(kind, form)
    before = content_of(kind, queries.revision(session, entry.id, _base_number(form)))
    if content is None or _asks_about_customer_data(kind, form, content, before):
        return _show(session, actor, kind, entry, form), 422
    try:
        saved = save(writing(), current_actor(), entry, _edit(form, content))
    except EditConflict as conflict:
        return _conflict(session, kind, entry, form, conflict)
    except Invalid as error:
        return _refused(session, kind, entry, form, error)
    drafts.discard(session, current_actor(), kind, entry)
    _say(saved)
    return redirect(url_of(session, entry), 303)


def _conflict(
    session: Session, kind: Kind, entry: Entry, form: WikiForm, conflict: EditConflict
) -> ResponseReturnValue:
    """Both versions, to work in: the form holds everything that could be merged, and mine where the two contradict;
    beside it stands what they wrote."""
    number, theirs = conflict.theirs.number, content_of(kind, conflict.theirs)
    clashes = shown_clashes(kind, conflict)
    session.rollback()
    content = merge(kind, conflict.base, conflict.mine, theirs).payload
    kept = {name: form[name].data for name in ("summary", "minor")}
    form = _form(kind, None, {**to_form_data(kind.all_fields, content), **kept})
    form["base_revision"].data = str(number)
    return _show(session, current_actor(), kind, entry, form, clashes=clashes, theirs=number), 409


def _refused(session: Session, kind: Kind, entry: Entry | None, form: WikiForm, error: Invalid) -> ResponseReturnValue:
    session.rollback()
    add_problems(kind.all_fields, form, error.problems)
    return _show(session, current_actor(), kind, entry, form), 422


def _demand_editable(actor: Actor, entry: Entry) -> None:
    demand(may_write(actor, entry) or may_propose(actor), _("Suggesting changes needs a role that includes it."))


def _form(kind: Kind, formdata: MultiDict[str, str] | None, data: dict[str, Any] | None = None) -> WikiForm:
    return form_class(kind)(formdata=formdata, data=data)


def _offered(session: Session, kind: Kind) -> dict[str, list[tuple[str, str]]]:
    """What can be chosen where a field names a department or a function: kind → (slug, name)."""
    named = {getattr(each, "kind", "") for field in kind.fields for each in (field, *getattr(field, "fields", ()))}
    language = reader_language()
    offered = {}
    if "department" in named:
        departments = session.scalars(select(Department).order_by(Department.sort_key))
        offered["department"] = [(each.slug, each.name(language)) for each in departments]
    if "function" in named:
        functions = session.scalars(select(Function).order_by(Function.sort_key))
        offered["function"] = [(each.slug, each.name(language)) for each in functions]
    return offered


def _lists(stored: dict[str, Any]) -> list[tuple[str, str]]:
    return [(name, value) for name, values in stored.items() for value in values]


def _content(kind: Kind, form: WikiForm) -> Payload | None:
    """The checked content of the form; None after marking what is wrong."""
    content, problems = payloads.clean(kind, to_raw(kind.all_fields, form))
    add_problems(kind.all_fields, form, problems)
    return None if problems else content


def _asks_about_customer_data(kind: Kind, form: WikiForm, content: Payload, before: Payload) -> bool:
    """Ask once about what this edit brings in and looks like customer data."""
    if form["no_customer_data"].data:
        return False
    found = new_matches(kind, content, before)
    if found:
        shown = ", ".join(dict.fromkeys(match.text for match in found[:5]))
        message = _("This looks like customer data: %(found)s. They do not belong in the wiki.", found=shown)
        form["no_customer_data"].errors = [message]
    return bool(found)


def _base_number(form: WikiForm) -> int:
    return whole_number(str(form["base_revision"].data or ""))


def _edit(form: WikiForm, content: Payload) -> Edit:
    wanted = request.form.get("intent", "")
    return Edit(
        content=content,
        base_number=_base_number(form),
        note=form["summary"].data or "",
        minor=bool(form["minor"].data),
        intent=Intent(wanted) if wanted in list(Intent) else Intent.DRAFT,
        as_proposal=wanted == "propose",
    )


def _say(saved: Saved) -> None:
    if saved.revision is None:
        flash(_("Nothing was changed, so there is no new version."), "info")
        return
    if saved.merged_with is not None:
        flash(
            _("Meanwhile version %(number)s was saved. Both changes are in.", number=saved.merged_with.number), "info"
        )
    if saved.released:
        flash(_("Version %(number)s is released.", number=saved.revision.number), "success")
    elif saved.revision.is_proposal:
        flash(_("Thank you. Your suggestion is in review; you will be told what becomes of it."), "success")
    else:
        flash(
            _("Version %(number)s is saved; readers still see the released one.", number=saved.revision.number),
            "success",
        )


def _show(
    session: Session,
    actor: Actor,
    kind: Kind,
    entry: Entry | None,
    form: WikiForm,
    *,
    draft_used: bool = False,
    based_on: Revision | None = None,
    clashes: list[ShownClash] | None = None,
    theirs: int = 0,
) -> str:
    page = url_for(f"{kind.name}.edit", slug=entry.slug) if entry else url_for(f"{kind.name}.new")
    return render_template(
        "entries/edit.html",
        kind=kind,
        entry=entry,
        form=form,
        offered=_offered(session, kind),
        frame=Frame(session, actor, kind, entry, "edit") if entry else None,
        may_write=may_write(actor, entry),
        may_release=actor.may(Permission.ENTRY_RELEASE) and not second_pair_asked(session, actor, kind.name),
        draft_used=draft_used,
        based_on=based_on,
        clashes=clashes or [],
        theirs=theirs,
        hints=_hints(kind, form) if request.method == "POST" else [],
        action=page,
        keep_url=f"{page}/draft",
        discard_url=f"{page}/draft/discard",
        preview_url=url_for(f"{kind.name}.preview"),
    )


def _hints(kind: Kind, form: WikiForm) -> list[Any]:
    content, problems = payloads.clean(kind, to_raw(kind.all_fields, form))
    return [] if problems else kind.hints(content)


def keep_draft(kind: Kind, slug: str | None = None) -> ResponseReturnValue:
    """Keep what is in the form on the server (autosave)."""
    session = db()
    entry = load(session, kind, slug) if slug else None
    stored = {n: v for n, v in request.form.to_dict(flat=False).items() if n not in ("csrf_token", "intent")}
    base = whole_number(request.form.get("base_revision", ""))
    actor = current_actor()
    session = writing()
    draft = drafts.keep(session, actor, kind, entry, stored, base)
    return jsonify(saved_at=draft.saved_at.isoformat())


def discard_draft(kind: Kind, slug: str | None = None) -> ResponseReturnValue:
    """Forget what was typed and not saved."""
    session = db()
    entry = load(session, kind, slug) if slug else None
    actor = current_actor()
    drafts.discard(writing(), actor, kind, entry)
    return redirect(url_for(f"{kind.name}.edit", slug=slug) if slug else url_for(f"{kind.name}.new"), 303)


def preview(_kind: Kind) -> ResponseReturnValue:
    """Markdown as it will look: a fragment."""
    text = clean_text(request.form.get("text", ""))[:MOST_PREVIEW]
    try:
        html = markdown.render(text)
    except markdown.Refused:
        return Response(_("This text cannot be shown: please make it simpler."), 422, mimetype="text/plain")
    session = db()
    targets = links.resolve(session, wired(session, Kinds), current_actor(), reader_language(), links.targets_in(html))
    filled = Text(links.fill_in(html, targets, lambda _name: ""), reader_language())
    return wired(session, Annotations).of(session).annotate((filled,), Place(0))[0]
