"""What this folder hands to the application."""

from wiki.web.feature import Feature

FEATURE = Feature("ops")
