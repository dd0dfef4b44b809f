"""What this folder hands to the application."""

from wiki.entries.feature import feature_of
from wiki.processes.kind import KIND

FEATURE = feature_of(KIND)
