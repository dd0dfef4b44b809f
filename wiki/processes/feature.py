"""What this folder hands to the application."""

from dataclasses import replace

from flask import Flask

from wiki.entries.feature import feature_of
from wiki.processes.drawing import GLOBALS
from wiki.processes.kind import KIND


def _init(app: Flask) -> None:
    app.jinja_env.globals.update(GLOBALS)


FEATURE = replace(feature_of(KIND), init=_init)
