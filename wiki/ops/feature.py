"""What this folder hands to the application."""

from wiki.core.consumers import Jobs
from wiki.ops.jobs import JOBS
from wiki.ops.views import blueprint
from wiki.web.feature import Feature
from wiki.web.runtime import Runtime


def wire(runtime: Runtime) -> None:
    """Register the worker's own jobs."""
    runtime.wiring.get(Jobs).jobs.extend(JOBS)


FEATURE = Feature("ops", blueprints=lambda _runtime: [blueprint], wire=wire)
