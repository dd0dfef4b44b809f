"""What this folder hands to the application: documents of every kind, and the ways to them."""

from flask import Flask
from flask_babel import gettext as _

from wiki.access.rules import READER, SIGNED_IN
from wiki.entries.actions import SHARE, Action, EntryActions
from wiki.entries.binding import bind
from wiki.entries.compare import shown
from wiki.entries.frame import Frame
from wiki.entries.kinds import Kinds
from wiki.entries.models import DELETED
from wiki.printing import certificates, views
from wiki.printing.rendering import available
from wiki.printing.words import index_of
from wiki.web.feature import Feature
from wiki.web.runtime import Runtime

# A whole library as PDF keeps a processor busy for long: for those who sign in. Printing the page is for every reader.
ROUTES = (
    ("/print", "print_all", views.library_document, READER),
    ("/print.css", "print_all_style", views.library_style, READER),
    ("/pdf", "pdf_all", views.library_pdf, SIGNED_IN),
    ("/<slug>/print", "print", views.entry_document, READER),
    ("/<slug>/print.css", "print_style", views.entry_style, READER),
    ("/<slug>/pdf", "pdf", views.entry_pdf, READER),
)


def _actions(frame: Frame) -> list[Action]:
    """Print and PDF, for everything that is not in the recycle bin."""
    if frame.entry.status == DELETED:
        return []
    found = [Action(_("Print …"), frame.url("print"), "printer", SHARE)]
    if available():
        found.append(Action(_("PDF"), frame.url("pdf"), "file-earmark-pdf", SHARE))
    return found


def _wire(runtime: Runtime) -> None:
    runtime.wiring.get(EntryActions).providers.append(_actions)


def _init(app: Flask) -> None:
    runtime: Runtime = app.extensions["cxwiki"]
    for kind in runtime.wiring.get(Kinds):
        for path, endpoint, view, access in ROUTES:
            bind(app, kind, f"/{kind.path}{path}", f"{kind.name}.{endpoint}", view, access)
    certificates.register(app)
    app.jinja_env.globals.update(index_of_words=index_of, shown_value=shown)


FEATURE = Feature("printing", wire=_wire, init=_init)
