"""Static files by their logical name: `asset("app.css")` is the address of the hashed file."""

import json
from functools import cache
from typing import cast

from flask import Flask, url_for

from wiki.core.resources import package_folder


@cache
def _manifest() -> dict[str, str]:
    file = package_folder("static") / "dist" / "manifest.json"
    return cast(dict[str, str], json.loads(file.read_text("utf-8")))


def asset(name: str) -> str:
    """The address of the built file `name`; KeyError when the bundle holds none of that name."""
    return url_for("static", filename=f"dist/{_manifest()[name]}")


def init_assets(app: Flask) -> None:
    """Make `asset` known to templates."""
    app.jinja_env.globals["asset"] = asset
