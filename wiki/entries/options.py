"""Choices several kinds share: fields of action, phases."""

from flask_babel import lazy_gettext as _l

from wiki.entries.fields import Choice, Choices, Option, Reference

FIELD_OF_ACTION = Choice(
    name="field_of_action",
    label=_l("Field of action"),
    options=(
        Option("foundations", _l("Foundations and strategy")),
        Option("capture", _l("Capture and analyse")),
        Option("design", _l("Design journeys")),
        Option("steer", _l("Steer interactions")),
        Option("orchestrate", _l("Orchestrate the multi-experience")),
        Option("governance", _l("Governance")),
        Option("optimise", _l("Optimise")),
    ),
)

PHASES = Choices(
    name="phases",
    label=_l("Journey phases"),
    options=(
        Option("need", _l("Need")),
        Option("information", _l("Information")),
        Option("decision", _l("Decision")),
        Option("purchase", _l("Purchase & delivery")),
        Option("use", _l("Use")),
        Option("service", _l("Service & complaint")),
        Option("loyalty", _l("Loyalty or farewell")),
    ),
)

DEPARTMENT = Reference(name="department", label=_l("Department"), kind="department")
