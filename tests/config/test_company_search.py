"""The State's public search against a stub that answers as its description says, and otherwise: late, odd, too much."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from unisson.config.adapters.company_search import PublicSearch
from unisson.kernel.ports import SilentRegisterError

SIRET = "83876704400012"


def an_establishment(**facts: Any) -> dict[str, Any]:
    usual = {
        "siret": SIRET,
        "adresse": "12 RUE DES LAVANDIERES 30130 PONT-SAINT-ESPRIT",
        "code_postal": "30130",
        "commune": "30202",
        "libelle_commune": "PONT-SAINT-ESPRIT",
        "etat_administratif": "A",
        "date_fermeture": None,
        "statut_diffusion_etablissement": "O",
        "liste_enseignes": None,
        "nom_commercial": None,
    }
    return {**usual, **facts}


def a_unit(*establishments: dict[str, Any], **facts: Any) -> dict[str, Any]:
    usual = {
        "siren": SIRET[:9],
        "nom_complet": "ARSOUILLE (AU BON PAIN)",
        "nom_raison_sociale": "ARSOUILLE",
        "nature_juridique": "5710",
        "statut_diffusion": "O",
        "date_mise_a_jour_insee": "2026-03-01T10:00:00",
        "matching_etablissements": list(establishments) or [an_establishment()],
    }
    return {**usual, **facts}


class Stub(ThreadingHTTPServer):
    """`answer`: status, headers and body; `pause`: seconds between two bytes; `asked`: what was asked of it."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answer: tuple[int, dict[str, str], bytes] = (200, {}, b"")
        self.pause = 0.0
        self.asked: list[dict[str, list[str]]] = []
        self.agents: list[str] = []

    def say(self, *units: Any) -> None:
        self.answer = (200, {}, json.dumps({"results": list(units), "total_results": len(units)}).encode())


class _Handler(BaseHTTPRequestHandler):
    server: Stub

    def do_GET(self) -> None:
        place = urlsplit(self.path)
        assert place.path == "/search"
        self.server.asked.append(parse_qs(place.query))
        self.server.agents.append(self.headers["User-Agent"])
        status, headers, body = self.server.answer
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        for place_of_byte in range(0, len(body), 1 if self.server.pause else max(1, len(body))):
            time.sleep(self.server.pause)
            try:
                self.wfile.write(body[place_of_byte : place_of_byte + 1] if self.server.pause else body)
            except OSError:
                return

    def log_message(self, *arguments: Any) -> None:
        return


@pytest.fixture
def stub() -> Iterator[Stub]:
    server = Stub()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def search(stub: Stub, *, patience: float = 3.0) -> PublicSearch:
    return PublicSearch(f"http://127.0.0.1:{stub.server_port}/", patience=patience)


def silence(register: PublicSearch) -> SilentRegisterError:
    with pytest.raises(SilentRegisterError) as caught:
        register.find(SIRET)
    return caught.value


def test_an_establishment_is_found_by_its_siret(stub: Stub) -> None:
    stub.say(a_unit(an_establishment(siret="83876704400020"), an_establishment()))
    found = search(stub).find(SIRET)
    assert found
    assert (found.siret, found.name, found.legal_category, found.active) == (SIRET, "ARSOUILLE", "5710", True)
    place = (found.address, found.postcode, found.town, found.country)
    assert place == ("12 RUE DES LAVANDIERES", "30130", "PONT-SAINT-ESPRIT", "FR")
    assert str(found.as_of) == "2026-03-01"
    assert stub.asked[0]["q"] == [SIRET]
    assert "Unisson" in stub.agents[0]


def test_a_sole_trader_bears_the_full_name(stub: Stub) -> None:
    stub.say(a_unit(nom_raison_sociale=None, nom_complet="LEA MARTIN"))
    found = search(stub).find(SIRET)
    assert found and found.name == "LEA MARTIN"


def test_a_closed_one_says_since_when(stub: Stub) -> None:
    stub.say(a_unit(an_establishment(etat_administratif="F", date_fermeture="2025-12-31")))
    found = search(stub).find(SIRET)
    assert found and (found.active, str(found.closed_on)) == (False, "2025-12-31")


@pytest.mark.parametrize("where", ["unit", "establishment"])
def test_a_masked_one_is_masked_and_has_no_name(stub: Stub, where: str) -> None:
    hidden = "[NON-DIFFUSIBLE]"
    status = {"statut_diffusion_etablissement": "P" if where == "establishment" else "O"}
    one = an_establishment(adresse=hidden, code_postal=hidden, **status)
    unit = {"statut_diffusion": "P" if where == "unit" else "O", "nom_complet": hidden, "nom_raison_sociale": hidden}
    stub.say(a_unit(one, **unit))
    found = search(stub).find(SIRET)
    assert found and found.masked
    assert (found.name, found.address, found.postcode) == ("", "", "")


def test_one_abroad_says_no_country_that_it_does_not_know(stub: Stub) -> None:
    stub.say(a_unit(an_establishment(code_postal=None, adresse="HAUPTSTRASSE 1 BERLIN ALLEMAGNE")))
    found = search(stub).find(SIRET)
    assert found and (found.country, found.address) == ("", "HAUPTSTRASSE 1 BERLIN ALLEMAGNE")


@pytest.mark.parametrize("text", ["", "DUPONT JEAN", "1 85 05 78 006 084", SIRET[:9], f"{SIRET}0", "１" * 14])
def test_what_is_no_siret_is_told_to_nobody(stub: Stub, text: str) -> None:
    assert search(stub).find(text) is None
    assert stub.asked == []


def test_what_it_does_not_have_is_unknown(stub: Stub) -> None:
    stub.say()
    assert search(stub).find(SIRET) is None
    stub.say(a_unit(an_establishment(siret="83876704400020")))
    assert search(stub).find(SIRET) is None


@pytest.mark.parametrize(
    "answer",
    [
        (500, {}, b"{}"),
        (503, {}, b""),
        (400, {}, b'{"erreur": "..."}'),
        (302, {"Location": "http://127.0.0.1:1/"}, b""),
        (200, {}, b""),
        (200, {}, b"<html>maintenance</html>"),
        (200, {}, b"[]"),
        (200, {}, b'{"results": null}'),
        (200, {}, b'{"results": [{"siren": 5}]}'),
        (200, {}, json.dumps({"results": [a_unit(siren="123456789")]}).encode()),
        (200, {}, json.dumps({"results": [a_unit(nom_complet=None, nom_raison_sociale=None)]}).encode()),
        (200, {}, b'{"results": [' + b" " * 2_000_000 + b"]}"),
        (200, {}, b"\xff\xfe"),
    ],
)
def test_an_odd_answer_is_silence(stub: Stub, answer: tuple[int, dict[str, str], bytes]) -> None:
    stub.answer = answer
    silence(search(stub))


@pytest.mark.parametrize(
    ("told", "rest"), [("7", 7), ("", 60), ("Wed, 21 Oct 2026 07:28:00 GMT", 60), ("999999", 3600)]
)
def test_after_too_many_calls_it_is_left_alone_as_long_as_it_asks(stub: Stub, told: str, rest: int) -> None:
    stub.answer = (429, {"Retry-After": told} if told else {}, b"")
    register = search(stub)
    assert silence(register).retry_after == rest
    stub.say(a_unit())
    assert rest - 1 <= silence(register).retry_after <= rest + 1
    assert len(stub.asked) == 1


def test_nobody_waits_for_one_that_answers_byte_by_byte(stub: Stub) -> None:
    stub.say(a_unit())
    stub.pause = 0.05
    begun = time.monotonic()
    silence(search(stub, patience=0.4))
    assert time.monotonic() - begun < 5


def test_nobody_waits_for_one_that_never_answers(stub: Stub) -> None:
    stub.say(a_unit())
    stub.pause = 30
    silence(search(stub, patience=0.2))


def test_one_that_is_not_there_is_silent() -> None:
    silence(PublicSearch("http://127.0.0.1:1"))
