"""What this folder hands to the application."""

from wiki.access.rules import READER
from wiki.entries.feature import feature_of
from wiki.touchpoints.kind import KIND
from wiki.touchpoints.views import show_map

FEATURE = feature_of(KIND, ("/map", "map", show_map, READER, "GET"))
