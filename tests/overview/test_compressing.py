"""Pages and files go out compressed; what could tell a secret by its length does not."""

import gzip
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

GZIP = {"Accept-Encoding": "gzip, deflate, br"}


def _get(client: FlaskClient, address: str, **headers: str) -> Any:
    return client.get(address, headers={**GZIP, **headers}, buffered=True)


@pytest.mark.parametrize("address", ["/", "/guide", "/search?q=kunde"])
def test_strangers_get_every_page_compressed(app: Flask, address: str) -> None:
    plain = app.test_client().get(address)
    packed = _get(app.test_client(), address)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data) / 2
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert "Content-Encoding" not in plain.headers


def test_styles_and_scripts_are_compressed_and_fonts_are_left_alone(app: Flask) -> None:
    client = app.test_client()
    page = client.get("/").text
    addresses = re.findall(r'(?:href|src)="([^"]+/dist/[^"]+\.(?:css|js|woff2))"', page)
    packed = {
        address.rpartition(".")[2]: _get(client, address).headers.get("Content-Encoding") for address in addresses
    }
    assert packed == {"css": "gzip", "js": "gzip", "woff2": None}


def test_a_page_with_a_secret_is_not_compressed_together_with_what_its_address_says(stock: Any) -> None:
    client = stock.client("employee")
    assert _get(client, "/").headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in _get(client, "/search?q=csrf").headers
    assert "Content-Encoding" not in _get(client, "/no-such-page-csrf").headers


def test_nor_is_the_form_to_sign_in(app: Flask) -> None:
    assert "Content-Encoding" not in _get(app.test_client(), "/login?next=/csrf").headers


def test_a_page_that_did_not_change_is_not_sent_again(app: Flask) -> None:
    client = app.test_client()
    address = re.findall(r'href="([^"]+\.css)"', client.get("/").text)[0]
    tag = _get(client, address).headers["ETag"]
    assert tag.startswith("W/")
    again = _get(client, address, **{"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")


def test_who_takes_no_gzip_is_sent_none(app: Flask) -> None:
    for accepted in ("identity", "gzip;q=0, br", ""):
        answer = app.test_client().get("/", headers={"Accept-Encoding": accepted})
        assert "Content-Encoding" not in answer.headers
