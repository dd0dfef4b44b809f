"""What entries and their kinds hand to the application."""

from collections.abc import Callable

from flask import Blueprint, g, url_for
from flask_babel import gettext as _

from wiki.access.guard import current_actor
from wiki.access.permissions import Permission
from wiki.access.rules import READER, SIGNED_IN, Rule, needs, rule
from wiki.core import changes
from wiki.core.about_people import PersonalData
from wiki.core.consumers import Jobs
from wiki.entries import attachment_views, discussion_views, impact, personal_data, watching_views
from wiki.entries import views_edit as edit
from wiki.entries import views_history as past
from wiki.entries import views_lifecycle as life
from wiki.entries import views_list as listing
from wiki.entries import views_queues as queues
from wiki.entries import views_read as read
from wiki.entries import views_release as releasing
from wiki.entries import views_release_several as several
from wiki.entries import views_typing as typing
from wiki.entries import views_watching as watched
from wiki.entries.asking_again import AskingAgain
from wiki.entries.attachments_jobs import sweep_job
from wiki.entries.belonging import Belonging
from wiki.entries.binding import KindView, bind
from wiki.entries.drafts import take_form
from wiki.entries.front import tell
from wiki.entries.impact import Concerned, ImpactProviders
from wiki.entries.jobs import purge_job
from wiki.entries.kinds import Kind, Kinds
from wiki.entries.links import linked_with
from wiki.entries.purges import Purges
from wiki.entries.queries import counts_by_kind
from wiki.entries.starting import Starters
from wiki.entries.tabs import EntryTabs
from wiki.entries.whom import Answering
from wiki.people.department_lines import DepartmentLines
from wiki.people.person_cards import PersonCards
from wiki.web.feature import Feature
from wiki.web.front.readers import Personal
from wiki.web.kept_forms import KeptForms
from wiki.web.runtime import Runtime, runtime
from wiki.web.shell import Item, ShellProviders
from wiki.web.transaction import db

AUTHOR = needs(Permission.ENTRY_WRITE, Permission.ENTRY_WRITE_AREA, Permission.ENTRY_PROPOSE)
RELEASER = needs(Permission.ENTRY_RELEASE)

Route = tuple[str, str, KindView, Rule, str]
"""Path below the kind's address, name, view, who may, method."""

ROUTES: tuple[Route, ...] = (
    ("/", "index", listing.index, READER, "GET"),
    ("/new", "new", edit.new, AUTHOR, "GET"),
    ("/new", "create", edit.create_new, AUTHOR, "POST"),
    ("/new/draft", "keep_new_draft", typing.keep_draft, AUTHOR, "POST"),
    ("/new/draft/discard", "discard_new_draft", typing.discard_draft, AUTHOR, "POST"),
    ("/preview", "preview", typing.preview, SIGNED_IN, "POST"),
    ("/preview/hints", "preview_hints", typing.preview_hints, AUTHOR, "POST"),
    ("/preview/drawing", "preview_drawing", typing.preview_drawing, AUTHOR, "POST"),
    ("/preview/rows", "preview_rows", typing.preview_rows, AUTHOR, "POST"),
    ("/<slug>", "page", read.page, READER, "GET"),
    ("/<slug>/edit", "edit", edit.edit, AUTHOR, "GET"),
    ("/<slug>/edit", "save", edit.save_edit, AUTHOR, "POST"),
    ("/<slug>/edit/draft", "keep_draft", typing.keep_draft, AUTHOR, "POST"),
    ("/<slug>/edit/draft/discard", "discard_draft", typing.discard_draft, AUTHOR, "POST"),
    ("/<slug>/history", "history", past.history, SIGNED_IN, "GET"),
    ("/<slug>/revisions/<int:number>", "revision", read.revision, SIGNED_IN, "GET"),
    ("/<slug>/compare/<int:first>..<int:second>", "compare", past.show_comparison, SIGNED_IN, "GET"),
    ("/<slug>/compare", "choose_comparison", past.choose, SIGNED_IN, "GET"),
    ("/<slug>/used-in", "used_in", queues.used_in, READER, "GET"),
    ("/<slug>/revisions/<int:number>/release", "show_release", releasing.show_release, SIGNED_IN, "GET"),
    ("/<slug>/revisions/<int:number>/release", "do_release", releasing.do_release, RELEASER, "POST"),
    ("/<slug>/revisions/<int:number>/reject", "do_reject", releasing.do_reject, RELEASER, "POST"),
    ("/<slug>/revisions/<int:number>/restore", "show_restore", releasing.show_restore, AUTHOR, "GET"),
    ("/<slug>/revisions/<int:number>/restore", "do_restore", releasing.do_restore, AUTHOR, "POST"),
    ("/<slug>/rename", "rename", life.show_rename, needs(Permission.ENTRY_SLUG), "GET"),
    ("/<slug>/rename", "do_rename", life.do_rename, needs(Permission.ENTRY_SLUG), "POST"),
)

ACTS = {
    "archive": Permission.ENTRY_ARCHIVE,
    "unarchive": Permission.ENTRY_ARCHIVE,
    "delete": Permission.ENTRY_DELETE,
    "undelete": Permission.ENTRY_DELETE,
}


def blueprint_of(kind: Kind, *own: Route) -> Blueprint:
    """The pages of a kind, under its address; endpoints are named after the kind: `term.page`. `own` are its own."""
    blueprint = Blueprint(kind.name, __name__, url_prefix=f"/{kind.path}")
    for path, endpoint, view, access, method in (*ROUTES, *own):
        bind(blueprint, kind, path, endpoint, view, access, method)
    for name, permission in ACTS.items():
        bind(blueprint, kind, f"/<slug>/{name}", name, life.asking(name), needs(permission), "GET")
        bind(blueprint, kind, f"/<slug>/{name}", f"do_{name}", life.doing(name), needs(permission), "POST")
    attachment_views.register(blueprint, kind)
    discussion_views.register(blueprint, kind)
    watching_views.register(blueprint, kind)
    return blueprint


def feature_of(kind: Kind, *own: Route, told: Callable[[Runtime], None] | None = None) -> Feature:
    """The feature that is one kind of entry, with routes of its `own` beside those every kind has.

    A view is called with the kind; a path of a single word must be among RESERVED_SLUGS. `told` wires what the kind
    tells others.
    """

    def wire(runtime: Runtime) -> None:
        runtime.wiring.get(Kinds).add(kind)
        if told is not None:
            told(runtime)

    return Feature(kind.name, blueprints=lambda _runtime: [blueprint_of(kind, *own)], wire=wire)


def _queues() -> Blueprint:
    blueprint = Blueprint("entries", __name__)
    add = blueprint.add_url_rule
    add("/review", "review_queue", rule(RELEASER)(queues.review_queue))
    bulk = needs(Permission.ENTRY_RELEASE_BULK)
    add("/review", "release_selected", rule(bulk)(several.release_selected), methods=["POST"])
    add("/review/release", "show_selected", rule(bulk)(several.show_selected))
    add("/bin", "recycle_bin", rule(needs(Permission.ENTRY_DELETE))(queues.recycle_bin))
    return blueprint


def _counts() -> dict[str, int]:
    if "counts_by_kind" not in g:
        g.counts_by_kind = counts_by_kind(db())
    counts: dict[str, int] = g.counts_by_kind
    return counts


def _items(governance: bool) -> list[Item]:
    found = []
    for kind in runtime().wiring.get(Kinds):
        if kind.governance is governance:
            url = url_for(f"{kind.name}.index")
            current = g.get("current_kind") == kind.name
            found.append(Item(str(kind.plural), url, kind.icon, _counts().get(kind.name), current))
    return found


def _governance() -> list[Item]:
    found = _items(governance=True)
    actor = current_actor()
    if actor.may(Permission.ENTRY_RELEASE):
        found.append(Item(_("In review"), url_for("entries.review_queue"), "hourglass-split"))
    if actor.may(Permission.ENTRY_DELETE):
        found.append(Item(_("Recycle bin"), url_for("entries.recycle_bin"), "trash"))
    return found


def _wire(runtime: Runtime) -> None:
    runtime.wiring.add(EntryTabs())
    runtime.wiring.add(Starters())
    runtime.wiring.add(Answering())
    runtime.wiring.add(Belonging())
    runtime.wiring.add(AskingAgain())
    runtime.wiring.add(Purges())
    runtime.wiring.add(Concerned([impact.own_departments]))
    runtime.wiring.get(changes.Neighbours).of = linked_with
    tell(runtime.wiring.get(Personal))
    runtime.wiring.get(DepartmentLines).buttons.append(watched.department_button)
    runtime.wiring.get(PersonCards).providers.append(watched.own_card)
    providers = runtime.wiring.get(ShellProviders)
    providers.libraries.append(lambda: _items(governance=False))
    providers.governance.append(_governance)
    runtime.wiring.get(KeptForms).takers.append(take_form)
    runtime.wiring.get(ImpactProviders).providers += [impact.used_in, impact.departments_concerned]
    runtime.wiring.get(Jobs).jobs.extend([purge_job(), sweep_job(), changes.SHORTEN])
    personal_data.declare(runtime.wiring.get(PersonalData))


FEATURE = Feature("entries", blueprints=lambda _runtime: [_queues(), watched.blueprint], wire=_wire)
