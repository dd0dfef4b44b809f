"""Load the starter library into a wiki of its own, index it, ask, and tell."""

import tempfile
from pathlib import Path
from typing import Any

import click

from benchmarks.relevance.judged import Figures, Outcome, judge
from wiki.access.permissions import SYSTEM
from wiki.app import create_app
from wiki.config import Settings
from wiki.core.db import Base
from wiki.library import importing
from wiki.ops.delivery import run_once
from wiki.web.runtime import Runtime

_ROW = "{:<14} {:>7} {:>7} {:>7} {:>7} {:>9}"


def outcomes(folder: Path, database: str = "") -> list[Outcome]:
    """Every judged query, asked of the starter library as `/api/v1/search` answers it."""
    app = create_app(Settings(data=folder / "data", database_url=database), testing=True)
    runtime: Runtime = app.extensions["cxwiki"]
    Base.metadata.create_all(runtime.engine)
    with app.app_context():
        report = importing.import_path(runtime, SYSTEM, importing.starter_folder(), release=True)
        assert report.ok, report.as_text()
        while run_once(runtime):
            pass
    client = app.test_client()

    def ask(query: str) -> dict[str, Any]:
        answer = client.get("/api/v1/search", query_string={"q": query})
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json
        return found

    try:
        return judge(ask)
    finally:
        runtime.engine.dispose()


def _say(name: str, figures: Figures) -> None:
    shares = (f"{each:.3f}" for each in (figures.hit_at_1, figures.hit_at_3, figures.mrr))
    click.echo(_ROW.format(name, figures.queries, *shares, figures.zero_hits))


def tell(found: list[Outcome], held_out: bool) -> None:
    """The figures of all, of those held out, and by group; then what was not first. Those held out are only shown when
    asked for: who has seen them tunes for them."""
    click.echo(_ROW.format("", "queries", "hit@1", "hit@3", "MRR", "zero hits"))
    _say("all", Figures.of(found))
    _say("open", Figures.of(each for each in found if not each.judged.held_out))
    _say("held out", Figures.of(each for each in found if each.judged.held_out))
    for group in dict.fromkeys(each.judged.group for each in found):
        _say(f"  {group}", Figures.of(each for each in found if each.judged.group == group))
    for each in found:
        if each.rank != 1 and (held_out or not each.judged.held_out):
            place = f"{each.rank}." if each.rank else "missed"
            wanted, got = each.judged.answers[0], ", ".join(each.first) or "nothing"
            click.echo(f"{place:>7} {each.judged.query!r} ({each.judged.group}): {wanted} after {got}")


@click.command()
@click.option("--database", default="", help="Address of an empty database; the default is SQLite in a new folder.")
@click.option("--held-out", is_flag=True, help="Show the misses among the queries held out, too.")
def main(database: str, held_out: bool) -> None:
    """Print hit@1, hit@3, MRR and queries without any hit."""
    with tempfile.TemporaryDirectory(prefix="cxwiki-relevance-") as name:
        tell(outcomes(Path(name), database), held_out)


if __name__ == "__main__":
    main()
