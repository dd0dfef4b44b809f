"""What this folder hands to the application."""

from sqlalchemy import ColumnElement, select

from wiki.access.rules import READER
from wiki.entries.feature import feature_of
from wiki.entries.models import Entry
from wiki.ownership.findings import Findings
from wiki.touchpoints.kind import KIND
from wiki.touchpoints.models import Touchpoint
from wiki.touchpoints.views import show_map
from wiki.web.runtime import Runtime


def _are_ours() -> ColumnElement[bool]:
    """Nobody of us can be accountable for what friends, competitors or portals say."""
    return Entry.id.in_(select(Touchpoint.id).where(Touchpoint.owned_by == "own"))


def _tell(runtime: Runtime) -> None:
    runtime.wiring.get(Findings).expecting[KIND.name] = _are_ours


FEATURE = feature_of(KIND, ("/map", "map", show_map, READER, "GET"), told=_tell)
