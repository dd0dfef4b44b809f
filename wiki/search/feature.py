"""What this folder hands to the application."""

from wiki.core.consumers import Consumers, Jobs
from wiki.core.outbox import Subscriptions
from wiki.search.engine import Engine
from wiki.search.indexing import index_events, look_after
from wiki.search.jump.kept import JumpList
from wiki.search.jump.views import blueprint as jump_blueprint
from wiki.search.postgres_index import PostgresEngine
from wiki.search.prepared import Prepared
from wiki.search.views import blueprint
from wiki.search.whoosh_index import WhooshEngine
from wiki.search.wiring import CONSUMER, EVENTS, Search
from wiki.web.feature import Feature
from wiki.web.runtime import Runtime


def _wire(runtime: Runtime) -> None:
    engine, *others = _engines(runtime)
    runtime.wiring.add(Search(engine, Prepared(), others=tuple(others)))
    runtime.wiring.add(JumpList())
    runtime.wiring.get(Subscriptions).add(CONSUMER, EVENTS)
    runtime.wiring.get(Consumers).by_name[CONSUMER] = lambda sessions, batch: index_events(
        engine, sessions, batch, others
    )
    runtime.wiring.get(Jobs).jobs.append(look_after(engine, others))


def _engines(runtime: Runtime) -> list[Engine]:
    """The engine that is set, and after it those that could have been before."""
    whoosh = WhooshEngine(runtime.settings.data / "index")
    if not runtime.settings.is_postgresql:
        return [whoosh]
    postgres = PostgresEngine(runtime.engine)
    return [whoosh, postgres] if runtime.settings.search_engine == "whoosh" else [postgres, whoosh]


FEATURE = Feature("search", blueprints=lambda _runtime: [blueprint, jump_blueprint], wire=_wire)
