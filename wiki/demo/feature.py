"""What this folder hands to the application: nothing at all, except at the sample company."""

from flask import Blueprint

from wiki.demo.views import blueprint
from wiki.web.feature import Feature
from wiki.web.runtime import Runtime


def _blueprints(runtime: Runtime) -> list[Blueprint]:
    return [blueprint] if runtime.settings.demo else []


FEATURE = Feature("demo", blueprints=_blueprints)
