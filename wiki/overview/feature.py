"""What this folder hands to the application."""

from wiki.overview.views import blueprint
from wiki.web.feature import Feature

FEATURE = Feature("overview", blueprints=lambda _runtime: [blueprint])
