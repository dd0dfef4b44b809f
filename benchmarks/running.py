"""A wiki on a copy of the library, and the yardstick beside it on the same kind of server."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.bare import Page, write
from benchmarks.building import OTHER_WRITER, READER, WRITER, Library
from benchmarks.client import PASSWORD, Browser
from benchmarks.corpus import Invented
from benchmarks.databases import Databases
from benchmarks.library import cxwiki
from benchmarks.processes import answers, children, environment, free_port, memory_of, owner_of, start, stop, until
from benchmarks.wire import Wire

ROOT = Path(__file__).parents[1]
FOLDERS = {"term": "glossary", "process": "processes", "touchpoint": "touchpoints", "guideline": "guidelines"}
LANGUAGE = {"Accept": "text/html", "Accept-Language": "de"}
COPY = "measured"


def path_of(entry: Invented) -> str:
    """The address of an entry."""
    return f"/{FOLDERS[entry.kind]}/{entry.slug}"


@dataclass
class Wiki:
    """The wiki under measurement: two web processes and the worker, started as `cxwiki serve` starts them."""

    library: Library
    folder: Path
    databases: Databases
    port: int = field(default_factory=free_port)
    _process: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        shutil.copytree(self.library.data, self.folder / "data")
        self.database_url = self.databases.create(COPY, like=self.library.folder.name)
        self.env = environment(
            self.folder / "data", self.database_url, CXWIKI_PORT=str(self.port), CXWIKI_LOG_LEVEL="WARNING"
        )
        if self.library.of_other_sources:
            cxwiki("reindex", env=self.env)

    def __enter__(self) -> "Wiki":
        self.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop()
        self.databases.drop(COPY)

    def start(self) -> None:
        """Start it; returns with the first page."""
        self._process = start("serve", env=self.env, log=self.folder / "serve.log")
        until(lambda: answers(self.port, self.pages[0]), "the first page")

    def stop(self) -> None:
        """Stop it."""
        if self._process is not None:
            stop(self._process)
            self._process = None

    @property
    def pages(self) -> list[str]:
        """Fifty released pages: 40 terms, half of them with ten revisions, and 10 of the other kinds."""
        terms = [each for each in self.library.entries if each.kind == "term"]
        revised = [each for each in self.library.entries[::10] if each.kind == "term"]
        others = [each for each in self.library.entries if each.kind != "term"]
        return [path_of(each) for each in (*revised[:20], *terms[1:200:10], *others[:10])]

    def terms_to_edit(self, who: int) -> list[str]:
        """Up to two hundred terms that client 0, 1 or 2 may change; none of another client's, nor of `pages`."""
        others = [path_of(each) for each in reversed(self.library.entries) if each.kind == "term"]
        share = min(200, len(others) // 4)
        return others[who * share : (who + 1) * share]

    def sign_in(self, email: str) -> Browser:
        """A browser in which somebody has signed in."""
        browser = Browser(self.port)
        browser.sign_in(email, PASSWORD)
        return browser

    def reader(self) -> dict[str, str]:
        """What the reader's browser sends: an editor with an inbox and watched entries, who has just read a page."""
        browser = self.sign_in(READER)
        for _each in range(2):  # the first page says welcome
            browser.get(self.pages[0])
        return {**LANGUAGE, "Cookie": browser.cookie}

    def writer(self) -> Browser:
        """The browser of the one whose saves are measured."""
        return self.sign_in(WRITER)

    other_writer = OTHER_WRITER

    def wires(self, headers: dict[str, str]) -> list[Wire]:
        """One connection to each web process."""
        found: dict[int, Wire] = {}
        wanted = self.web_processes()
        for _each in range(200):
            wire = Wire(self.port, headers)
            wire.get("/healthz")
            owner = owner_of(self.port, wire.own_port, wanted)
            if owner is None or owner in found:
                wire.close()
            else:
                found[owner] = wire
            if len(found) == len(wanted):
                return list(found.values())
        raise RuntimeError("a web process takes no connections")

    def web_processes(self) -> list[int]:
        """The processes that answer pages: the grandchildren of the supervisor."""
        assert self._process is not None
        return [each for child in children(self._process.pid) for each in children(child)]

    def memory(self) -> float:
        """MB (PSS) of the supervisor and everything below it."""
        assert self._process is not None
        return memory_of(self._process.pid)


class Bare:
    """The yardstick's server with these pages, while it is needed."""

    def __init__(self, wiki: Wiki, pages: Sequence[Page]) -> None:
        self.port = free_port()
        self._env = wiki.env | {"CXWIKI_PORT": str(self.port)}
        self._folder, self._pages = wiki.folder, pages

    def __enter__(self) -> "Bare":
        file = self._folder / "bare.json"
        write(self._pages, file)
        with (self._folder / "bare.log").open("ab") as out:
            command = [sys.executable, "-m", "benchmarks.bare", str(file)]
            self._process = subprocess.Popen(command, env=self._env, stdout=out, stderr=out, cwd=ROOT)
        until(lambda: answers(self.port, self._pages[0].path), "the bare view")
        return self

    def __exit__(self, *_error: object) -> None:
        stop(self._process)
