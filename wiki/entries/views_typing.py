"""What the edit form asks for while somebody types: drafts kept, previews, hints, drawings, pasted rows."""

from typing import Any

from flask import Response, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from wiki.access.guard import current_actor
from wiki.core import clock, markdown
from wiki.core.db import wired
from wiki.core.errors import NotFound
from wiki.core.text import clean_text, whole_number
from wiki.entries import drafts, links
from wiki.entries.annotating import Annotations, Place, Text
from wiki.entries.binding import load
from wiki.entries.edit_page import drawing_of, hints_of
from wiki.entries.form_content import typed_content
from wiki.entries.forms import form_class
from wiki.entries.kinds import Kind, Kinds
from wiki.entries.models import Revision
from wiki.entries.page import EntryPage
from wiki.entries.pasted import read_pasted
from wiki.entries.rows import Rows
from wiki.web.forms import WikiForm
from wiki.web.i18n import reader_language
from wiki.web.transaction import db, writing

MOST_PREVIEW = 60_000
NOT_KEPT = ("csrf_token", "intent", "hints_shown")


def keep_draft(kind: Kind, slug: str | None = None) -> ResponseReturnValue:
    """Keep what is in the form on the server (autosave)."""
    session = db()
    entry = load(session, kind, slug) if slug else None
    sent = request.form.to_dict(flat=False)
    stored = {name: v for name, v in sent.items() if name not in NOT_KEPT and not name.startswith("pasted-")}
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


def preview_hints(kind: Kind) -> ResponseReturnValue:
    """Advice on what is typed; nothing (204) where the form shows the same already."""
    session, slug = db(), request.args.get("of", "")
    entry = load(session, kind, slug) if slug else None
    hints = hints_of(session, current_actor(), kind, entry, _form(kind))
    page = render_template("entries/hints.html", hints=hints)
    return Response(status=204) if request.form.get("hints_shown") == shown_as(hints) else page


def shown_as(hints: list[Any]) -> str:
    """What tells one list of hints from another."""
    return " ".join(f"{hint.where}: {hint.message}" for hint in hints)


def preview_drawing(kind: Kind) -> ResponseReturnValue:
    """The drawing of what is typed, by the macro that draws the page; each step leads to its row in the form."""
    template = drawing_of(kind)
    if not template:
        raise NotFound
    form, language = _form(kind), reader_language()
    for each in kind.all_fields:
        if isinstance(each, Rows) and each.keyed:
            for index, row in enumerate(_entries(form, each.form_name)):
                row.form["key"].data = f"row-{index}"
    session = db()
    content = typed_content(kind, form, language)
    entry = kind.model(kind=kind.name, slug="typed", department="", field_of_action="")
    typed = Revision(number=0, payload=content, schema_version=kind.schema_version, touched={}, created_at=clock.now())
    page = EntryPage(session, current_actor(), wired(session, Kinds), entry, typed, language)
    return render_template(template, page=page)


def preview_rows(kind: Kind) -> ResponseReturnValue:
    """Rows pasted from a spreadsheet, as the form would take them."""
    name = request.form.get("rows", "")
    field = next((each for each in kind.all_fields if isinstance(each, Rows) and each.form_name == name), None)
    if field is None:
        raise NotFound
    pasted = read_pasted(db(), current_actor(), field, request.form.get(f"pasted-{name}", ""))
    return render_template("entries/pasted.html", pasted=pasted)


def _form(kind: Kind) -> WikiForm:
    return form_class(kind)(formdata=request.form)


def _entries(form: WikiForm, name: str) -> list[Any]:
    rows: Any = form[name]
    return list(rows.entries)
