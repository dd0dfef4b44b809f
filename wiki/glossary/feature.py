"""What this folder hands to the application."""

from dataclasses import replace

from flask import Blueprint, Flask, url_for
from sqlalchemy.orm import Session

from wiki.access.rules import READER
from wiki.entries.annotating import NOTHING, Annotation, Annotations
from wiki.entries.binding import bind
from wiki.entries.feature import blueprint_of, feature_of
from wiki.glossary.kind import KIND
from wiki.glossary.labels import label_groups
from wiki.glossary.mentions.cards import show_card
from wiki.glossary.mentions.keeping import Labels
from wiki.glossary.mentions.marking import Linked
from wiki.web.preferences import wants_links
from wiki.web.runtime import Runtime

_KIND = feature_of(KIND)


def _wire(runtime: Runtime) -> None:
    if _KIND.wire is not None:
        _KIND.wire(runtime)
    labels = Labels()
    runtime.wiring.add(labels)
    runtime.wiring.add(Annotations(lambda session: _annotation(labels, session)))


def _annotation(labels: Labels, session: Session) -> Annotation:
    if not wants_links():
        return NOTHING
    return Linked(labels.of(session), url_for("term.index"))


def _blueprints(_runtime: Runtime) -> list[Blueprint]:
    blueprint = blueprint_of(KIND)
    bind(blueprint, KIND, "/<slug>/card", "card", show_card, READER)
    return [blueprint]


def _init(app: Flask) -> None:
    app.jinja_env.globals["term_labels"] = label_groups


FEATURE = replace(_KIND, wire=_wire, init=_init, blueprints=_blueprints)
