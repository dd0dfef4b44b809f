"""Which tables and columns show on pages: said in the models, read by `changes`."""

from typing import Any

NOT_ON_PAGES: dict[Any, Any] = {"on_pages": False}
"""For `info=` of a table or a column that no page shows to somebody other than the person it belongs to."""
ON_EVERY_PAGE: dict[Any, Any] = {"on_pages": "every"}
"""For `info=` of a column whose change shows on every page, such as the counts beside the libraries."""
