"""The server never visits its own network: the tricks by name (RELIABILITY S8)."""

from ipaddress import ip_address

import pytest

from bands.link_health.addresses import Refused, is_public, outside, target

FORMS = {
    "file": ("file:///etc/passwd", "scheme"),
    "gopher": ("gopher://127.0.0.1:6379/_FLUSHALL", "scheme"),
    "ftp": ("ftp://files.example.com/", "scheme"),
    "data": ("data:text/html,hello", "scheme"),
    "javascript": ("javascript:alert(1)", "scheme"),
    "no scheme": ("//example.com/x", "scheme"),
    "loopback": ("http://127.0.0.1/", "not_a_public_name"),
    "loopback, short": ("http://127.1/", "not_a_public_name"),
    "loopback, decimal": ("http://2130706433/", "not_a_public_name"),
    "loopback, octal": ("http://0177.0.0.1/", "unreadable"),
    "loopback, hexadecimal": ("http://0x7f.0x0.0x0.0x1/", "not_a_public_name"),
    "loopback, one hexadecimal number": ("http://0x7f000001/", "not_a_public_name"),
    "loopback, percent-encoded": ("http://127%2e0.0.1/", "not_a_public_name"),
    "loopback, with a trailing dot": ("http://127.0.0.1./", "not_a_public_name"),
    "loopback, with ideographic stops": ("http://127。0。0。1/", "not_a_public_name"),
    "loopback, in full-width digits": ("http://１２７.０.０.１/", "unreadable"),
    "loopback, in circled digits": ("http://①②⑦.⓪.⓪.①/", "unreadable"),
    "every interface": ("http://0.0.0.0/", "not_a_public_name"),
    "zero": ("http://0/", "not_a_public_name"),
    "keys of the cloud": ("http://169.254.169.254/latest/meta-data/", "not_a_public_name"),
    "keys of the cloud, mapped": ("http://[::ffff:169.254.169.254]/", "not_a_public_name"),
    "keys of the cloud, by name": ("http://metadata.google.internal/", "not_a_public_name"),
    "IPv6 loopback": ("http://[::1]/", "not_a_public_name"),
    "IPv6 unspecified": ("http://[::]/", "not_a_public_name"),
    "IPv6 with a zone": ("http://[fe80::1%25eth0]/", "not_a_public_name"),
    "a public number": ("http://93.184.215.14/", "not_a_public_name"),
    "localhost": ("http://localhost/", "not_a_public_name"),
    "localhost with a dot": ("http://localhost./", "not_a_public_name"),
    "localhost in capitals": ("http://LOCALHOST/", "not_a_public_name"),
    "localhost below a name": ("http://app.localhost/", "not_a_public_name"),
    "localhost with a hidden hyphen": ("http://loca\u00adlhost.com/", "unreadable"),
    "localhost, percent-encoded": ("http://localho%73t/", "not_a_public_name"),
    "a machine next door": ("http://postgres/", "not_a_public_name"),
    "a printer next door": ("http://printer.local/", "not_a_public_name"),
    "a user before the host": ("https://example.com@127.0.0.1/", "user_in_address"),
    "an empty user": ("https://@example.com/", "user_in_address"),
    "a user and a password": ("https://a:b@example.com/", "user_in_address"),
    "a backslash for a slash": ("https://example.com\\@127.0.0.1/", "unreadable"),
    "two backslashes": ("http:\\\\127.0.0.1/", "unreadable"),
    "a line break": ("https://example.com/\r\nHost: 127.0.0.1", "unreadable"),
    "a tab in the name": ("http://127.0\t.0.1/", "unreadable"),
    "a space": ("https://example.com /", "unreadable"),
    "the queue's port": ("http://example.com:6379/", "port"),
    "the other scheme's port": ("https://example.com:80/", "port"),
    "no host": ("https:///etc/passwd", "not_a_public_name"),
    "two dots at the end": ("https://example.com../", "not_a_public_name"),
}
NUMBERS = {
    "every interface": "0.0.0.0",
    "this network": "0.1.2.3",
    "loopback": "127.0.0.1",
    "all of loopback": "127.255.255.254",
    "private ten": "10.0.0.1",
    "private 172": "172.31.255.255",
    "private 192": "192.168.0.1",
    "link-local": "169.254.169.254",
    "behind the provider's NAT": "100.100.100.200",
    "protocols": "192.0.0.192",
    "documentation": "203.0.113.7",
    "benchmarks": "198.19.0.1",
    "relays of 6to4": "192.88.99.1",
    "multicast": "224.0.0.251",
    "public multicast": "233.252.0.1",
    "reserved": "240.0.0.1",
    "broadcast": "255.255.255.255",
    "a cloud's helper": "168.63.129.16",
    "IPv6 loopback": "::1",
    "IPv6 unspecified": "::",
    "mapped": "::ffff:127.0.0.1",
    "mapped and public": "::ffff:93.184.215.14",
    "compatible": "::127.0.0.1",
    "translated": "::ffff:0:127.0.0.1",
    "NAT64 of loopback": "64:ff9b::7f00:1",
    "NAT64 of private ten": "64:ff9b::a00:1",
    "NAT64 of one's own": "64:ff9b:1::808:808",
    "6to4 of loopback": "2002:7f00:1::",
    "Teredo": "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "ISATAP": "2a00:1450:1::5efe:7f00:1",
    "unique local": "fd00:ec2::254",
    "IPv6 link-local": "fe80::1",
    "IPv6 link-local with a zone": "fe80::1%eth0",
    "site-local": "fec0::1",
    "IPv6 multicast": "ff02::1",
    "IPv6 documentation": "2001:db8::1",
    "IPv6 documentation, new": "3fff::1",
    "discard": "100::1",
}


@pytest.mark.parametrize("name", FORMS)
def test_an_address_of_a_forbidden_form_is_refused(name):
    address, reason = FORMS[name]
    with pytest.raises(Refused) as refused:
        target(address)
    assert refused.value.reason == reason


@pytest.mark.parametrize("name", NUMBERS)
def test_a_name_that_leads_inside_is_refused(name):
    with pytest.raises(Refused):
        outside([NUMBERS[name]])


@pytest.mark.parametrize("name", NUMBERS)
def test_one_number_inside_spoils_those_outside(name):
    with pytest.raises(Refused):
        outside(["93.184.215.14", NUMBERS[name]])


def test_a_name_without_a_number_leads_nowhere():
    with pytest.raises(Refused):
        outside([])


@pytest.mark.parametrize(
    "number",
    ["93.184.215.14", "172.32.0.1", "100.128.0.1", "2a00:1450:4005::8e", "64:ff9b::808:808"],
)
def test_public_numbers_are_public(number):
    assert is_public(ip_address(number))
    assert outside([number, "1.1.1.1"]) == ip_address(number)


@pytest.mark.parametrize(
    ("address", "host", "port"),
    [
        ("https://open.spotify.com/track/x?si=1#t", "open.spotify.com", 443),
        ("http://example.com/", "example.com", 80),
        ("https://EXAMPLE.com.:443/", "example.com", 443),
        ("https://밴드.한국/노래", "xn--hy1b72l.xn--3e0b707e", 443),
        ("https://example.com/a@b?c=@d", "example.com", 443),
    ],
)
def test_an_ordinary_address_is_let_through(address, host, port):
    found = target(address)
    assert (found.host, found.port) == (host, port)
