"""One page of a long list; the page number is in the address."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from flask import request
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from wiki.web.redirects import same_view

Row = TypeVar("Row")


@dataclass(frozen=True)
class Page(Generic[Row]):
    """The rows of page `number` (from 1) of `pages`; `total` counts all rows, `first` is where the page begins."""

    rows: list[Row]
    number: int
    pages: int
    total: int
    first: int

    @property
    def last(self) -> int:
        """The place of the page's last row among all."""
        return self.first + len(self.rows) - 1

    def href(self, number: int) -> str:
        """The address of another page of the same view."""
        return same_view(page=number)


def page_of(session: Session, query: Select[tuple[Row]], size: int) -> Page[Row]:
    """The page of `query` that the address asks for; beyond the last it is the last."""
    total = session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    pages = max(1, -(-total // size))
    number = _asked_number(pages)
    before = (number - 1) * size
    rows = session.scalars(query.limit(size).offset(before)).unique().all()
    return Page(list(rows), number, pages, total, before + 1)


def page_of_rows(rows: Sequence[Row], size: int) -> Page[Row]:
    """The page of rows that are in memory already; otherwise as `page_of`."""
    pages = max(1, -(-len(rows) // size))
    number = _asked_number(pages)
    before = (number - 1) * size
    return Page(list(rows[before : before + size]), number, pages, len(rows), before + 1)


def page_of_known(total: int, size: int, rows_after: Callable[[int], Sequence[Row]]) -> Page[Row]:
    """The same of a list whose length is known: `rows_after(number)` reads `size` rows after so many."""
    pages = max(1, -(-total // size))
    number = _asked_number(pages)
    before = (number - 1) * size
    return Page(list(rows_after(before)), number, pages, total, before + 1)


def _asked_number(pages: int) -> int:
    asked = request.args.get("page", "1")
    return min(max(1, int(asked)), pages) if asked.isdecimal() and len(asked) < 9 else 1
