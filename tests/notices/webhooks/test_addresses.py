import pytest

from unisson.kernel.refusal import Refusal
from unisson.notices.webhooks import addresses

BAD: list[tuple[str, str]] = [
    ("", "CPP-WEBHOOK-01"),
    ("exemple.fr/hook", "CPP-WEBHOOK-01"),
    ("http://exemple.fr/hook", "CPP-WEBHOOK-01"),
    ("ftp://exemple.fr/", "CPP-WEBHOOK-01"),
    ("file:///etc/passwd", "CPP-WEBHOOK-01"),
    ("https:///hook", "CPP-WEBHOOK-01"),
    ("https://moi:secret@exemple.fr/", "CPP-WEBHOOK-01"),
    ("https://exemple.fr/#ici", "CPP-WEBHOOK-01"),
    ("https://exemple.fr\\@autre.fr/", "CPP-WEBHOOK-01"),
    ("https://exemple.fr/a b", "CPP-WEBHOOK-01"),
    ("https://exemple.fr/a\r\nHost: autre", "CPP-WEBHOOK-01"),
    ("https://[::1", "CPP-WEBHOOK-01"),
    ("https://exemple.fr:99999/", "CPP-WEBHOOK-01"),
    ("https://exemple.fr/" + "a" * 500, "CPP-WEBHOOK-01"),
    ("https://exemple.fr:25/", "CPP-WEBHOOK-02"),
    ("https://exemple.fr:80/", "CPP-WEBHOOK-02"),
    ("https://localhost/", "CPP-WEBHOOK-03"),
    ("https://127.0.0.1/", "CPP-WEBHOOK-03"),
    ("https://[::1]/", "CPP-WEBHOOK-03"),
    ("https://10.0.0.8/", "CPP-WEBHOOK-03"),
    ("https://169.254.169.254/latest/meta-data/", "CPP-WEBHOOK-03"),
    ("https://[::ffff:10.0.0.8]/", "CPP-WEBHOOK-03"),
    ("https://[fd00::1]/", "CPP-WEBHOOK-03"),
]


@pytest.mark.parametrize(("url", "code"), BAD)
def test_what_is_no_public_address_by_https_is_refused(url: str, code: str) -> None:
    with pytest.raises(Refusal, match=code):
        addresses.read(url, sandbox=False)


@pytest.mark.parametrize(
    "url", ["https://exemple.fr", "https://exemple.fr:8443/hook?cle=1", "https://93.184.215.14/", "HTTPS://exemple.fr/"]
)
def test_a_public_address_by_https_is_taken(url: str) -> None:
    assert addresses.read(f" {url} ", sandbox=False) == url


@pytest.mark.parametrize("url", ["http://localhost:5000/hook", "http://127.0.0.1:80/", "https://[::1]:8443/"])
def test_a_sandbox_also_posts_to_its_own_machine(url: str) -> None:
    assert addresses.read(url, sandbox=True) == url


@pytest.mark.parametrize("url", ["http://exemple.fr/", "https://10.0.0.8/", "http://192.168.1.5:8000/"])
def test_and_to_no_other_machine(url: str) -> None:
    with pytest.raises(Refusal):
        addresses.read(url, sandbox=True)
