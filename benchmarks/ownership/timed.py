"""Every figure of ownership, in one run: pages asked over the wire, the checks asked in the program.

A page that is added gets a line in `PAGES`.
"""

import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import delete
from sqlalchemy.orm import Session

from benchmarks.client import PASSWORD, Browser
from benchmarks.databases import Databases
from benchmarks.figures import Reading, percentiles
from benchmarks.ownership.crowd import HEAD, MANAGER, READER, Crowd, Size
from benchmarks.processes import answers, environment, free_port, start, stop, until
from benchmarks.running import LANGUAGE
from benchmarks.wire import Wire
from wiki.app import create_app
from wiki.config import Settings
from wiki.core.clock import company_day
from wiki.core.db import begin_write
from wiki.ops import schema
from wiki.ownership.linter import findings
from wiki.ownership.models import Accountability, Duty
from wiki.web.runtime import Runtime

WARM = 2
BASE = "crowd"


@dataclass(frozen=True)
class Page:
    """An address, who asks for it, and the figure it belongs to: the slowest of a figure's pages counts."""

    figure: str
    who: str
    path: str


PAGES = (
    Page("matrix", MANAGER, "/ownership/matrix"),
    Page("matrix", MANAGER, "/ownership/matrix?by=function"),
    Page("matrix", MANAGER, "/ownership/matrix?by=person"),
    Page("matrix", HEAD, "/ownership/matrix"),
    Page("dashboard", MANAGER, "/dashboard/company"),
    Page("dashboard", MANAGER, "/dashboard/editors"),
    Page("dashboard", HEAD, "/dashboard/area"),
    Page("seams", MANAGER, "/seams/"),
    Page("seams", HEAD, "/seams/"),
    Page("ownership_lists", MANAGER, "/ownership/"),
    Page("ownership_lists", MANAGER, "/ownership/findings"),
    Page("ownership_lists", HEAD, "/ownership/findings"),
    Page("ownership_lists", MANAGER, "/ownership/requests"),
    Page("ownership_lists", HEAD, "/reviews/"),
    Page("ownership_lists", HEAD, "/handover/"),
    Page("ownership_lists", READER, "/touchpoints/kontaktpunkt-7/ownership"),
)
ENTRIES = tuple(f"/touchpoints/kontaktpunkt-{number}" for number in range(0, 2000, 100))


class Company:
    """A running wiki with the crowd in it. It keeps no pages ready: what is measured is making them."""

    def __init__(self, databases: Databases, folder: Path, fill: Callable[[Session], None]) -> None:
        self._databases, self._folder = databases, folder
        self.settings = Settings(data=folder / "data", database_url=databases.create(BASE), require_totp=False)
        self.app = create_app(self.settings)
        self.runtime: Runtime = self.app.extensions["cxwiki"]
        schema.upgrade(self.runtime.engine)
        with self.app.app_context(), self.runtime.sessions() as session:
            begin_write(session)
            fill(session)
            session.commit()
        self.port = free_port()

    def __enter__(self) -> "Company":
        given = {"CXWIKI_PORT": str(self.port), "CXWIKI_LOG_LEVEL": "WARNING", "CXWIKI_PAGE_CACHE": "0"}
        address = self.settings.database_url
        env = environment(self._folder / "data", address, CXWIKI_WORKERS="1", **given)
        self._process = start("serve", env=env, log=self._folder / "serve.log")
        until(lambda: answers(self.port), "the company's server")
        return self

    def __exit__(self, *_error: object) -> None:
        stop(self._process)
        self.runtime.engine.dispose()
        self._databases.drop(BASE)

    def forget_duties(self) -> None:
        """From now on nobody answers for anything."""
        with self.runtime.sessions() as session:
            begin_write(session)
            session.execute(delete(Accountability))
            session.execute(delete(Duty))
            session.commit()

    def wire(self, email: str) -> Wire:
        """A connection on which somebody is signed in."""
        browser = Browser(self.port)
        browser.sign_in(email, PASSWORD)
        browser.get("/me")  # the first page says welcome
        return Wire(self.port, {**LANGUAGE, "Cookie": browser.cookie})


def ownership(
    databases: Databases, rounds: int, tell: Callable[[str], None], size: Size | None = None
) -> list[Reading]:
    """All figures of ownership."""
    with tempfile.TemporaryDirectory(prefix="cxwiki-crowd-") as name:
        tell("ownership: building a company …")
        with Company(databases, Path(name), lambda session: Crowd(session, size or Size()).fill()) as company:
            tell("ownership: pages …")
            return [*pages(company, PAGES, rounds, tell), _checks(company), _entry_page(company, rounds)]


def pages(
    company: Company, asked: Sequence[Page], rounds: int, tell: Callable[[str], None]
) -> list[Reading]:  # fmt: skip
    """The slowest page of every figure."""
    wires = {who: company.wire(who) for who in {each.who for each in asked}}
    slowest: dict[str, Reading] = {}
    for page in asked:
        times = _times(wires[page.who], page.path, rounds)
        if times is None:
            continue
        p50, p95 = percentiles(times)
        tell(f"{page.path} for {page.who.split('@')[0]}: p50 {p50:.0f}, p95 {p95:.0f} ms")
        reading = Reading(page.figure, (p95,), f"slowest: {page.path} for {page.who.split('@')[0]}, p50 {p50:.0f} ms")
        if page.figure not in slowest or slowest[page.figure].values < reading.values:
            slowest[page.figure] = reading
    return list(slowest.values())


def _times(wire: Wire, path: str, rounds: int) -> list[float] | None:
    """Seconds of each request; None where there is no such page."""
    replies = [wire.get(path) for _each in range(WARM + rounds)]
    statuses = {each.status for each in replies}
    if statuses == {404}:
        return None
    if statuses != {200}:
        raise RuntimeError(f"{path}: {sorted(statuses)}")
    return [each.seconds for each in replies[WARM:]]


def _checks(company: Company) -> Reading:
    """Everything that is missing or wrong, found anew."""
    times, number = [], 0
    with company.app.test_request_context(), company.runtime.sessions() as session:
        for _each in range(5):
            began = time.perf_counter()
            number = len(findings(session, company_day(session)))
            times.append(time.perf_counter() - began)
    return Reading("linter", (statistics.median(times),), f"{number} findings, {min(times):.2f}–{max(times):.2f}")


def _entry_page(company: Company, rounds: int) -> Reading:
    """An entry's page made anew, with everybody who answers for it, against the same page when nobody does."""
    wire = company.wire(READER)
    with_duties = _median(wire, rounds)
    company.forget_duties()
    without = _median(wire, rounds)
    detail = f"{with_duties:.1f} ms, without any duties {without:.1f} ms; no page kept ready"
    return Reading("card", (with_duties / without,), detail)


def _median(wire: Wire, rounds: int) -> float:
    found: list[float] = []
    for _each in range(rounds):
        found += [wire.get(path).seconds for path in ENTRIES]
    return statistics.median(found) * 1000
