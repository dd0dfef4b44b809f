"""An initiative with its team, and somebody outside of it."""

import pytest
from company import Company
from helpers_tasks import Plan

from wiki.initiatives.models import LEAD, MEMBER, InitiativeMember


@pytest.fixture
def plan(company: Company) -> Plan:
    """Lena leads the initiative "Anrufe", Max belongs to it, Olga does not; Carla is CX manager."""
    for name in ("Lena", "Max", "Olga"):
        company.person(name)
    company.person("Carla", "", "cx_manager")
    company.department("Hotline", "Lena")
    initiative = company.entry("initiative", "Anrufe", "Hotline", **INITIATIVE)
    people = (("Lena", LEAD), ("Max", MEMBER))
    company.writing(
        lambda session: session.add_all(
            InitiativeMember(initiative_id=initiative, person_id=company.ids[name], part=part, since=company.today)
            for name, part in people
        )
    )
    return Plan(company, initiative)


INITIATIVE: dict[str, object] = {}
