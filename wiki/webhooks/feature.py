"""What this folder hands to the application."""

from wiki.web.feature import Feature
from wiki.webhooks.blueprint import blueprint

VIEWS = ()
"""Named here because importing them adds their addresses to the blueprint."""


FEATURE = Feature("webhooks", blueprints=lambda _runtime: [blueprint])
