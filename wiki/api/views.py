"""What programs ask: JSON under `/api/v1/`."""

import time

from flask import Blueprint, Response, jsonify, request

from wiki.access.guard import current_actor
from wiki.access.rules import READER, rule
from wiki.entries.kinds import Kinds
from wiki.search.hits import Hit, hits
from wiki.search.params import strict
from wiki.search.service import search as find
from wiki.web.i18n import reader_language
from wiki.web.runtime import runtime
from wiki.web.transaction import db

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")


@blueprint.get("/search")
@rule(READER)
def search() -> Response:
    """Entries that match `q`; `snippet` is HTML in which only `<mark>` is markup."""
    started = time.perf_counter()
    asked = strict(request.args, runtime().wiring.get(Kinds))
    found = find(db(), current_actor(), asked.text, asked.filters)
    shown = found.matches[asked.offset : asked.offset + asked.limit]
    results = [_result(hit) for hit in hits(db(), found.query, shown, reader_language())]
    return jsonify(
        total=found.total,
        took_ms=round((time.perf_counter() - started) * 1000, 1),
        suggestion=found.suggestion,
        results=results,
    )


def _result(hit: Hit) -> dict[str, str]:
    return {
        "kind": hit.entry.kind,
        "slug": hit.entry.slug,
        "title": hit.title,
        "url": hit.url,
        "status": hit.entry.status,
        "matched": hit.matched,
        "snippet": str(hit.snippet),
    }
