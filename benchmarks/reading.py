"""Pages against the yardstick: in turns, so that whatever else the machine does disturbs both alike."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.bare import Page
from benchmarks.figures import Reading
from benchmarks.load import Load, load
from benchmarks.running import LANGUAGE, Bare, Wiki
from benchmarks.wire import Reply, Wire


@dataclass(frozen=True)
class _Contest:
    """The same requests to the wiki and to the yardstick."""

    key: str
    headers: dict[str, str]
    paths: list[str]
    bare_paths: list[str]


def reading(wiki: Wiki, seconds: int, rounds: int) -> list[Reading]:
    """The three ratios."""
    reader = wiki.reader()
    seen = {"anonymous": _fetch(wiki, LANGUAGE), "signed_in": _fetch(wiki, reader)}
    pages = [Page.like(f"/{who}/{n}", reply) for who, replies in seen.items() for n, reply in enumerate(replies)]
    conditional, refused = _conditional(wiki, seen["anonymous"])
    contests = [
        _Contest("anonymous", LANGUAGE, wiki.pages, [each.path for each in pages if "anonymous" in each.path]),
        _Contest("not_modified", LANGUAGE, conditional, [each.path for each in pages if "anonymous" in each.path]),
        _Contest("signed_in", reader, wiki.pages, [each.path for each in pages if "signed_in" in each.path]),
    ]
    found = []
    with Bare(wiki, pages) as bare:
        turns = _turns(wiki, bare, contests, seconds, rounds)
    for contest in contests:
        kind = "anonymous" if contest.key == "not_modified" else contest.key
        found.append(_told(contest.key, turns[contest.key], seen[kind], refused))
    return found


def _fetch(wiki: Wiki, headers: dict[str, str]) -> list[Reply]:
    """Every page, asked of every web process, so that all of them have it ready if they keep pages."""
    replies: list[Reply] = []
    for wire in wiki.wires(headers):
        replies = [wire.get(path) for path in wiki.pages]
        wire.close()
    bad = [each.status for each in replies if each.status != 200]
    if bad:
        raise RuntimeError(f"a page answered {bad[0]}")
    return replies


def _conditional(wiki: Wiki, replies: Sequence[Reply]) -> tuple[list[str], str]:
    """The requests that should be answered with 304; else why they are not. A page made anew meanwhile may be sent
    whole, once."""
    known = [(path, reply.header("ETag")) for path, reply in zip(wiki.pages, replies, strict=True)]
    paths = [f"{path}\t{tag}" for path, tag in known]
    if not all(tag for _path, tag in known):
        return paths, "pages have no ETag"
    wire = Wire(wiki.port, LANGUAGE)
    statuses = {max(wire.get(path, if_none_match=tag).status for _twice in range(2)) for path, tag in known}
    wire.close()
    return paths, "" if statuses == {304} else f"answered {sorted(statuses)}"


Turns = dict[str, list[tuple[Load, Load]]]


def _turns(wiki: Wiki, bare: Bare, contests: Sequence[_Contest], seconds: int, rounds: int) -> Turns:
    found: Turns = {each.key: [] for each in contests}
    for number in range(rounds + 1):
        for each in contests:
            long = seconds if number else 1
            ours = load(wiki.port, each.paths, each.headers, long)
            theirs = load(bare.port, each.bare_paths, each.headers, long)
            if number:  # the first round warms up
                found[each.key].append((ours, theirs))
    return found


def _told(key: str, turns: Sequence[tuple[Load, Load]], replies: Sequence[Reply], refused: str) -> Reading:
    ratios = [ours.rate / theirs.rate for ours, theirs in turns]
    ours, theirs = (statistics.median(pair[side].rate for pair in turns) for side in (0, 1))
    p95 = statistics.median(pair[0].p95 for pair in turns)
    size = statistics.median(len(each.body) for each in replies) / 1024
    detail = f"{ours:,.0f} of {theirs:,.0f} a second, p95 {p95:.1f} ms, {size:.0f} KiB, rounds {_range(ratios)}"
    broken = sum(pair[0].broken for pair in turns)
    if broken:
        detail += f", {broken} connections broken"
    wrong = ""
    if key == "not_modified":
        wrong = refused
        whole = statistics.median(pair[1].size for pair in turns)
        share = max(0.0, 1 - statistics.median(pair[0].size for pair in turns) / whole)
        detail += f", {share:.0%} of the bytes saved"
    return Reading(key, (statistics.median(ratios),), detail, wrong)


def _range(values: Sequence[float]) -> str:
    return f"{min(values):.2f}–{max(values):.2f}"
