"""What this folder hands to the application."""

from wiki.loops.blueprint import blueprint
from wiki.web.feature import Feature

VIEWS = ()
"""Named here because importing them adds their addresses to the blueprint."""


FEATURE = Feature("loops", blueprints=lambda _runtime: [blueprint])
