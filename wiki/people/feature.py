"""What this folder hands to the application."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from wiki.access.guard import current_actor
from wiki.core.about_people import PersonalData
from wiki.core.acts import Acts
from wiki.core.consumers import Consumers, Jobs
from wiki.core.matters import Matters
from wiki.core.outbox import Subscriptions
from wiki.people import (
    admin_items,
    housekeeping,
    leaving,
    mails,
    personal_data,
    switch_news,
    switches,
    views_admin,
    views_admin_accounts,
    views_admin_departments,
    views_admin_functions,
    views_admin_invitations,
    views_admin_people,
    views_admin_roles,
    views_away,
    views_directory,
    views_importing,
    views_links,
    views_own_data,
    views_profile,
    views_second_factor,
    views_session,
    views_switches,
)
from wiki.people.admin_menu import ADMIN_PERMISSIONS, AdminMenu
from wiki.people.arriving import Arrival
from wiki.people.blueprint import blueprint
from wiki.people.department_lines import DepartmentLines
from wiki.people.leaving import Leavings
from wiki.people.person_cards import PersonCards
from wiki.people.sessions import current_person, init_sessions
from wiki.people.switches import Switches
from wiki.people.uses import Uses
from wiki.web.feature import Feature
from wiki.web.front.readers import Personal
from wiki.web.runtime import Runtime
from wiki.web.shell import ShellProviders

VIEWS = (
    views_session,
    views_links,
    views_profile,
    views_own_data,
    views_second_factor,
    views_directory,
    views_away,
    views_admin,
    views_admin_people,
    views_admin_accounts,
    views_admin_invitations,
    views_admin_roles,
    views_admin_departments,
    views_admin_functions,
    views_importing,
    views_switches,
)
"""Named here because importing them adds their addresses to the blueprint."""


def wire(runtime: Runtime) -> None:
    """Tell the frame who is signed in, the outbox who sends account mail, and offer what others add to."""
    wiring = runtime.wiring
    wiring.add(AdminMenu([admin_items.own_items]))
    wiring.add(Uses())
    wiring.add(DepartmentLines())
    wiring.add(Leavings())
    wiring.add(Arrival())
    wiring.add(PersonCards())
    wiring.add(Switches())
    wiring.get(Matters).add(leaving.MATTER, *switch_news.MATTERS)
    wiring.get(Acts).add("switches", _l("Switches"), switches.ACTS)
    wiring.get(Personal).apart["unseen_switches"] = switch_news.unseen_number()
    wiring.add(PersonalData())
    personal_data.declare(wiring.get(PersonalData))
    wiring.get(Subscriptions).add(mails.CONSUMER, frozenset({mails.EVENT}))
    wiring.get(Consumers).by_name[mails.CONSUMER] = mails.deliver_account_mail
    wiring.get(Jobs).jobs += [housekeeping.JOB, leaving.JOB]
    providers = wiring.get(ShellProviders)
    providers.person = current_person
    providers.may_administer = _may_administer
    providers.news = views_switches.news
    providers.governance.append(views_directory.governance_items)


def _may_administer() -> bool:
    return any(current_actor().may(each) for each in ADMIN_PERMISSIONS)


def _init(app: Flask) -> None:
    init_sessions(app)
    app.extensions["cxwiki.sign_in_again"] = views_session.sign_in_again


FEATURE = Feature("people", blueprints=lambda _runtime: [blueprint], wire=wire, init=_init)
