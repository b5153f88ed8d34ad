"""Which network addresses may be asked: those of the public internet, and hosts that staff have named.

A page can redirect to ``http://169.254.169.254/`` or to a name that resolves to the router next door. So
a name is resolved once, every address it gives is checked, and the connection goes to a checked address,
never to the name: a second, different answer of the name server (DNS rebinding) is never asked for.
"""

import socket
from collections.abc import Callable, Set
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

Resolve = Callable[[str, int], list[str]]
"""Host and port → addresses as text."""

_NAT64 = IPv6Network("64:ff9b::/96")


class NotPublicError(Exception):
    """A host leads into a private, loopback, link-local or reserved network; the text says which."""


def resolve(host: str, port: int) -> list[str]:
    """Ask the system's resolver.

    Raises:
        OSError: nobody knows the name.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


def is_public(address: str) -> bool:
    """Tell whether an address belongs to the public internet; an IPv4 address inside an IPv6 one counts.

    >>> [is_public(a) for a in ("93.184.216.34", "127.0.0.2", "169.254.169.254", "::ffff:10.0.0.1", "224.0.0.1")]
    [True, False, False, False, False]
    """
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inner = _inner(ip) if isinstance(ip, IPv6Address) else None
    if inner is not None:
        return is_public(str(inner))
    closed = ip.is_private or ip.is_loopback or ip.is_link_local or ip.is_multicast or ip.is_reserved
    return ip.is_global and not closed and not ip.is_unspecified


def _inner(ip: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for: mapped, 6to4, Teredo or NAT64."""
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)


def public_addresses(host: str, port: int, allowed: Set[str], resolve: Resolve) -> list[str]:
    """Resolve a host, and refuse it where any of its addresses is not public, unless staff allow it by name.

    Raises:
        NotPublicError: it leads into a network that is not public.
        OSError: nobody knows the name.
    """
    found = resolve(host, port)
    if host.casefold().rstrip(".") in allowed:
        return found
    for address in found:
        if not is_public(address):
            where = address if address == host else f"{host}, which is {address}"
            raise NotPublicError(f"leads into a private network ({where}); PRESSBOT_ALLOW_HOSTS may name the host")
    return found
