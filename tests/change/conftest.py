"""A company in which the call-back is changed: Anna leads the initiative, Bert is told, Carla steers all initiatives."""

import pytest
from company import Company
from helpers_change import Team

from wiki.initiatives.models import LEAD, InitiativeMember


@pytest.fixture
def team(company: Company) -> Team:
    """Anna Lindqvist leads the initiative `rueckruf`; Bert Ohm is in no team."""
    company.person("Anna Lindqvist")
    company.person("Bert Ohm")
    company.person("Carla Weiß", "", "cx_manager")
    company.department("Hotline")
    company.function("Agent", "Hotline", single=False)
    company.function("Leitung", "Hotline")
    initiative = company.entry("initiative", "Rückruf")

    def lead(session):
        part = {"part": LEAD, "since": company.today, "until": None}
        session.add(InitiativeMember(initiative_id=initiative, person_id=company.ids["Anna Lindqvist"], **part))

    company.writing(lead)
    return Team(company, initiative)
