"""What this folder hands to the application."""

from dataclasses import replace

from flask import Flask

from wiki.access.rules import READER
from wiki.entries.feature import feature_of
from wiki.processes.at_touchpoints import uses_by_touchpoint
from wiki.processes.drawing import GLOBALS
from wiki.processes.kind import KIND
from wiki.processes.views import show_map
from wiki.web.transaction import db


def _init(app: Flask) -> None:
    app.jinja_env.globals.update(GLOBALS, uses_by_touchpoint=lambda: uses_by_touchpoint(db()))


FEATURE = replace(feature_of(KIND, ("/map", "map", show_map, READER, "GET")), init=_init)
