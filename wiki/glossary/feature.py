"""What this folder hands to the application."""

from dataclasses import replace

from flask import Flask

from wiki.entries.feature import feature_of
from wiki.glossary.kind import KIND
from wiki.glossary.labels import label_groups


def _init(app: Flask) -> None:
    app.jinja_env.globals["term_labels"] = label_groups


FEATURE = replace(feature_of(KIND), init=_init)
