"""Searches and the jump list, one after the other, from one client with a connection to each web process."""

from collections.abc import Iterator, Sequence
from itertools import cycle

from benchmarks.figures import Reading, percentiles
from benchmarks.questions import address, searches, typed
from benchmarks.running import LANGUAGE, Wiki, path_of
from benchmarks.wire import Reply, Wire

WARM = 10


def searching(wiki: Wiki, number: int, seed: int) -> Reading:
    """The results page, with facets and snippets, every search another one."""
    asked = searches(wiki.library.entries, number + WARM, seed)
    replies = list(_ask(wiki, [address("/search", text) for text in asked]))
    labels = {each.label(code): path_of(each) for each in wiki.library.entries for code in ("de", "en")}
    wanted = [(labels[text], reply) for text, reply in zip(asked, replies, strict=True) if text in labels]
    found = sum(path.encode() in reply.body for path, reply in wanted)
    detail = f"{number} different searches; of {len(wanted)} labels {found} found"
    return Reading("search", _times(replies), detail, "" if found == len(wanted) else "labels were not found")


def suggesting(wiki: Wiki, number: int, seed: int) -> Reading:
    """The jump list while somebody types."""
    asked = typed(wiki.library.entries, number + WARM, seed)
    replies = list(_ask(wiki, [address("/suggest", text) for text in asked]))
    p50, p95 = _times(replies)
    return Reading("suggest", (p95,), f"{number} beginnings of {wiki.library.labels:,} labels; p50 {p50:.1f} ms")


def _ask(wiki: Wiki, paths: Sequence[str]) -> Iterator[Reply]:
    wires = wiki.wires(LANGUAGE)
    turns: Iterator[Wire] = cycle(wires)
    for path, wire in zip(paths, turns, strict=False):
        reply = wire.get(path)
        if reply.status != 200:
            raise RuntimeError(f"{path}: {reply.status}")
        yield reply
    for wire in wires:
        wire.close()


def _times(replies: Sequence[Reply]) -> tuple[float, float]:
    return percentiles([each.seconds for each in replies[WARM:]])
