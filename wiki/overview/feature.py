"""What this folder hands to the application."""

from flask import Blueprint

from wiki.overview.development import blueprint as development
from wiki.overview.views import blueprint
from wiki.web.feature import Feature
from wiki.web.runtime import Runtime


def _blueprints(runtime: Runtime) -> list[Blueprint]:
    return [blueprint, development] if runtime.settings.development else [blueprint]


FEATURE = Feature("overview", blueprints=_blueprints)
