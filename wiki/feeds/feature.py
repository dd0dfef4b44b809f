"""What this folder hands to the application."""

from wiki.feeds.blueprint import blueprint
from wiki.web.feature import Feature

VIEWS = ()
"""Named here because importing them adds their addresses to the blueprint."""


FEATURE = Feature("feeds", blueprints=lambda _runtime: [blueprint])
