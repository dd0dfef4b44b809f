"""What this folder hands to the application."""

from flask_babel import lazy_gettext as _l

from wiki.core.about_people import PersonalData
from wiki.core.acts import Acts
from wiki.entries.feed_lists import FeedLists
from wiki.entries.kinds import Kinds
from wiki.feeds import entry_lists, models, personal_data, views_feeds, views_own
from wiki.feeds.blueprint import blueprint
from wiki.feeds.change_lists import CHANGE_LISTS
from wiki.feeds.duty_lists import DUTY_LISTS
from wiki.feeds.on_profile import cards
from wiki.feeds.page_links import init_page_links
from wiki.feeds.wording import ACTS
from wiki.people.person_cards import PersonCards
from wiki.web.feature import Feature
from wiki.web.runtime import Runtime

VIEWS = (views_feeds, views_own)
"""Named here because importing them adds their addresses to the blueprint."""

TABLES = (models,)
"""Named here so that the tables are known."""


def wire(runtime: Runtime) -> None:
    """Register the feeds of the lists below, and tell what is kept about people."""
    wiring = runtime.wiring
    kinds = (entry_lists.kind_list(kind) for kind in wiring.get(Kinds))
    wiring.get(FeedLists).add(entry_lists.NEWEST, *kinds, *CHANGE_LISTS, *DUTY_LISTS)
    wiring.get(PersonCards).providers.append(cards)
    personal_data.declare(wiring.get(PersonalData))
    wiring.get(Acts).add("feeds", _l("Feeds"), ACTS)


FEATURE = Feature("feeds", blueprints=lambda _runtime: [blueprint], wire=wire, init=init_page_links)
