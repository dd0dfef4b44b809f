"""What programs ask: JSON under `/api/v1/`."""

import time
from typing import Any

from flask import Blueprint, Response, jsonify, request

from wiki.access.guard import current_actor
from wiki.access.rules import READER, rule
from wiki.entries.kinds import Kinds
from wiki.search.describing import Hit, StepHit
from wiki.search.hits import hits
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
    actor, language = current_actor(), reader_language()
    found = find(db(), actor, asked.text, asked.filters, first=asked.offset, most=asked.limit)
    results = [_result(hit) for hit in hits(db(), actor, found.query, found.matches, language)]
    return jsonify(
        total=found.total,
        took_ms=round((time.perf_counter() - started) * 1000, 1),
        suggestion=found.suggestion,
        complete=found.complete,
        facets=found.facets,
        results=results,
    )


def _result(hit: Hit) -> dict[str, Any]:
    return {
        "kind": hit.entry.kind,
        "slug": hit.entry.slug,
        "title": hit.title,
        "url": hit.url,
        "status": hit.entry.status,
        "department": hit.department,
        "matched": hit.matched,
        "snippet": str(hit.snippet),
        "steps": [_step(step) for step in hit.steps],
    }


def _step(step: StepHit) -> dict[str, str]:
    return {
        "key": step.key,
        "title": step.title,
        "url": step.url,
        "actor": step.actor,
        "snippet": str(step.snippet),
    }
