import io
from datetime import datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import PARIS_7E, PONT_SAINT_ESPRIT, SAFE_STYLE, STATE
from tests.invoices.builders import AT, LATER, a_person, a_service, a_structure
from unisson.directory import importing, register
from unisson.directory.companies import checking
from unisson.directory.importing import Report
from unisson.directory.models import (
    Membership,
    OperatorAct,
    Service,
    SpaceOpening,
    Structure,
    StructureChange,
    Word,
)
from unisson.directory.search import public_structures
from unisson.kernel.clock import stopped
from unisson.kernel.refusal import Refusal
from unisson.kernel.texts import one_line
from unisson.notices.models import Email

from .conftest import Register, an_operator
from .files import a_file, a_line, a_service_line, exported

pytestmark = pytest.mark.django_db


def bring(*lines: dict[str, str]) -> Report:
    return import_(a_file(*lines).getvalue(), name="annuaire.csv")


def import_(content: bytes, *, name: str = "x", at: datetime = AT) -> Report:
    """Examined, then imported by the same operator."""
    seen = importing.examine(io.BytesIO(content), at=at).mark
    return importing.apply(io.BytesIO(content), actor=an_operator(), name=name, seen=seen, at=at)


def faults(*lines: dict[str, str]) -> list[tuple[int, str, str]]:
    found = importing.examine(a_file(*lines), at=AT).problems
    return [(one.line, one.column, one.code.removeprefix("CPP-ANNUAIRE-")) for one in found]


def forget() -> None:
    for model in (StructureChange, SpaceOpening, Service, Word, Structure):
        model.objects.all().delete()


def test_a_new_structure_may_be_found_and_invoiced_at_once_and_has_its_history() -> None:
    report = bring(
        a_service_line("TECH"), a_service_line("ECOLES"), a_line(PARIS_7E, **{"Raison sociale": "AUTRE"}, Ville="")
    )
    town = Structure.objects.get(identifier=PONT_SAINT_ESPRIT)
    assert (report.added, report.services_added, report.lines) == (2, 2, 3)
    assert public_structures("mairie pont") == [town]
    assert town.commitment_required and not town.payment_not_reported
    assert [one.space for one in town.openings.all()] == ["FACTURES_RECUES"]
    assert {one.what for one in town.changes.all()} == {"CREATION", "SERVICE_AJOUTE"}
    assert not Membership.objects.exists()
    act = OperatorAct.objects.get()
    assert (act.what, act.subject, act.after["added"]) == ("ANNUAIRE_IMPORTE", "annuaire.csv", 2)


def test_only_what_differs_is_written_and_what_the_file_does_not_name_is_left_alone() -> None:
    town, other = a_structure(PONT_SAINT_ESPRIT, vat_number="FR1"), a_structure(PARIS_7E)
    kept, tech = a_service(town, "KEPT"), a_service(town, "TECH", contact_email="tech@example.org")
    report = bring(a_service_line("TECH", **{"Nom service": "Travaux"}, Statut="INACTIVE"))
    for one in (town, other, kept, tech):
        one.refresh_from_db()
    assert (town.active, town.vat_number, tech.name, tech.contact_email) == (
        False,
        "FR1",
        "Travaux",
        "tech@example.org",
    )
    assert (kept.name, other.name) == ("Service KEPT", "MAIRIE 7EME ARR.")
    assert (report.added, report.changed, report.services_changed) == (0, 1, 1)
    assert {one.what for one in town.changes.all()} == {"COORDONNEES", "PARAMETRES", "DESACTIVATION", "SERVICE_MODIFIE"}
    assert town.updated_at == AT


def test_a_second_import_of_the_same_file_changes_nothing() -> None:
    bring(a_service_line("TECH"), a_line(PARIS_7E))
    before = exported()
    report = import_(before, at=LATER)
    assert (report.added, report.changed, report.services_added, report.services_changed) == (0, 0, 0, 0)
    assert exported() == before


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        ({"Raison sociale": " "}, "Raison sociale", "12"),
        ({"Raison sociale": "x" * 202}, "Raison sociale", "13"),
        ({"Statut": "OUVERTE"}, "Statut", "14"),
        ({"MOA": "peut-être"}, "MOA", "14"),
        ({"Identifiant": "123"}, "Identifiant", "15"),
        ({"Identifiant": "2,13003E+13"}, "Identifiant", "17"),
        ({"Identifiant": "21300202500013"}, "Identifiant", "16"),
        ({"Type identifiant": "SIREN"}, "Type identifiant", "14"),
        ({"Type identifiant": "HORS_UE", "Identifiant": "US/EVIL CO"}, "Type identifiant", "41"),
        ({"Type identifiant": "AUTRE", "Identifiant": "A/B"}, "Type identifiant", "41"),
        ({"Type identifiant": "PARTICULIER", "Identifiant": "18002DUPONTJEAN"}, "Type identifiant", "41"),
        ({"Identifiant": SAFE_STYLE}, "Identifiant", "18"),
        ({"Nom service": "Sans code"}, "Nom service", "21"),
        ({"Code postal": "1130"}, "Code postal", "22"),
        ({"Adresse": "1 \u202erue"}, "Adresse", "23"),
        ({"Adresse": "1 \x07rue"}, "Adresse", "23"),
        ({"Adresse": "1 rue\nHaute"}, "Adresse", "23"),
        ({"Adresse": "1 \u200brue"}, "Adresse", "23"),
        ({"Raison sociale": "MAIRIE\u2028Payez ici"}, "Raison sociale", "23"),
        ({"Ville": " Nîmes"}, "Ville", "23"),
        ({"Raison sociale": "[ND]"}, "Raison sociale", "42"),
        ({"Adresse": "[ND]"}, "Adresse", "42"),
        ({"MOA uniquement": "OUI"}, "MOA uniquement", "CPP-FICHE-05"),
        ({"Engagement ou service": "OUI"}, "Engagement ou service", "CPP-FICHE-04"),
        ({"Service obligatoire": "OUI"}, "Service obligatoire", "CPP-FICHE-06"),
        ({"Identifiant": STATE, "Service obligatoire": "NON"}, "Service obligatoire", "CPP-FICHE-07"),
        ({"Pays": "France"}, "Pays", "25"),
        ({"Date de mise à jour": "hier"}, "Date de mise à jour", "26"),
        ({"Code service": "X", "Service actif": "OUI"}, "Nom service", "12"),
    ],
)
def test_a_fault_is_told_with_its_line_and_column(cells: dict[str, str], column: str, code: str) -> None:
    a_structure(SAFE_STYLE)
    assert (3, column, code) in faults(a_line(PARIS_7E), a_line(**cells))


def test_lines_must_not_contradict_or_repeat_each_other() -> None:
    assert faults(a_service_line("A"), a_service_line("B", Ville="Ailleurs"), a_service_line("A")) == [
        (3, "Identifiant", "19"),
        (4, "Code service", "20"),
    ]


def test_a_service_that_its_dates_close_is_not_opened_by_a_file() -> None:
    town = a_structure(PONT_SAINT_ESPRIT)
    a_service(town, "TECH", valid_until=AT.date().replace(year=2020))
    assert (2, "Service actif", "24") in faults(a_service_line("TECH"))


def test_a_check_digit_only_warns_however_many_there_are() -> None:
    lines = [a_line(f"21{rank:012}") for rank in range(1200)]
    report = bring(*lines)
    assert (report.added, report.faults, report.remarks > 1000, len(report.problems)) == (1200, 0, True, 1001)
    assert report.problems[-1].values == {"count": report.remarks, "limit": 1000}


def test_a_siret_may_be_written_in_groups() -> None:
    bring(a_service_line("TECH", "213 002 025 00012"))
    assert bring(a_service_line("TECH", "213\u00a0002\u00a0025\u00a000012")).changed == 0
    assert Structure.objects.get().identifier == PONT_SAINT_ESPRIT


def test_one_cell_is_told_once() -> None:
    assert faults(a_line("2130020250\x0700012")) == [(2, "Identifiant", "23")]


def test_a_service_code_is_required_only_where_a_service_is_open_after_the_last_line() -> None:
    town = a_structure(PONT_SAINT_ESPRIT)
    a_service(town, "A")
    a_service(town, "OLD", active=False)
    required, closed = {"Service obligatoire": "OUI"}, {"Service actif": "NON"}
    none = [(3, "Service obligatoire", "CPP-FICHE-06")]
    assert faults(a_line(**required)) == []
    assert faults(a_service_line("A", **required, **closed), a_service_line("OLD", **required, **closed)) == none
    assert faults(a_service_line("A", **required, **closed), a_service_line("B", **required)) == []
    assert bring(a_service_line("A", **required)).changed == 1
    assert faults(a_service_line("OLD", **required, **closed), a_service_line("A", **required, **closed)) == none
    assert faults(a_service_line("A", **required, **closed, Statut="INACTIVE")) == []


def test_what_contradicted_itself_before_may_stay_as_it_is() -> None:
    a_structure(PONT_SAINT_ESPRIT, service_required=True, service_or_commitment_required=True, works_owner_only=True)
    assert import_(exported()).changed == 0


def test_a_structure_whose_number_changed_is_not_opened_again() -> None:
    a_structure(PONT_SAINT_ESPRIT, active=False, became=a_structure(PARIS_7E))
    problems = importing.examine(a_file(a_line()), at=AT).problems
    assert [(one.column, one.code, one.values["number"]) for one in problems] == [
        ("Statut", "CPP-ACTIVITE-04", PARIS_7E)
    ]


def test_the_people_of_a_structure_that_a_file_closes_or_opens_again_get_a_letter() -> None:
    person = a_person()
    register.attach(person, a_structure(PONT_SAINT_ESPRIT), at=AT)
    bring(a_line(Statut="INACTIVE"))
    import_(a_file(a_line()).getvalue(), at=LATER)
    told = Email.objects.filter(kind="structure-activity").order_by("pk")
    assert [(one.to, one.values["active"]) for one in told] == [(person.email, False), (person.email, True)]


def test_who_a_file_adds_is_asked_of_the_register_later(companies: Register) -> None:
    companies.holds(PONT_SAINT_ESPRIT, masked=True, name="", address="", postcode="", town="")
    bring(a_line())
    assert not Structure.objects.get().verified
    checking.check_due(clock=stopped(LATER))
    assert Structure.objects.get().masked


def test_nd_is_not_written_over_a_name_that_is_published() -> None:
    a_structure(PONT_SAINT_ESPRIT)
    hidden = dict.fromkeys(("Raison sociale", "Adresse", "Code postal", "Ville"), "[ND]")
    assert faults(a_line(**hidden)) == [(2, "Raison sociale", "42")]
    bring(a_line(PARIS_7E, **hidden))
    assert Structure.objects.get(identifier=PARIS_7E).masked


def test_a_service_whose_words_grow_when_they_are_folded_is_kept() -> None:
    long = {"Nom service": "st " * 80 + "x"}
    bring(a_service_line("TECH", **long))
    bring(a_service_line("TECH", **{"Nom service": "st " * 80 + "y"}))
    assert Service.objects.get().name.endswith("y")
    assert a_service(Structure.objects.get(), "B", name="st " * 80)


def test_what_would_do_something_else_than_was_seen_is_not_done() -> None:
    town, content = a_structure(PONT_SAINT_ESPRIT), a_file(a_line()).getvalue()
    seen = importing.examine(io.BytesIO(content), at=AT).mark
    assert importing.examine(io.BytesIO(content), at=LATER).mark == seen
    Structure.objects.filter(pk=town.pk).update(town="Nîmes")
    with pytest.raises(Refusal, match="CPP-ANNUAIRE-43"):
        importing.apply(io.BytesIO(content), actor=an_operator(), name="x", seen=seen, at=AT)
    assert Structure.objects.get().town == "Nîmes"


def test_one_fault_in_the_last_line_keeps_the_whole_file_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "_CHUNK", 2)
    a_structure(PARIS_7E)
    before = exported()
    lines = [a_line(f"2134017220001{rank}") for rank in range(5)]
    with pytest.raises(Refusal, match="CPP-ANNUAIRE-28"):
        bring(a_line(PARIS_7E, Ville="Lyon"), *lines, a_line(Statut="?"))
    assert exported() == before
    assert not OperatorAct.objects.exists()


def test_a_structure_whose_services_are_in_another_part_of_the_file_is_added_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(importing, "_CHUNK", 2)
    lines = [a_service_line(code) for code in "ABCDE"]
    seen = importing.examine(a_file(*lines), at=AT)
    done = bring(*lines)
    assert (seen.added, seen.services_added) == (done.added, done.services_added) == (1, 5)
    assert Structure.objects.get().updated_at != AT  # the day of the file


def test_reading_ends_at_a_thousand_faults() -> None:
    report = importing.examine(a_file(*[a_line(Statut="?")] * 1500), at=AT)
    assert len(report.problems) == 1001
    assert report.problems[-1].code == "CPP-ANNUAIRE-27"


def test_masked_structures_pass_through() -> None:
    register.add_structure(
        identifier=PONT_SAINT_ESPRIT, name="X", nature="PUBLIQUE", masked=True, address="1 rue", town="Pont"
    )
    before = exported()
    import_(before)
    assert Structure.objects.get().name == "X"
    forget()
    import_(before)
    assert exported() == before
    assert Structure.objects.get().masked
    assert faults(a_line()) == [(2, "Raison sociale", "35")]


ANY = st.text(
    st.characters(
        exclude_categories=["Cs", "Cc"], exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    )
)
TELLING = st.sampled_from(
    ['"', ";", "\n", "\r", "\r\n", "=1+1", "'=1", "''", "@", "\t", "-", "+3", "🏛️", "é", " ", "[ND]", "\ufeff"]
)
NAMES = st.lists(TELLING | ANY, min_size=1, max_size=6).map("".join).map(lambda text: text[:100])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_is_exported_imports_and_exports_the_same_to_the_byte(data: Any) -> None:
    forget()
    flags = st.booleans()
    # What stands there already is never a fault; what is new is held to what people may type.
    on_one_line = data.draw(st.booleans())
    names = NAMES.map(one_line) if on_one_line else NAMES
    for rank in range(data.draw(st.integers(0, 3))):
        name = data.draw(names.filter(lambda text: text.strip() and text != "[ND]"))
        facts = {field: data.draw(names.filter(lambda text: text != "[ND]")) for field in ("address", "town")}
        facts |= {field: data.draw(flags) for field in ("active", "works_owner", "payment_not_reported")}
        town = a_structure(
            f"2134017220001{rank}", name=name, updated_at=data.draw(st.sampled_from([AT, LATER])), **facts
        )
        for code in data.draw(st.sets(names.filter(str.strip), max_size=3)):
            a_service(town, code, name=code, active=data.draw(flags))
    before = exported()
    import_(before, at=LATER)
    assert exported() == before
    if on_one_line:
        forget()
        import_(before, at=LATER)
        assert exported() == before


PIECES = st.sampled_from(
    [b"\x00", b"\xff", b"\xc3", b'"', b";", b"\r", b"\n", b"\xef\xbb\xbf", b"=cmd|", b"x" * 60_000]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_befalls_a_file_it_is_imported_whole_or_not_at_all(data: Any) -> None:
    forget()
    a_structure(PARIS_7E)
    operator = an_operator() if not OperatorAct.objects.exists() else OperatorAct.objects.all()[0].actor
    before, content = exported(), a_file(a_line(PARIS_7E, Ville="Lyon"), a_service_line("TECH")).getvalue()
    for _ in range(data.draw(st.integers(0, 3))):
        at = data.draw(st.integers(0, len(content)))
        content = content[:at] + data.draw(PIECES) + content[at + data.draw(st.integers(0, 40)) :]
    seen = importing.examine(io.BytesIO(content), at=AT)
    assert exported() == before
    try:
        done = importing.apply(io.BytesIO(content), actor=operator, name="x", seen=seen.mark, at=AT)
    except Refusal:
        assert seen.faults
        assert exported() == before
    else:
        assert (done.lines, done.counts, seen.faults) == (seen.lines, seen.counts, 0)
        assert all(1 < one.line <= content.count(b"\n") + content.count(b"\r") + 1 for one in seen.problems)


class Killed(BaseException):
    """Nothing catches it, as nothing catches the end of a process."""


def test_an_import_that_dies_on_its_way_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "_CHUNK", 2)
    a_structure(PARIS_7E)
    before, post, done = exported(), importing.posting.post, []

    def dies(*given: Any, **named: Any) -> None:
        if done:
            raise Killed
        done.append(post(*given, **named))

    monkeypatch.setattr(importing.posting, "post", dies)
    lines = [a_line(f"2134017220001{rank}") for rank in range(5)]
    with pytest.raises(Killed):
        bring(a_line(PARIS_7E, Ville="Lyon"), *lines)
    assert exported() == before
    assert not OperatorAct.objects.exists()
    assert not StructureChange.objects.exists()
