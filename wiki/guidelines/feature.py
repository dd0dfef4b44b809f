"""What this folder hands to the application."""

from wiki.entries.feature import feature_of
from wiki.guidelines.kind import KIND

FEATURE = feature_of(KIND)
