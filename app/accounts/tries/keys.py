"""What is counted instead of addresses: keyed hashes, made with the portal's secret."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network


@dataclass(frozen=True, slots=True)
class Trier:
    """Somebody who tries: for which account, from which network, and in which browser where it is known."""

    account_key: str
    network_key: str
    browser: str | None = None


def hash_account(secret: str, email: str) -> str:
    """The key of an account, whether or not there is one; letters are compared small, as signing in does."""
    return _hash(secret, "account", email.strip().casefold())


def hash_network(secret: str, address: str | None) -> str:
    """The key of a network: one IPv4 address, or the half of an IPv6 address that a household or an office is given."""
    return _hash(secret, "network", _find_network(address or ""))


def _find_network(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return ""  # a proxy's socket has none
    if isinstance(found, IPv6Address):
        mapped = found.ipv4_mapped
        return str(mapped or ip_network((found, 64), strict=False))
    return str(found)


def _hash(secret: str, kind: str, value: str) -> str:
    return hmac.new(secret.encode(), f"tries.{kind}\0{value}".encode(), "sha256").hexdigest()
