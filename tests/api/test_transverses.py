"""« Transverses », « Utilisateurs » and what there is nothing of yet (chorus-pro-api.md §4.3–4.6)."""

import base64
import io
import zipfile

import pytest

from tests.builders import PARIS_7E, STATE
from tests.invoices.builders import a_person, a_service, a_structure
from unisson.directory import register
from unisson.directory.models import Structure
from unisson.directory.spaces import Level, Space
from unisson.files import library, limits, uploads
from unisson.files.models import Piece
from unisson.kernel.clock import now
from unisson.kernel.ports import Company, SilentRegisterError, ports

from .caller import Machine, a_machine
from .reference import LISTS

pytestmark = pytest.mark.django_db
AT = "transverses/v1/"
ADD = AT + "ajouter/fichier"
OWN = AT + "rechercher/pj/moncompte"


@pytest.fixture
def machine() -> Machine:
    return a_machine()


@pytest.fixture
def town() -> Structure:
    return a_structure(PARIS_7E, name="MAIRIE 7EME ARR.", postcode="75007", town="Paris")


@pytest.mark.parametrize("name", sorted(LISTS))
def test_each_list_answers_whatever_it_is_asked_with(machine: Machine, name: str) -> None:
    told = machine.ask(f"{AT}recuperer/{name}", {"codeLangue": "fr", "autre": 1})

    lists = [value for value in told.values() if isinstance(value, list)]
    assert (told["codeRetour"], len(lists)) == (0, 1)


def test_currencies_and_countries_are_named_in_the_language_asked(machine: Machine) -> None:
    french = machine.ask(AT + "recuperer/devises")["listeDevises"]
    english = machine.ask(AT + "recuperer/pays", {"codeLangue": "EN"})["listePays"]

    assert {"codeDevise": "EUR", "libelleDevise": "euro"} in french
    assert {"codePays": "DE", "libellePays": "Germany"} in english


def test_a_rate_has_its_value_as_a_number(machine: Machine) -> None:
    told = machine.ask(AT + "recuperer/tauxtva", {"codeLangue": "FR"})["listeTauxTva"]

    assert {one["codeTauxTva"]: one["valeurTauxTva"] for one in told}["TVA5"] == 5.5


@pytest.mark.parametrize(
    ("kind", "codes"),
    [("FACTURE", {"A1", "A2", "A9", "A12"}), ("MEMOIRE_JUSTICE", {"A3"}), ("DEMANDE_REMBOURSEMENT", {"A21"})],
)
def test_frameworks_are_those_of_a_kind_of_request(machine: Machine, kind: str, codes: set[str]) -> None:
    told = machine.ask(AT + "recuperer/cadrefacturation", {"typeDemandePaiement": kind})["listeCadreFacturation"]

    assert {one["codeCadreFacturation"].partition("_")[0] for one in told} == codes


def test_syntaxes_are_those_of_a_format(machine: Machine) -> None:
    asked = {"formatFlux": "IN_DP_E2_FACTURX"}

    assert machine.ask(AT + "recuperer/syntaxeflux", asked)["listeSyntaxeFlux"] == [
        {"syntaxeFlux": "IN_DP_E2_CII_FACTURX"}
    ]


def test_what_a_recipient_may_do_is_what_the_table_of_edges_lets_him(machine: Machine) -> None:
    asked = {"statutCourant": "MISE_A_DISPOSITION"}
    told = machine.ask(AT + "recuperer/etats/traitement", asked)["listeStatutsPossiblesPourTraitement"]
    got = {one["statutPossiblePourTraitement"] for one in told}

    assert {"SUSPENDUE", "REJETEE", "A_RECYCLER", "MANDATEE", "MISE_EN_PAIEMENT", "COMPTABILISEE"} <= got
    assert "BROUILLON" not in got


def test_active_structures_are_those_of_the_account_in_that_space(machine: Machine) -> None:
    issuing = machine.ask(AT + "recuperer/structures/actives/fournisseur")["listeStructures"]
    receiving = machine.ask(AT + "recuperer/structures/actives/destinataire")["listeStructures"]

    assert [one["idStructureCPP"] for one in issuing] == [machine.structure.pk]
    assert receiving == []


def test_bank_accounts_are_told_of_ones_own_structure_only(machine: Machine, town: Structure) -> None:
    account = register.add_account(machine.structure, label="Courant", iban="FR7630006000011234567890189")

    told = machine.ask(AT + "recuperer/coordbanc/valides", {"idStructure": machine.structure.pk})

    assert told["listeCoordonneeBancaire"] == [{"idCoordonneeBancaire": account.pk, "nomCoordonneeBancaire": "Courant"}]
    machine.ask(AT + "recuperer/coordbanc/valides", {"idStructure": town.pk}, status=400)


def test_services_of_the_state_are_listed(machine: Machine) -> None:
    a_service(a_structure(STATE), "FAC0000030")

    told = machine.ask(AT + "recuperer/services/executantetat")["listeServices"]

    assert [one["codeService"] for one in told] == ["FAC0000030"]


def test_a_recipient_is_found_by_number_name_town_or_postcode(machine: Machine, town: Structure) -> None:
    for asked in ({"identifiant": PARIS_7E}, {"nomVilleCodePostal": "mairie 75007"}, {"nomVilleCodePostal": "Paris"}):
        told = machine.ask(AT + "rechercher/destinataire", asked)
        assert [one["siret"] for one in told["listeDestinataires"]] == [PARIS_7E]


def test_a_service_is_found_among_those_of_its_structure(machine: Machine, town: Structure) -> None:
    a_service(town, "TECH")
    a_service(town, "VIEUX", active=False)
    asked = {"idDestinataireCPP": town.pk, "actif": True}

    told = machine.ask(AT + "rechercher/serviceexecutant", asked)

    assert [one["codeServiceExecutant"] for one in told["listeServices"]] == ["TECH"]


def test_the_directory_is_a_zip_of_the_public_structures(machine: Machine, town: Structure) -> None:
    told = machine.ask(AT + "telecharger/annuaire/destinataire")

    with zipfile.ZipFile(io.BytesIO(base64.b64decode(told["fichierResultat"]))) as archive:
        text = archive.read(archive.namelist()[0]).decode("utf-8-sig")
    assert PARIS_7E in text
    assert machine.structure.identifier not in text


class _Register:
    def find(self, siret: str) -> Company | None:
        if siret == "00000000000000":
            raise SilentRegisterError("closed")
        known = siret == PARIS_7E
        return Company(name="VILLE", address="1 rue", postcode="75007", town="PARIS", siret=siret) if known else None


def test_what_the_register_says_of_a_number_is_told(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "companies", _Register())
    path = AT + "consulter/information/siret"

    told = machine.ask(path, {"siretStructure": "217 500 016 08202"})

    assert (told["siren"], told["raisonSociale"], told["estActif"]) == (PARIS_7E[:9], "VILLE", True)
    assert machine.ask(path, {"siretStructure": "12345678900000"}, status=400)["codeRetour"]
    assert machine.ask(path, {"siretStructure": "00000000000000"}, status=503)["erreurs"][0]["code"] == "CPP-API-14"


def a_file(content: bytes = b"essai", name: str = "bon", extension: str = "TXT") -> dict[str, str]:
    return {
        "pieceJointeFichier": base64.b64encode(content).decode(),
        "pieceJointeNom": name,
        "pieceJointeExtension": extension,
        "pieceJointeTypeMime": "text/plain",
    }


def test_a_file_sent_is_kept_for_the_account_under_its_name(machine: Machine) -> None:
    key = machine.ask(ADD, a_file())["pieceJointeId"]

    piece = library.get(machine.account.user.pk, key)
    told = machine.ask(OWN, {"pieceJointeTypeId": 0})

    assert piece.name == "bon.TXT"
    assert [(one["pieceJointeId"], one["pieceJointeExtension"]) for one in told["listePiecesJointes"]] == [(key, "TXT")]


def test_a_name_that_has_its_extension_keeps_it_once(machine: Machine) -> None:
    key = machine.ask(ADD, a_file(name="bon.txt"))["pieceJointeId"]

    assert Piece.objects.get(pk=key).name == "bon.txt"


def test_the_same_bytes_are_one_piece(machine: Machine) -> None:
    assert machine.ask(ADD, a_file())["pieceJointeId"] == machine.ask(ADD, a_file())["pieceJointeId"]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"pieceJointeFichier": ""}, "CPP-API-05"),
        ({"pieceJointeFichier": "§§"}, "CPP-API-13"),
        ({"pieceJointeNom": None}, "CPP-API-05"),
        ({"pieceJointeExtension": "EXE"}, "CPP-FICHIER-05"),
    ],
)
def test_what_is_no_attachment_is_refused_with_its_code(
    machine: Machine, changed: dict[str, str | None], code: str
) -> None:
    told = machine.ask(ADD, {**a_file(), **changed}, status=400)

    assert told["erreurs"][0]["code"] == code


def test_a_file_over_ten_megaoctets_has_its_official_number(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ATTACHMENT", 3)

    told = machine.ask(ADD, a_file(), status=400)

    wrong = told["erreurs"][0]
    assert (told["codeRetour"], told["libelle"]) == (20003, wrong["phrase"])
    assert (wrong["code"], wrong["champ"]) == ("CPP-FICHIER-02", "pieceJointeFichier")


def test_the_oldest_files_make_room_for_the_newest(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST", 2)

    keys = [machine.ask(ADD, a_file(content=f"essai {rank}".encode()))["pieceJointeId"] for rank in range(3)]

    assert sorted(Piece.objects.values_list("pk", flat=True)) == keys[1:]


def test_a_piece_is_taken_out_by_its_own_account_only(machine: Machine) -> None:
    key = machine.ask(ADD, a_file())["pieceJointeId"]
    other = a_machine(a_structure(PARIS_7E))

    other.ask(AT + "detacherPieceJointe", {"idPieceJointeObjet": key}, status=400)
    machine.ask(AT + "detacherPieceJointe", {"idPieceJointeObjet": key})

    assert not Piece.objects.exists()


def test_attachments_of_the_account_are_the_usual_second_call(machine: Machine) -> None:
    south = a_service(machine.structure, "SUD")
    place = machine.account.user.memberships.get()
    register.attach(
        machine.account.user, machine.structure, at=now(), rights=[(Space.ISSUED, Level.READ)], service=south
    )

    told = machine.ask("utilisateurs/v1/monCompte/recuperer/rattachements", {"parametresRecherche": {}})

    (one,) = told["listeStructureRattachement"]
    assert (one["idStructure"], one["idRattachementStructure"]) == (machine.structure.pk, place.pk)
    assert [(each["codeService"], each["estActif"]) for each in one["listeServicesRattache"]] == [("SUD", True)]
    assert told["parametresRetour"]["total"] == 1


def test_there_is_nothing_yet_of_commitments_works_and_support(machine: Machine) -> None:
    commitments = machine.ask("engagementsJuridiques/v1/rechercher", {"numeroEngagementJuridique": "X"})
    works = machine.ask("facturesTravaux/v1/rechercher", {"roleUtilisateur": "MOA"})
    categories = machine.ask(AT + "rechercher/categorieSollicitation")

    assert (commitments["codeRetour"], commitments["listeEngagementJuridique"]) == (0, [])
    assert (works["codeRetour"], works["libelle"], works["listeFacturesTravaux"]) == (20007, "GFT_MSG_01.075", [])
    assert (categories["codeRetour"], categories["listeCategories"]) == (0, [])
    machine.ask("engagementsJuridiques/v1/consulterDetail", {"idEngagement": 1}, status=400)


def test_pieces_of_a_structure_are_none_and_asked_of_ones_own_only(machine: Machine, town: Structure) -> None:
    path = AT + "rechercher/pj/structure"

    assert machine.ask(path, {"idStructureCPP": machine.structure.pk})["listePiecesJointes"] == []
    machine.ask(path, {"idStructureCPP": town.pk}, status=400)


def test_a_person_of_the_structure_never_sees_what_its_software_sent(machine: Machine) -> None:
    key = machine.ask(ADD, a_file())["pieceJointeId"]

    assert library.pieces(a_person("claire@example.org").pk) == []
    assert key
