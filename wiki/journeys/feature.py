"""What this folder hands to the application."""

from dataclasses import replace

from flask import Flask

from wiki.entries.feature import feature_of
from wiki.journeys.drawing import GLOBALS
from wiki.journeys.journey import KIND as JOURNEY
from wiki.journeys.persona import KIND as PERSONA


def _init(app: Flask) -> None:
    app.jinja_env.globals.update(GLOBALS)


JOURNEYS = replace(feature_of(JOURNEY), init=_init)
PERSONAS = feature_of(PERSONA)
