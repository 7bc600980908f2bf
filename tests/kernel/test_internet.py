import pytest

from unisson.kernel.internet import is_public, names_itself, parse

PUBLIC = ["93.184.215.14", "2001:67c:2e8:22::c100:68b", "::ffff:93.184.215.14", "64:ff9b::5db8:d70e"]
NOT_PUBLIC = [
    "127.0.0.1",
    "127.255.255.254",
    "0.0.0.0",  # noqa: S104 - read, not bound
    "10.1.2.3",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "100.64.0.1",
    "169.254.169.254",
    "192.0.2.1",
    "198.18.0.1",
    "224.0.0.1",
    "239.1.1.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "fc00::1",
    "fd12:3456::1",
    "ff02::1",
    "2001:db8::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "::7f00:1",
    "64:ff9b::7f00:1",
    "64:ff9b::a00:1",
    "64:ff9b:1::5db8:d70e",
    "2002:7f00:1::",
    "2002:5db8:d70e::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
]


@pytest.mark.parametrize("text", PUBLIC)
def test_somebody_elses_machine_is_public(text: str) -> None:
    address = parse(text)
    assert address
    assert is_public(address)


@pytest.mark.parametrize("text", NOT_PUBLIC)
def test_what_is_private_special_or_hidden_in_another_form_is_not(text: str) -> None:
    address = parse(text)
    assert address
    assert not is_public(address)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.9.9.9", "::1", "[::1]", "app.localhost"])
def test_this_machine_is_known_by_its_names(host: str) -> None:
    assert names_itself(host)


@pytest.mark.parametrize("host", ["example.org", "10.0.0.1", "localhost.example.org", "2130706433", "0x7f.1"])
def test_other_names_do_not_say_this_machine(host: str) -> None:
    assert not names_itself(host)
