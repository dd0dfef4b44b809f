"""Creating and editing entries."""

from typing import Any

from flask import redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from wiki.access.guard import current_actor
from wiki.access.permissions import Actor
from wiki.core.errors import Invalid
from wiki.core.text import clean_line, whole_number
from wiki.entries import drafts, queries
from wiki.entries import payload as payloads
from wiki.entries.binding import load, load_revision, url_of
from wiki.entries.clashes import shown_clashes
from wiki.entries.compare import compare
from wiki.entries.customer_data import new_matches
from wiki.entries.edit_page import Editing, Unsaved, show
from wiki.entries.fields import Payload
from wiki.entries.form_content import checked_content, typed_content
from wiki.entries.form_rows import change_rows, put_rows, rows_of
from wiki.entries.forms import add_problems, form_class, is_blank, to_form_data
from wiki.entries.kinds import Kind
from wiki.entries.merge import merge
from wiki.entries.models import EditDraft, Entry, Revision
from wiki.entries.pasted import read_pasted
from wiki.entries.release import EditConflict, Manner, content_of
from wiki.entries.resolving import resolved
from wiki.entries.rights import demand, may_propose, may_write
from wiki.entries.rows import Rows
from wiki.entries.saved_words import say
from wiki.entries.service import Edit, Intent, create, save
from wiki.entries.starting import begun_with
from wiki.entries.telling_form import TellForm, tell_form
from wiki.web.forms import WikiForm
from wiki.web.transaction import db, writing

RESOLVE = "resolve-"
"""Before the path of a contradiction: whose words to take there."""


def new(kind: Kind) -> ResponseReturnValue:
    """An empty form; `title` fills the title in (a search that found nothing)."""
    session, actor = db(), current_actor()
    demand(may_write(actor) or may_propose(actor), _("Suggesting entries needs a role that includes it."))
    draft = drafts.find(session, actor, kind, None)
    if draft is not None and request.args.get("draft") != "ignore":
        form = _form(kind, MultiDict(_lists(draft.form)))
        return show(session, actor, Editing(kind, None, form, Unsaved(draft, [])))
    return show(session, actor, Editing(kind, None, _form(kind, None, _starting_data(session, actor, kind))))


def _starting_data(session: Session, actor: Actor, kind: Kind) -> dict[str, Any]:
    began_with = begun_with(session, kind, request.args)
    if began_with is not None and (content := began_with.content(session, actor)):
        return to_form_data(kind.all_fields, content)
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
    if _rows_changed(session, actor, kind, form):
        return show(session, actor, Editing(kind, None, form, is_changed=True))
    content = _content(kind, form)
    if content is None or _asks_about_customer_data(kind, form, content, {}):
        return show(session, actor, Editing(kind, None, form, is_changed=True)), 422
    tell = tell_form(session, actor, [])
    if _tells_wrong(form, tell):
        return show(session, actor, Editing(kind, None, form, is_changed=True, tell=tell)), 422
    try:
        saved = create(writing(), current_actor(), kind, _edit(form, content, tell))
        if (began_with := begun_with(session, kind, request.args)) is not None:
            began_with.made(session, current_actor(), saved.entry)
    except Invalid as error:
        return _refused(session, kind, None, form, error)
    drafts.discard(session, current_actor(), kind, None)
    say(saved)
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
        return show(session, actor, Editing(kind, entry, form, _unsaved(session, kind, entry, draft, form, base)))
    data = to_form_data(kind.all_fields, content_of(kind, base))
    form = _form(kind, None, {**data, "base_revision": str(base.number if base else 0)})
    return show(session, actor, Editing(kind, entry, form))


def _unsaved(
    session: Session, kind: Kind, entry: Entry, draft: EditDraft, form: WikiForm, newest: Revision | None
) -> Unsaved:
    """How the draft differs from the version it was begun on."""
    base = queries.revision(session, entry.id, draft.base_number)
    newer = newest.number if newest is not None and newest.number > draft.base_number else 0
    return Unsaved(draft, compare(kind, content_of(kind, base), typed_content(kind, form)), newer)


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
    if _rows_changed(session, actor, kind, form):
        return show(session, actor, Editing(kind, entry, form, is_changed=True))
    content = _content(kind, form)
    before = content_of(kind, queries.revision(session, entry.id, _base_number(form)))
    if content is None or _asks_about_customer_data(kind, form, content, before):
        return show(session, actor, Editing(kind, entry, form, is_changed=True)), 422
    wanted = _as_wanted(kind, content, before)
    content, problems = payloads.clean(kind, wanted)
    if problems:
        form = _filled(kind, wanted, form, _base_number(form))
        add_problems(kind.all_fields, form, problems)
        return show(session, actor, Editing(kind, entry, form, is_changed=True)), 422
    tell = tell_form(session, actor, [entry])
    if _tells_wrong(form, tell):
        return show(session, actor, Editing(kind, entry, form, is_changed=True, tell=tell)), 422
    try:
        saved = save(writing(), current_actor(), entry, _edit(form, content, tell))
    except EditConflict as conflict:
        return _conflict(session, kind, entry, form, conflict)
    except Invalid as error:
        return _refused(session, kind, entry, form, error)
    drafts.discard(session, current_actor(), kind, entry)
    say(saved)
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
    form = _filled(kind, content, form, number)
    editing = Editing(kind, entry, form, clashes=tuple(clashes), theirs=number, is_changed=True)
    return show(session, current_actor(), editing), 409


def _filled(kind: Kind, content: Payload, sent: WikiForm, base: int) -> WikiForm:
    """A form with `content`, and with what `sent` says of the edit itself."""
    said = {name: sent[name].data for name in ("summary", "minor")}
    return _form(kind, None, {**to_form_data(kind.all_fields, content), **said, "base_revision": str(base)})


def _as_wanted(kind: Kind, content: Payload, before: Payload) -> Payload:
    """The content with what was chosen beside the fields: whose words to take where two contradict (`before` is then
    what they wrote), and that a name given up stays a further one."""
    chosen = {name.removeprefix(RESOLVE): value for name, value in request.form.items() if name.startswith(RESOLVE)}
    if chosen:
        content = resolved(kind, content, before, chosen)
    if "keep_old_names" in request.form and kind.keep_old_names is not None:
        return kind.keep_old_names(before, dict(content))
    return content


def _refused(session: Session, kind: Kind, entry: Entry | None, form: WikiForm, error: Invalid) -> ResponseReturnValue:
    session.rollback()
    add_problems(kind.all_fields, form, error.problems)
    return show(session, current_actor(), Editing(kind, entry, form, is_changed=True)), 422


def _demand_editable(actor: Actor, entry: Entry) -> None:
    demand(may_write(actor, entry) or may_propose(actor), _("Suggesting changes needs a role that includes it."))


def _form(kind: Kind, formdata: MultiDict[str, str] | None, data: dict[str, Any] | None = None) -> WikiForm:
    return form_class(kind)(formdata=formdata, data=data)


def _rows_changed(session: Session, actor: Actor, kind: Kind, form: WikiForm) -> bool:
    """Do what a button of repeatable rows asked; nothing is saved by it."""
    if (name := request.form.get("order", "")) in kind.orderings:
        rows = [row for row in rows_of(form, name) if not is_blank(row)]
        put_rows(form, name, [rows[place] for place in kind.orderings[name].order(session, rows)])
        return True
    wanted = request.form.get("paste", "")
    field = next((each for each in kind.all_fields if isinstance(each, Rows) and each.form_name == wanted), None)
    if field is None:
        return change_rows(form, request.form)
    pasted = read_pasted(session, actor, field, request.form.get(f"pasted-{wanted}", ""))
    rows = [row for row in rows_of(form, wanted) if not is_blank(row)]
    put_rows(form, wanted, [*rows, *(row.values for row in pasted.rows)])
    return True


def _lists(stored: dict[str, Any]) -> list[tuple[str, str]]:
    return [(name, value) for name, values in stored.items() for value in values]


def _content(kind: Kind, form: WikiForm) -> Payload | None:
    """The checked content of the form; None after marking what is wrong."""
    content, problems = checked_content(kind, form)
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


def _tells_wrong(form: WikiForm, tell: TellForm) -> bool:
    """Whether this is a release that tells somebody who cannot be told; the form says so at its head, too."""
    if request.form.get("intent") != Intent.RELEASE or tell.validate():
        return False
    form.form_errors += [message for each in tell for message in each.errors]
    return True


def _edit(form: WikiForm, content: Payload, tell: TellForm) -> Edit:
    wanted = request.form.get("intent", "")
    return Edit(
        content=content,
        base_number=_base_number(form),
        note=form["summary"].data or "",
        minor=bool(form["minor"].data),
        intent=Intent(wanted) if wanted in list(Intent) else Intent.DRAFT,
        as_proposal=wanted == "propose",
        manner=tell.manner() if wanted == Intent.RELEASE else Manner(),
    )
