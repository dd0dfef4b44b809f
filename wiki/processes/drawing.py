"""What the templates of processes and touchpoints call, and which view of a process the address asks for."""

from dataclasses import dataclass
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _

from wiki.processes.blueprint import bands, draw
from wiki.processes.breaks import overview
from wiki.processes.cards import Card, cards_of
from wiki.processes.hyphens import hyphenated
from wiki.processes.telling import told_steps
from wiki.processes.uses import uses_of
from wiki.processes.wording import BREAK_POINTS, LANES, SHORT_SEVERITIES, deadline

DRAWN, LISTED = "blueprint", "list"


@dataclass(frozen=True)
class ProcessView:
    """A way to look at a process. `chosen`: the address asks for it; `usual`: on which windows it is shown unasked."""

    label: str
    url: str
    icon: str
    chosen: bool
    usual: str


def chosen_view() -> str:
    """The view the address asks for; empty where it leaves that to the width of the window."""
    asked = request.args.get("view", "")
    return asked if asked in (DRAWN, LISTED) else ""


def process_views() -> list[ProcessView]:
    """The views of the process that is being shown."""
    chosen = chosen_view()
    found = ((DRAWN, _("Blueprint"), "diagram-3", "wide"), (LISTED, _("As a list"), "list-ol", "narrow"))
    return [ProcessView(label, _address(view), icon, view == chosen, usual) for view, label, icon, usual in found]


def _address(view: str) -> str:
    return url_for(str(request.endpoint), **{**(request.view_args or {}), "view": view})


GLOBALS: dict[str, Any] = {
    "ProcessCard": Card,
    "blueprint_bands": bands,
    "blueprint_cards": cards_of,
    "break_words": BREAK_POINTS,
    "chosen_process_view": chosen_view,
    "deadline": deadline,
    "draw_blueprint": draw,
    "hyphenated": hyphenated,
    "lane_names": LANES,
    "process_overview": overview,
    "process_views": process_views,
    "severity_words": SHORT_SEVERITIES,
    "steps_at": uses_of,
    "told_steps": told_steps,
}
