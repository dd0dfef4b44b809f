"""The page of the edit form: what it shows beside the fields themselves."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import current_app, render_template, request, url_for
from jinja2 import TemplateNotFound
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor, Permission
from wiki.access.roles import Roles
from wiki.core.db import wired
from wiki.core.errors import Problem
from wiki.entries import links
from wiki.entries.any_entry import ROLE, AnyEntry, split_address
from wiki.entries.clashes import ShownClash
from wiki.entries.compare import Change
from wiki.entries.fields import Field, Prose, Reference, References
from wiki.entries.form_content import typed_content
from wiki.entries.frame import Frame
from wiki.entries.impact import ImpactProviders
from wiki.entries.kinds import Kind, Kinds
from wiki.entries.models import EditDraft, Entry
from wiki.entries.payload import PEOPLE_KINDS
from wiki.entries.rights import may_write
from wiki.entries.rows import Rows
from wiki.entries.second_pair import second_pair_asked
from wiki.entries.starting import begun_with
from wiki.entries.telling_form import TellForm, tell_form
from wiki.entries.wording import outdated_words
from wiki.people.models import Department, Function
from wiki.web.forms import WikiForm
from wiki.web.i18n import reader_language

Named = dict[str, dict[str, str]]
"""kind → slug → how it is called on screen; under `ANY` by `kind:slug`."""
ANY = "any"


@dataclass(frozen=True)
class Unsaved:
    """Text of last time that was not saved, and how it differs from what is saved."""

    draft: EditDraft
    changes: list[Change]
    newer: int = 0
    """The number of the version that was saved since, 0 for none."""


@dataclass(frozen=True)
class Editing:
    """What an edit page is about. `theirs` is the number of the version that came between, where two contradict."""

    kind: Kind
    entry: Entry | None
    form: WikiForm
    unsaved: Unsaved | None = None
    clashes: tuple[ShownClash, ...] = ()
    theirs: int = 0
    is_changed: bool = False
    """Whether the form holds what was not saved: the browser asks before it is left."""
    tell: TellForm | None = None
    """Whom a release tells, where that was sent and is wrong."""


def show(session: Session, actor: Actor, editing: Editing) -> str:
    """The page."""
    kind, entry = editing.kind, editing.entry
    begun = begun_with(session, kind, request.args) if entry is None else None
    page = url_for(f"{kind.name}.edit", slug=entry.slug) if entry else url_for(f"{kind.name}.new")
    may_release = actor.may(Permission.ENTRY_RELEASE) and not second_pair_asked(session, actor, kind.name)
    offered = _offered(session, kind)
    return render_template(
        "entries/edit.html",
        editing=editing,
        kind=kind,
        entry=entry,
        form=editing.form,
        frame=Frame(session, actor, kind, entry, "edit") if entry else None,
        offered={
            **{name: list(called.items()) for name, called in offered.items()},
            **kind.offers(session, actor, reader_language()),
        },
        titles={**_titles(session, actor, kind, editing.form), **offered},
        may_write=may_write(actor, entry),
        may_release=may_release,
        uploads=entry is not None and may_write(actor, entry),
        impact=wired(session, ImpactProviders).of(session, actor, entry) if entry and may_release else [],
        tell=(editing.tell or tell_form(session, actor, [entry] if entry else [])) if may_release else None,
        hints=hints_of(session, actor, kind, entry, editing.form),
        hints_at=_hints_at(kind),
        keeps_old_names=entry is not None and kind.keep_old_names is not None,
        action=page,
        begun_query=begun.query if begun else "",
        begun_with=begun.said(session, actor) if begun else "",
        keep_url=f"{page}/draft",
        discard_url=f"{page}/draft/discard",
        preview_url=url_for(f"{kind.name}.preview"),
        urls=_addresses(kind, entry),
    )


def _addresses(kind: Kind, entry: Entry | None) -> dict[str, str]:
    """Where the form asks while somebody types."""
    hints = url_for(f"{kind.name}.preview_hints", of=entry.slug if entry else None)
    found = {"rows": url_for(f"{kind.name}.preview_rows"), "hints": hints}
    return {**found, "drawing": url_for(f"{kind.name}.preview_drawing") if drawing_of(kind) else ""}


def drawing_of(kind: Kind) -> str:
    """The template that draws an entry of this kind while it is typed; empty where there is none."""
    name = f"{kind.path}/drawing.html"
    try:
        current_app.jinja_env.get_template(name)
    except TemplateNotFound:
        return ""
    return name


def hints_of(session: Session, actor: Actor, kind: Kind, entry: Entry | None, form: WikiForm) -> list[Problem]:
    """Advice on what stands in the form; it never keeps anybody from saving."""
    content = typed_content(kind, form)
    told = [*kind.hints(content), *kind.advice(session, actor, content)]
    return [*told, *outdated_words(session, actor, kind, entry, content)]


def _hints_at(kind: Kind) -> str:
    """The field that advice is shown under: the text every entry of the kind must have; empty where there is none."""
    texts = (each for each in kind.fields if isinstance(each, Prose) and each.required and each.is_markdown)
    return next((each.name for each in texts), "")


def _offered(session: Session, kind: Kind) -> Named:
    """What can be chosen where a field names a department, a function or an access role."""
    named = {getattr(each, "kind", "") for field in kind.fields for each in (field, *getattr(field, "fields", ()))}
    language = reader_language()
    found: Named = {}
    if "department" in named:
        departments = session.scalars(select(Department).order_by(Department.sort_key))
        found["department"] = {each.slug: each.name(language) for each in departments}
    if "function" in named:
        functions = session.scalars(select(Function).order_by(Function.sort_key))
        found["function"] = {each.slug: each.name(language) for each in functions}
    if ROLE in named:
        found[ROLE] = {slug: role.name(language) for slug, role in wired(session, Roles).by_slug.items()}
    return found


def _titles(session: Session, actor: Actor, kind: Kind, form: WikiForm) -> Named:
    """How the entries that the form names are called."""
    wanted = set(_references(kind.all_fields, form))
    targets = links.resolve(session, wired(session, Kinds), actor, reader_language(), wanted) if wanted else {}
    found: Named = {}
    for (name, slug), target in targets.items():
        found.setdefault(name, {})[slug] = target.title
        found.setdefault(ANY, {})[f"{name}:{slug}"] = target.title
    return found


def _references(fields: tuple[Field, ...], form: Any) -> Iterator[tuple[str, str]]:
    for each in fields:
        if isinstance(each, Rows):
            for row in form[each.form_name].entries:
                yield from _references(each.fields, row.form)
        elif isinstance(each, Reference | References) and each.kind not in PEOPLE_KINDS:
            slugs = (part.strip() for part in (form[each.form_name].data or "").split(","))
            yield from ((each.kind, slug) for slug in slugs if slug)
        elif isinstance(each, AnyEntry):
            kind, slug = split_address((form[each.form_name].data or "").strip())
            if slug:
                yield kind, slug
