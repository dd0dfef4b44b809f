"""Which addresses may be reached, and that no other is."""

import socket
from typing import Any

import pytest

from tests.webhooks.conftest import Receiver
from wiki.config import ConfigurationError, Settings
from wiki.webhooks import sending
from wiki.webhooks.reaching import (
    NO_ADDRESS,
    NOT_SAFE,
    PRIVATE,
    UNKNOWN_NAME,
    Unreachable,
    resolve,
    target_of,
)

NOBODY = Settings()


def problem_of(url: str, settings: Settings = NOBODY) -> str:
    try:
        resolve(target_of(url, settings), settings)
    except Unreachable as error:
        return error.problem
    return ""


@pytest.mark.parametrize("host", [
    "127.0.0.1", "10.0.0.7", "172.16.3.4", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",
    "255.255.255.255", "192.0.2.1", "[::1]", "[::]", "[fe80::1]", "[fd00::1]", "[fec0::1]", "[ff02::1]",
    "[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[2002:c0a8:101::]",
    "[2001:0:4136:e378:8000:63bf:3fff:fdd2]", "2130706433", "0x7f.1", "127.1", "localhost",
])  # fmt: skip
def test_the_own_network_is_not_reached(host: str) -> None:
    assert problem_of(f"https://{host}/hook") == PRIVATE


@pytest.mark.parametrize("host", ["8.8.8.8", "[2606:4700::1111]", "[::ffff:8.8.8.8]", "[64:ff9b::808:808]"])
def test_the_open_internet_is(host: str) -> None:
    assert problem_of(f"https://{host}/hook?a=b") == ""


@pytest.mark.parametrize("url", [
    "", "https://", "ftp://8.8.8.8/", "//8.8.8.8/", "https://a:b@8.8.8.8/", "https://8.8.8.8/#x", "https://8.8.8.8:0/",
    "https://8.8.8.8:99999/", "https://8.8.8.8/a b", "https://8.8.8.8\\@127.0.0.1/", "https://[::1", "https://bücher.example/",
    "https://8.8.8.8/\r\nX-Y:z", "javascript:alert(1)",
])  # fmt: skip
def test_what_is_no_plain_address_is_refused(url: str) -> None:
    assert problem_of(url) == NO_ADDRESS


def test_http_and_private_hosts_need_to_be_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: [(2, 1, 6, "", ("10.1.2.3", 443))])
    assert problem_of("http://8.8.8.8/") == NOT_SAFE
    assert problem_of("https://hooks.example.org/") == PRIVATE
    assert problem_of("http://hooks.example.org/", Settings(webhook_allowed="Hooks.example.org")) == ""
    assert problem_of("https://hooks.example.org/", Settings(webhook_allowed="other.example.org, 10.1.0.0/16")) == ""
    assert problem_of("https://hooks.example.org/", Settings(webhook_allowed="10.2.0.0/16")) == PRIVATE
    with pytest.raises(ConfigurationError, match="WEBHOOK_ALLOWED"):
        Settings(webhook_allowed="https://hooks.example.org")


def test_a_name_with_one_address_inside_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [(2, 1, 6, "", ("8.8.8.8", 443)), (2, 1, 6, "", ("127.0.0.1", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: both)
    assert problem_of("https://two.example.org/") == PRIVATE

    def unknown(*_arguments: Any, **_more: Any) -> Any:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert problem_of("https://none.example.org/") == UNKNOWN_NAME


def test_the_connection_goes_to_the_address_that_was_judged(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that means another machine at the second look (DNS rebinding) leads nowhere: there is no second look."""
    looks: list[str] = []
    real = socket.getaddrinfo

    def look_up(host: str, port: int, *rest: Any, **more: Any) -> Any:
        if host != "hook.example.org":
            return real(host, port, *rest, **more)
        looks.append(host)
        address = "127.0.0.1" if len(looks) == 1 else "127.0.0.2"
        return [(2, 1, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    settings = Settings(webhook_allowed="hook.example.org")
    assert sending.post(settings, f"http://hook.example.org:{receiver.port}/x", b"{}", {}).status == 200
    assert looks == ["hook.example.org"]
    assert receiver.got[0].headers["host"] == f"hook.example.org:{receiver.port}"
    # Allowed as text, judged after the look-up: the same machine under a name nobody allowed.
    looks.clear()
    assert sending.post(NOBODY, f"https://hook.example.org:{receiver.port}/x", b"{}", {}).problem == PRIVATE
    assert len(receiver.got) == 1
