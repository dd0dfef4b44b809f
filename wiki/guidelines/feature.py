"""What this folder hands to the application."""

from sqlalchemy import true

from wiki.entries.feature import feature_of
from wiki.guidelines.kind import KIND
from wiki.ownership.findings import Findings
from wiki.web.runtime import Runtime


def _tell(runtime: Runtime) -> None:
    runtime.wiring.get(Findings).expecting[KIND.name] = true


FEATURE = feature_of(KIND, told=_tell)
