"""The doctor's look at what is kept: tables, index, uploads, links, the audit chain."""

from collections.abc import Iterator

from sqlalchemy import func, select

from wiki.core import audit
from wiki.core.keys import Keys
from wiki.entries.attachments_store import Store
from wiki.entries.links import broken
from wiki.entries.models import Attachment, Entry
from wiki.entries.rights import PUBLISHED
from wiki.ops import state
from wiki.ops.backup import digest_of
from wiki.ops.findings import Check, Finding
from wiki.search.engine import EngineUnusable
from wiki.search.wiring import CONSUMER, Search
from wiki.web.runtime import Runtime

_INTEGRITY = ("PRAGMA integrity_check", "PRAGMA foreign_key_check")


def _integrity(runtime: Runtime) -> Iterator[Finding]:
    if runtime.engine.dialect.name != "sqlite":
        return
    with runtime.engine.connect() as connection:
        for pragma in _INTEGRITY:
            rows = [tuple(row) for row in connection.exec_driver_sql(pragma)]
            wrong = [row for row in rows if row != ("ok",)]
            if wrong:
                what = f"{pragma.split()[1]}: {len(wrong)} places, first {wrong[0]}"
                yield Finding("integrity", what, "stop the server and restore a backup (`cxwiki restore`)")


def _index(runtime: Runtime) -> Iterator[Finding]:
    engine = runtime.wiring.get(Search).engine
    problem = engine.problem()
    if problem:
        yield Finding("index", problem, "run `cxwiki reindex`")
        return
    with runtime.sessions() as session:
        if any(each.consumer == CONSUMER and each.open for each in state.waiting(session)):
            return
        wanted = session.scalar(select(func.count(Entry.id)).where(Entry.status.in_(PUBLISHED))) or 0
    try:
        held = engine.ask(lambda source: source.size())
    except EngineUnusable as error:
        yield Finding("index", str(error), "run `cxwiki reindex`")
        return
    if held != wanted:
        yield Finding("index", f"the index holds {held} entries, the database {wanted}", "run `cxwiki reindex`")


def _uploads(runtime: Runtime) -> Iterator[Finding]:
    store = Store(runtime.settings.data)
    with runtime.sessions() as session:
        hashes = list(session.scalars(select(Attachment.sha256).distinct().order_by(Attachment.sha256)))
    for sha256 in hashes:
        wrong = _wrong_with(store, sha256)
        if wrong:
            mend = f"take uploads/{sha256[:2]}/{sha256} out of a backup, or upload the file again"
            yield Finding("uploads", f"{sha256[:12]}… {wrong}", mend)


def _wrong_with(store: Store, sha256: str) -> str:
    try:
        with store.path(sha256).open("rb") as source:
            return "" if digest_of(source)[0] == sha256 else "was changed"
    except FileNotFoundError:
        return "is missing"
    except OSError as error:
        return f"cannot be read ({error.strerror})"


def _links(runtime: Runtime) -> Iterator[Finding]:
    with runtime.sessions() as session:
        number = len(broken(session))
    if number:
        yield Finding(
            "links", f"{number} links lead to entries that are not there", "write the entries or mend the links", False
        )


def _audit(runtime: Runtime) -> Iterator[Finding]:
    with runtime.sessions() as session:
        wrong = audit.verify(session, runtime.wiring.get(Keys).audit)
    if wrong:
        first = f"row {wrong[0].row_id}: {wrong[0].reason}"
        what = f"the record of who did what is broken in {len(wrong)} places, first {first}"
        yield Finding("audit", what, "somebody wrote past the program: compare with a backup (`cxwiki audit verify`)")


CONTENT: tuple[Check, ...] = (_integrity, _index, _uploads, _links, _audit)
