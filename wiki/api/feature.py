"""What this folder hands to the application."""

from wiki.api.views import blueprint
from wiki.web.feature import Feature

FEATURE = Feature("api", blueprints=lambda _runtime: [blueprint])
