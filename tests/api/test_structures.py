"""« Structures » (chorus-pro-api.md §4.2): what is found, by whom."""

from datetime import date
from typing import Any

import pytest

from tests.builders import ARSOUILLE, PARIS_7E, PONT_SAINT_ESPRIT
from tests.invoices.builders import AT, a_person, a_service, a_structure
from unisson.directory import register
from unisson.directory.models import Structure
from unisson.directory.spaces import Level, Space

from .caller import Machine, a_machine

pytestmark = pytest.mark.django_db
SEARCH = "structures/v1/rechercher"


@pytest.fixture
def machine() -> Machine:
    return a_machine()


@pytest.fixture
def town() -> Structure:
    return a_structure(
        PARIS_7E, name="MAIRIE 7EME ARR.", postcode="75007", town="Paris", commitment_required=True, active=True
    )


def found(machine: Machine, **structure: object) -> list[str]:
    told = machine.ask(SEARCH, {"structure": structure})
    return [one["identifiantStructure"] for one in told["listeStructures"]]


def test_a_public_structure_is_found_by_each_criterion(machine: Machine, town: Structure) -> None:
    assert found(machine, identifiantStructure=PARIS_7E) == [PARIS_7E]
    assert found(machine, identifiantStructure=PARIS_7E, typeIdentifiantStructure="SIRET") == [PARIS_7E]
    assert found(machine, identifiantStructure=PARIS_7E, typeIdentifiantStructure="RIDET") == []
    assert found(machine, raisonSocialeStructure="mairie") == [PARIS_7E]
    assert found(machine, libelleStructure="MAIRIE 7", adresseVille="paris") == [PARIS_7E]
    assert found(machine, adresseCodePostal="75007", typeStructure="PUBLIQUE", statutStructure="ACTIF") == [PARIS_7E]
    assert found(machine, statutStructure="INACTIF") == []
    assert found(machine, raisonSocialeStructure="lycée") == []


def test_a_row_has_the_shape_that_connectors_read(machine: Machine, town: Structure) -> None:
    told = machine.ask(SEARCH, {"structure": {"identifiantStructure": PARIS_7E}})

    assert told["listeStructures"] == [
        {
            "designationStructure": "MAIRIE 7EME ARR.",
            "idStructureCPP": town.pk,
            "identifiantStructure": PARIS_7E,
            "statut": "ACTIVE",
            "typeIdentifiantStructure": "SIRET",
        }
    ]
    assert told["parametresRetour"] == {"nbResultatsParPage": 10, "pageCourante": 1, "pages": 1, "total": 1}


def test_nothing_found_is_a_success_with_an_empty_list(machine: Machine) -> None:
    told = machine.ask(SEARCH, {"structure": {"identifiantStructure": "00000000000000"}})

    assert (told["codeRetour"], told["listeStructures"], told["parametresRetour"]["total"]) == (0, [], 0)


def test_a_private_structure_is_found_by_its_own_accounts_only(machine: Machine) -> None:
    a_structure(ARSOUILLE, spaces=(Space.ISSUED,), private=True)

    assert found(machine) == [machine.structure.identifier]
    assert found(machine, identifiantStructure=ARSOUILLE) == []
    told = machine.ask(SEARCH, {"restreindreStructuresPrivees": "", "structure": {"identifiantStructure": ARSOUILLE}})
    assert told["listeStructures"] == []


def test_pages_and_order_are_those_asked(machine: Machine, town: Structure) -> None:
    a_structure(PONT_SAINT_ESPRIT)
    paging = {"nbResultatsParPage": 1, "pageResultatDemandee": 2, "triColonne": "IdentifiantStructure"}

    second = machine.ask(SEARCH, {"parametres": {**paging, "triSense": "Ascendant "}})
    last_but_one = machine.ask(SEARCH, {"parametres": {**paging, "triSens": "Descendant"}})

    assert second["parametresRetour"] == {"nbResultatsParPage": 1, "pageCourante": 2, "pages": 3, "total": 3}
    assert [one["identifiantStructure"] for one in second["listeStructures"]] == [PARIS_7E]
    assert [one["identifiantStructure"] for one in last_but_one["listeStructures"]] == [PARIS_7E]


@pytest.mark.parametrize("key", ["idStructureCPP", "idStructure"])
def test_a_structure_tells_what_it_demands(machine: Machine, town: Structure, key: str) -> None:
    told = machine.ask("structures/v1/consulter", {key: town.pk, "codeLangue": "fr"})

    assert told["parametres"]["numeroEJDoitEtreRenseigne"] is True
    assert told["parametres"]["codeServiceDoitEtreRenseigne"] is False
    assert told["informationGenerales"]["identifiantStructure"] == PARIS_7E
    assert told["adressePostaleDuSiege"]["codePostal"] == "75007"
    assert "dateExpirationMotPasseCompteTech" not in told["informationGenerales"]


def test_ones_own_structure_tells_when_the_technical_password_ends(machine: Machine) -> None:
    told = machine.ask("structures/v1/consulter", {"idStructureCPP": machine.structure.pk})

    ends = told["informationGenerales"]["dateExpirationMotPasseCompteTech"]
    assert ends.startswith(f"{machine.account.user.technical_key.expires_at:%Y-%m}")


@pytest.mark.parametrize(
    ("path", "sent", "told"),
    [
        ("consulter", {}, ("CPP-API-05", "idStructureCPP", None)),
        ("consulter", {"idStructureCPP": 999_999}, ("CPP-API-15", "idStructureCPP", "999999")),
        ("consulter", {"idStructureCPP": 2**63 - 1}, ("CPP-API-15", "idStructureCPP", str(2**63 - 1))),
        ("rechercher/services", {"idStructure": "7777"}, ("CPP-API-15", "idStructure", "7777")),
        (
            "rechercher/espaces",
            {"structure": {"typeIdentifiantStructure": "SIRET", "identifiantStructure": "123"}},
            ("CPP-API-15", "structure.identifiantStructure", "123"),
        ),
    ],
)
def test_a_structure_that_is_not_there_is_named(
    machine: Machine, path: str, sent: dict[str, Any], told: tuple[str, str, str | None]
) -> None:
    refused = machine.ask(f"structures/v1/{path}", sent, status=400)

    wrong = refused["erreurs"][0]
    assert refused["codeRetour"]
    assert (wrong["code"], wrong["champ"], wrong.get("valeur")) == told
    assert refused["libelle"] == wrong["phrase"]


def test_services_tell_whether_they_are_open_and_since_when(machine: Machine, town: Structure) -> None:
    a_service(town, "ECOLES", valid_from=date(2024, 1, 2), valid_until=date(2025, 1, 2))
    a_service(town, "TECH")

    told = machine.ask("structures/v1/rechercher/services", {"idStructure": town.pk})

    assert [(one["codeService"], one["estActif"], one.get("dateDbtService")) for one in told["listeServices"]] == [
        ("ECOLES", False, "2024-01-02 00:00"),
        ("TECH", True, None),
    ]
    assert told["parametresRetour"]["total"] == 2


def test_a_service_is_read_with_its_parameters(machine: Machine, town: Structure) -> None:
    service = a_service(town, "TECH", commitment_required=True, valid_from=date(2024, 1, 2))

    told = machine.ask("structures/v1/consulter/service", {"idStructure": town.pk, "idService": service.pk})

    assert told["informationsGenerales"]["codeService"] == "TECH"
    assert told["parametres"] == {
        "dateDebutValidite": "2024-01-02 00:00",
        "miseEnPaiement": True,
        "numeroEngagement": True,
    }
    wrong = {"idStructure": machine.structure.pk, "idService": service.pk}
    assert machine.ask("structures/v1/consulter/service", wrong, status=400)["codeRetour"]


def test_attachments_of_a_colleague_are_listed_at_ones_own_structure_only(machine: Machine, town: Structure) -> None:
    colleague = a_person("paul@example.org")
    south = a_service(machine.structure, "SUD")
    for place, service in ((machine.structure, south), (town, a_service(town, "TECH"))):
        register.attach(colleague, place, at=AT, rights=[(Space.ISSUED, Level.READ)], service=service)
    asked = {"adresseEmailConnexionUtilisateur": "Paul@example.org", "idStructure": machine.structure.pk}
    path = "structures/v1/lister/rattachementsutilisateur"

    told = machine.ask(path, asked)

    assert [(one["codeService"], one["statutRattachement"]) for one in told["listeServices"]] == [("SUD", "VALIDEE")]
    assert told["premierService"] is True
    assert machine.ask(path, {**asked, "idStructure": town.pk}, status=400)["codeRetour"]
    assert machine.ask(path, {**asked, "adresseEmailConnexionUtilisateur": "?@example.org"}, status=400)["codeRetour"]


def test_spaces_are_those_open_with_what_the_account_may(machine: Machine) -> None:
    told = machine.ask("structures/v1/rechercher/espaces", {"structure": {"idStructure": machine.structure.pk}})

    assert [(one["idEspaceFo"], one["etatCourant"], one["typeHabilitation"]) for one in told["listeEspace"]] == [
        (8, "ACTIVE", "MODIFICATION")
    ]


def test_rights_taken_from_an_account_are_gone_at_the_next_call() -> None:
    machine = a_machine(rights=[])

    told = machine.ask("structures/v1/rechercher/espaces")

    assert ["typeHabilitation" in one for one in told["listeEspace"]] == [False]
