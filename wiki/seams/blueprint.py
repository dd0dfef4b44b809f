"""The pages under `/seams/`, and how they are addressed."""

from flask import Blueprint, url_for

from wiki.seams.reading import Crossing

blueprint = Blueprint("seams", __name__, url_prefix="/seams")


def url_of(slug: str, crossing: Crossing) -> str:
    """The page of a seam of the process called `slug`."""
    return url_for("seams.seam", slug=slug, from_key=crossing.before.key, to_key=crossing.after.key)
