"""Which addresses the server may visit: public web sites by name, and nothing of its own network.

Pure: names and numbers in, a verdict out. `fetch` connects to the very number checked here.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import httpx2

PORTS = {"http": 80, "https": 443}
NAME = re.compile(
    r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])"
)
NOT_OUTSIDE = {"localhost", "local", "internal", "intranet", "lan", "home", "corp", "arpa", "onion"}

# Of IANA's special-purpose registries, with what they leave out: multicast and cloud machinery.
CLOSED_V4 = [
    ip_network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",  # behind a provider's NAT
        "127.0.0.0/8",
        "168.63.129.16/32",  # a cloud's own helper, though the number is public
        "169.254.0.0/16",  # link-local, and where clouds keep their keys
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",  # relays of 6to4
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
]
OPEN_V6 = ip_network("2000::/3")  # mapped, translated, local and multicast ones lie outside
CLOSED_V6 = [
    ip_network(network)
    for network in (
        "2001::/23",  # Teredo among them
        "2001:db8::/32",
        "2002::/16",  # 6to4
        "3fff::/20",
    )
]
NAT64 = ip_network("64:ff9b::/96")
ISATAP = 0x5EFE  # in the middle of an address that carries an IPv4 one

Address = IPv4Address | IPv6Address


class Refused(Exception):
    """The server does not go there. `reason` is a word of `findings.Reason`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Target:
    """A web address whose form is sound; where its name leads is still to be checked."""

    url: httpx2.URL
    host: str
    port: int


def target(address: str) -> Target:
    """The address taken apart, or `Refused`: only http(s), a name, and the scheme's own port."""
    if not address.isprintable() or set(address) & set(" \\"):
        raise Refused("unreadable")
    try:
        url = httpx2.URL(address)
    except httpx2.InvalidURL:
        raise Refused("unreadable") from None
    if url.scheme not in PORTS:
        raise Refused("scheme")
    if "@" in address.split("://", 1)[-1].split("/", 1)[0]:
        raise Refused("user_in_address")
    if url.port not in {None, PORTS[url.scheme]}:
        raise Refused("port")
    return Target(url, _outside_name(url), PORTS[url.scheme])


def _outside_name(url: httpx2.URL) -> str:
    name = url.raw_host.decode("ascii", errors="replace").lower().removesuffix(".")
    if not NAME.fullmatch(name) or name.rpartition(".")[2] in NOT_OUTSIDE:
        raise Refused("not_a_public_name")
    return name


def outside(numbers: Iterable[str]) -> Address:
    """The first of a name's addresses; `Refused` if any of them is not public.

    One that is inside among others that are not is how a name is made to change its mind.
    """
    found = [ip_address(number) for number in numbers]
    if not found or not all(map(is_public, found)):
        raise Refused("inside")
    return found[0]


def is_public(address: Address) -> bool:
    if isinstance(address, IPv4Address):
        return not any(address in network for network in CLOSED_V4)
    if address in NAT64:
        return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    if int(address) >> 32 & 0xFDFFFFFF == ISATAP:
        return False
    return address in OPEN_V6 and not any(address in network for network in CLOSED_V6)
