"""What this folder hands to the application."""

from dataclasses import replace

from flask import Flask

from wiki.entries.annotating import Annotations
from wiki.entries.feature import feature_of
from wiki.glossary.kind import KIND
from wiki.glossary.labels import label_groups
from wiki.web.runtime import Runtime

_KIND = feature_of(KIND)


def _wire(runtime: Runtime) -> None:
    if _KIND.wire is not None:
        _KIND.wire(runtime)
    runtime.wiring.add(Annotations())


def _init(app: Flask) -> None:
    app.jinja_env.globals["term_labels"] = label_groups


FEATURE = replace(_KIND, wire=_wire, init=_init)
