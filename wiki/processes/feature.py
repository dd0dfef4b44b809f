"""What this folder hands to the application."""

from dataclasses import replace

from flask import Flask
from sqlalchemy import true

from wiki.access.rules import READER
from wiki.entries.feature import feature_of
from wiki.entries.impact import Concerned
from wiki.ownership.findings import Findings
from wiki.processes.at_touchpoints import uses_by_touchpoint
from wiki.processes.concerned import departments
from wiki.processes.drawing import GLOBALS
from wiki.processes.evidence_marks import EvidenceMarks
from wiki.processes.kind import KIND
from wiki.processes.seam_marks import SeamMarks
from wiki.processes.steps_by_name import step_titles
from wiki.processes.views import show_map
from wiki.web.runtime import Runtime
from wiki.web.transaction import db


def _tell(runtime: Runtime) -> None:
    findings = runtime.wiring.get(Findings)
    findings.expecting[KIND.name] = true
    findings.steps.append(step_titles)
    runtime.wiring.get(Concerned).providers.append(departments)
    runtime.wiring.add(SeamMarks())
    runtime.wiring.add(EvidenceMarks())


def _init(app: Flask) -> None:
    app.jinja_env.globals.update(GLOBALS, uses_by_touchpoint=lambda: uses_by_touchpoint(db()))


FEATURE = replace(feature_of(KIND, ("/map", "map", show_map, READER, "GET"), told=_tell), init=_init)
