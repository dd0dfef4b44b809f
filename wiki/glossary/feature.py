"""What this folder hands to the application."""

from dataclasses import replace

from flask import Flask

from wiki.access.rules import READER
from wiki.entries.annotating import Annotations
from wiki.entries.feature import feature_of
from wiki.glossary.kind import KIND
from wiki.glossary.labels import label_groups
from wiki.glossary.mentions.cards import show_card
from wiki.glossary.mentions.reader import Mentions
from wiki.glossary.relations import relations
from wiki.glossary.views import show_a_to_z
from wiki.web.front.newest import EveryPage
from wiki.web.front.visit import BrowserChoices
from wiki.web.preferences import CHOICES, LINKS_COOKIE
from wiki.web.runtime import Runtime

_KIND = feature_of(
    KIND,
    ("/a-z", "a_to_z", show_a_to_z, READER, "GET"),
    ("/<slug>/card", "card", show_card, READER, "GET"),
)


def _wire(runtime: Runtime) -> None:
    if _KIND.wire is not None:
        _KIND.wire(runtime)
    mentions = Mentions()
    runtime.wiring.add(mentions.labels)
    runtime.wiring.get(Annotations).of = mentions.for_reader
    runtime.wiring.get(EveryPage).listeners.append(mentions.show_everywhere)
    runtime.wiring.get(BrowserChoices).values[LINKS_COOKIE] = CHOICES


def _init(app: Flask) -> None:
    app.jinja_env.globals.update(term_labels=label_groups, term_relations=relations)


FEATURE = replace(_KIND, wire=_wire, init=_init)
