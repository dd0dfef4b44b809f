"""What this folder hands to the application."""

from wiki.missing_terms.blueprint import blueprint
from wiki.web.feature import Feature
from wiki.web.runtime import Runtime


def wire(_runtime: Runtime) -> None:
    """Nothing yet."""


FEATURE = Feature("missing_terms", blueprints=lambda _runtime: [blueprint], wire=wire)
