"""What this folder hands to the application."""

from dataclasses import replace

from flask import Flask

from wiki.entries.feature import feature_of
from wiki.glossary.kind import KIND
from wiki.glossary.labels import shown_labels


def _init(app: Flask) -> None:
    app.jinja_env.globals["term_labels"] = shown_labels


FEATURE = replace(feature_of(KIND), init=_init)
