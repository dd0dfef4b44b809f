"""What evidence adds to processes and touchpoints: a page of its own, marks in the drawing and at the steps, and a
part of the page of a touchpoint."""

from dataclasses import dataclass

from flask import Flask, g, url_for
from flask_babel import lazy_gettext as _l

from wiki.access.guard import current_actor
from wiki.access.rules import SIGNED_IN
from wiki.entries.binding import bind
from wiki.entries.kinds import Kinds
from wiki.entries.models import RELEASED
from wiki.entries.page import EntryPage
from wiki.entries.tabs import EntryTabs, Tab
from wiki.evidence import views
from wiki.evidence.reading import sorts_by_step
from wiki.evidence.views import ENDPOINT, KINDS, anchor_of
from wiki.processes.evidence_marks import EvidenceMark, EvidenceMarks
from wiki.web.runtime import Runtime
from wiki.web.transaction import db

ROUTES = (
    ("/<slug>/evidence", ENDPOINT, views.evidence, "GET"),
    ("/<slug>/evidence/new", "new_evidence", views.new, "GET"),
    ("/<slug>/evidence/new", "add_evidence", views.add, "POST"),
    ("/<slug>/evidence/<int:evidence_id>", "edit_evidence", views.edit, "GET"),
    ("/<slug>/evidence/<int:evidence_id>", "change_evidence", views.change, "POST"),
    ("/<slug>/evidence/<int:evidence_id>/remove", "remove_evidence", views.remove, "POST"),
)


@dataclass(frozen=True)
class Resting:
    """What a touchpoint rests on, for its page."""

    sorts: tuple[str, ...]
    url: str


def _is_current(page: EntryPage) -> bool:
    return page.is_released and page.as_of is None and page.entry.status == RELEASED and current_actor().signed_in


def marks(page: EntryPage) -> dict[str, EvidenceMark]:
    """The marks of a process by the key of its steps, for those signed in and the released version; none at all while
    nothing was written down about any step."""
    if not _is_current(page):
        return {}
    known: dict[int, dict[str, tuple[str, ...]]] = g.setdefault("evidence_by_step", {})
    if page.entry.id not in known:  # the drawing asks, and what is told above it
        known[page.entry.id] = sorts_by_step(db(), page.entry.id)
    found = known[page.entry.id]
    if not found:
        return {}
    keys = [str(step["key"]) for step in page.payload.get("steps", ())]
    base = url_for("process.evidence", slug=page.entry.slug)
    return {key: EvidenceMark(found.get(key, ()), f"{base}#{anchor_of(key)}") for key in keys}


def resting(page: EntryPage) -> Resting | None:
    """What a touchpoint rests on; None for who may not see it."""
    if not _is_current(page):
        return None
    sorts = sorts_by_step(db(), page.entry.id).get("", ())
    return Resting(sorts, url_for(f"{page.kind.name}.{ENDPOINT}", slug=page.entry.slug))


def wire(runtime: Runtime) -> None:
    """The tab and the marks."""
    runtime.wiring.get(EntryTabs).added.append(Tab(_l("Evidence"), ENDPOINT, KINDS))
    runtime.wiring.get(EvidenceMarks).of = marks


def init(app: Flask) -> None:
    """The pages, and what templates call."""
    runtime: Runtime = app.extensions["cxwiki"]
    for kind in (runtime.wiring.get(Kinds).get(name) for name in KINDS):
        for path, endpoint, view, method in ROUTES:
            bind(app, kind, f"/{kind.path}{path}", f"{kind.name}.{endpoint}", view, SIGNED_IN, method)
    app.jinja_env.globals["evidence_of"] = resting
