"""Which addresses may be reached: nothing of the company's own network, unless the operator allows it.

The name is resolved once, every address it has is judged, and the connection is made to one of those judged: a name
that means something else a moment later leads nowhere.
"""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from wiki.config import Settings, allowed_hosts

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

NO_ADDRESS, NOT_SAFE, UNKNOWN_NAME, PRIVATE = "no_address", "not_safe", "unknown_name", "private"
NO_CONNECTION, TIMEOUT, CERTIFICATE, REDIRECT, ANSWER, UNREADABLE = (
    "no_connection", "timeout", "certificate", "redirect", "answer", "unreadable",
)  # fmt: skip
PROBLEMS = (
    NO_ADDRESS, NOT_SAFE, UNKNOWN_NAME, PRIVATE, NO_CONNECTION, TIMEOUT, CERTIFICATE, REDIRECT, ANSWER, UNREADABLE,
)  # fmt: skip
LONGEST = 2000
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Unreachable(Exception):
    """Why an address is not reached: one of `PROBLEMS`."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True)
class Target:
    """An address taken apart. `path` holds the query, too."""

    host: str
    port: int
    path: str
    tls: bool


def target_of(url: str, settings: Settings) -> Target:
    """The parts of a web address that may be asked for at all; `Unreachable` otherwise. No look-up."""
    parts = _split(url)
    host = (parts.hostname or "").rstrip(".").lower()
    tls = parts.scheme == "https"
    if not tls and not _is_allowed_name(host, settings) and not _is_allowed_literal(host, settings):
        raise Unreachable(NOT_SAFE)
    path = parts.path or "/"
    target = Target(host, _port(parts), f"{path}?{parts.query}" if parts.query else path, tls)
    literal = _literal(host)
    if literal is not None:
        judge(literal, host, settings)
    return target


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Unreachable(NO_ADDRESS) from error
    plain = url.isascii() and url.isprintable() and " " not in url and len(url) <= LONGEST
    if not plain or parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
        raise Unreachable(NO_ADDRESS)
    if "@" in parts.netloc or parts.fragment or "\\" in url:
        raise Unreachable(NO_ADDRESS)
    return parts


def _port(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)


def resolve(target: Target, settings: Settings) -> list[str]:
    """The addresses of the target's name, each judged; `Unreachable` when one of them must not be reached."""
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable(UNKNOWN_NAME) from error
    addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
    if not addresses:
        raise Unreachable(UNKNOWN_NAME)
    for each in addresses:
        judge(ipaddress.ip_address(each.partition("%")[0]), target.host, settings)
    return addresses


def judge(address: Address, host: str, settings: Settings) -> None:
    """Raise `Unreachable` for an address that is not open to the whole internet, unless it is allowed."""
    if is_public(address) or _is_allowed_name(host, settings):
        return
    if not any(_within(each, network) for each in (address, _inner(address)) for network in _networks(settings)):
        raise Unreachable(PRIVATE)


def is_public(address: Address) -> bool:
    """Whether the address is reached by everybody; one that hides another (mapped, 6to4, NAT64) is judged by that."""
    inner = _inner(address)
    if isinstance(inner, ipaddress.IPv6Address) and (inner.is_site_local or inner.teredo):
        return False
    return inner.is_global and not (inner.is_multicast or inner.is_reserved or inner.is_unspecified)


def _inner(address: Address) -> Address:
    """The IPv4 address that an IPv6 address stands for (mapped, 6to4, NAT64), else itself."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


def _within(address: Address, network: ipaddress.IPv4Network | ipaddress.IPv6Network) -> bool:
    return address.version == network.version and address in network


def _literal(host: str) -> Address | None:
    try:
        return ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return None


def _is_allowed_name(host: str, settings: Settings) -> bool:
    return host in allowed_hosts(settings.webhook_allowed)[0]


def _is_allowed_literal(host: str, settings: Settings) -> bool:
    literal = _literal(host)
    return literal is not None and any(_within(literal, network) for network in _networks(settings))


def _networks(settings: Settings) -> tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]:
    return allowed_hosts(settings.webhook_allowed)[1]
