"""What this folder hands to the application."""

from wiki.core.consumers import Consumers, Jobs
from wiki.core.outbox import Subscriptions
from wiki.search.indexing import index_events, look_after
from wiki.search.jump.kept import JumpList
from wiki.search.jump.views import blueprint as jump_blueprint
from wiki.search.prepared import Prepared
from wiki.search.views import blueprint
from wiki.search.whoosh_index import WhooshEngine
from wiki.search.wiring import CONSUMER, EVENTS, Search
from wiki.web.feature import Feature
from wiki.web.runtime import Runtime


def _wire(runtime: Runtime) -> None:
    engine = WhooshEngine(runtime.settings.data / "index")
    runtime.wiring.add(Search(engine, Prepared()))
    runtime.wiring.add(JumpList())
    runtime.wiring.get(Subscriptions).add(CONSUMER, EVENTS)
    runtime.wiring.get(Consumers).by_name[CONSUMER] = lambda sessions, batch: index_events(engine, sessions, batch)
    runtime.wiring.get(Jobs).jobs.append(look_after(engine))


FEATURE = Feature("search", blueprints=lambda _runtime: [blueprint, jump_blueprint], wire=_wire)
