"""« Modifier l'identifiant »: a copy under the new number, the former one closed, what waits carried over."""

import pytest

from tests.api.caller import a_token
from tests.builders import ARSOUILLE, PARIS_7E, SAFE_STYLE
from tests.invoices.builders import AT, LATER, a_person, a_service, a_structure
from unisson.accounts.models import User
from unisson.directory import (
    acts,
    agreements,
    awaiting,
    callers,
    changes,
    connecting,
    granting,
    handover,
    inheritance,
    lineage,
    openings,
    register,
    renumbering,
    requests,
    rights,
    technical,
)
from unisson.directory.models import (
    Appointment,
    Demand,
    Membership,
    OperatorAct,
    Structure,
    StructureChange,
)
from unisson.directory.renumbering import managers_may, prepare
from unisson.directory.spaces import Level, Space
from unisson.directory.stewards import Steward
from unisson.kernel.refusal import NotFound, Refusal
from unisson.notices.models import Email
from unisson.notices.webhooks import endpoints, keyring
from unisson.notices.webhooks.endpoints import Asked
from unisson.notices.webhooks.events import KINDS

from .conftest import House, Register, an_appointment, an_operator

MOVED = "53819959700021"
MOVED_AGAIN = "53819959700039"
PARIS_MOVED = "21750001600027"
WRITE = (Space.ISSUED, Level.WRITE)


def renumber(person: User, structure: Structure, identifier: str = MOVED, **others: str) -> Structure:
    kind = others.pop("kind", "SIRET")
    return renumbering.renumber(
        Steward(person=person, **others), structure.pk, kind=kind, identifier=identifier, at=LATER
    )  # type: ignore[arg-type]


def refused(person: User, structure: Structure, identifier: str, *, kind: str = "SIRET", operator: bool = False) -> str:
    """Refused when it is prepared, and alike when it is done."""
    by = Steward(person=person, as_operator=operator, reason="Arrêté")
    with pytest.raises(Refusal) as before:
        prepare(by, structure.pk, kind=kind, identifier=identifier)
    with pytest.raises(Refusal) as then:
        renumbering.renumber(by, structure.pk, kind=kind, identifier=identifier, at=LATER)
    assert before.value.code == then.value.code
    return before.value.code


def test_the_copy_has_facts_services_people_accounts_and_spaces(house: House, companies: Register) -> None:
    companies.holds(MOVED, name="SAFE STYLE SUD")
    old = house.structure
    Structure.objects.filter(pk=old.pk).update(service_required=True, vat_number="FR12538199597", phone="0102030405")
    service = a_service(old, "SUD", valid_until=AT.date(), active=False, commitment_required=True)
    register.attach(house.ines, old, at=AT, rights=[(Space.ISSUED, Level.WRITE)], service=service)
    register.add_account(old, label="Banque", iban="FR7630006000011234567890189", factor="FACTO")

    new = renumber(house.claire, old)

    assert (new.identifier, new.name, new.town, new.verified) == (MOVED, "SAFE STYLE SUD", "Marseille", True)
    assert (new.service_required, new.vat_number, new.phone) == (True, "FR12538199597", "0102030405")
    copy = new.services.get()
    assert (copy.code, copy.active, copy.valid_until, copy.commitment_required) == ("SUD", False, AT.date(), True)
    assert copy.searchable == service.searchable
    assert openings.open_on(new) == [Space.ISSUED]
    assert [(one.label, one.factor) for one in new.accounts.all()] == [("Banque", "FACTO")]
    roles = Membership.objects.filter(structure=new, state=Membership.State.VALID)
    assert dict(roles.values_list("user__email", "role")) == dict(
        Membership.objects.filter(structure=old).values_list("user__email", "role")
    )
    assert granting.held(roles.get(user=house.ines)) == [
        (Space.ISSUED, Level.READ, None),
        (Space.ISSUED, Level.WRITE, copy.pk),
    ]


def test_the_former_one_is_closed_and_its_people_keep_their_rights(house: House) -> None:
    new = renumber(house.claire, house.structure)
    old = Structure.objects.get(pk=house.structure.pk)
    assert (old.active, old.became, lineage.origin(new), lineage.heir(old)) == (False, new, old, new)
    assert rights.managed(house.hugo) == {old.pk, new.pk}
    assert rights.scope(house.ines, Space.ISSUED).structures == {old.pk, new.pk}


def test_both_histories_say_it_and_everybody_is_told(house: House) -> None:
    new = renumber(house.claire, house.structure, reason="Déménagement")
    for structure in (house.structure, new):
        row = changes.of(structure).get()
        assert (row.what, row.actor, row.comment) == (StructureChange.What.RENUMBERED, house.claire, "Déménagement")
        assert (row.before["identifier"], row.after["identifier"]) == (SAFE_STYLE, MOVED)
    told = Email.objects.filter(kind="structure-renumbered").values_list("to", flat=True)
    assert sorted(told) == ["claire@example.org", "hugo@example.org", "ines@example.org"]
    assert not OperatorAct.objects.exists()


def test_what_waits_for_a_decision_waits_at_the_successor(house: House) -> None:
    service, noe = a_service(house.structure, "SUD"), a_person("noe@example.org")
    requests.ask(noe, house.structure, wanted=[WRITE], at=AT)
    requests.ask_spaces(house.ines, house.place(house.ines).pk, [(*WRITE, service.pk)], at=AT)
    handover.offer(house.claire, house.place(house.hugo).pk, at=AT)

    new = renumber(house.hugo, house.structure)

    waiting = list(requests.waiting(house.claire))
    assert [one.structure for one in waiting] == [new, new]
    assert granting.from_values(waiting[1].wanted) == [(*WRITE, new.services.get().pk)]
    requests.decide(house.claire, [one.pk for one in waiting], accept=True, at=LATER)
    handover.answer(house.hugo, handover.offered_to(house.hugo).get().pk, accept=True, at=LATER)
    assert rights.scope(noe, Space.ISSUED, Level.WRITE).structures == {new.pk}
    assert Membership.objects.get(structure=new, role=Membership.Role.PRINCIPAL).user == house.hugo
    assert not Demand.objects.filter(structure=house.structure).exists()


def test_the_mandate_ends_and_is_not_handed_down(house: House) -> None:
    agreements.sign_mandate(house.claire, house.structure.pk, at=AT)
    new = renumber(house.claire, house.structure)
    assert (agreements.mandate_of(house.structure), agreements.mandate_of(new)) == (None, None)


def test_who_left_is_not_brought_back(house: House) -> None:
    from unisson.directory import colleagues

    colleagues.leave(house.ines, house.place(house.ines).pk, at=AT)
    new = renumber(house.claire, house.structure)
    assert not new.memberships.filter(user=house.ines).exists()
    assert not Email.objects.filter(kind="structure-renumbered", to=house.ines.email).exists()


def test_a_number_is_refused_when_it_is_taken_closed_its_own_or_badly_written(
    house: House, companies: Register
) -> None:
    a_structure(ARSOUILLE, active=False)
    companies.holds(MOVED, active=False)
    said = [
        refused(house.claire, house.structure, number) for number in (ARSOUILLE, MOVED, SAFE_STYLE, "53819959700014")
    ]
    assert said == ["CPP-IDENTIFIANT-02", "CPP-INSCRIPTION-03", "CPP-IDENTIFIANT-03", "CPP-INSCRIPTION-05"]


def test_unknown_to_the_register_it_is_taken_unverified(house: House, companies: Register) -> None:
    assert not prepare(Steward(person=house.claire), house.structure.pk, kind="SIRET", identifier=MOVED).looked.silent
    companies.silent = True
    asked = prepare(Steward(person=house.claire), house.structure.pk, kind="SIRET", identifier=MOVED)
    new = renumber(house.claire, house.structure)
    assert (asked.looked.silent, new.verified, new.name) == (True, False, "SAFE STYLE")


def test_another_siren_is_said_and_keeps_no_vat_number(house: House, companies: Register) -> None:
    companies.holds("83876704400020")
    Structure.objects.filter(pk=house.structure.pk).update(vat_number="FR12538199597", trade_register="RCS 1")
    asked = prepare(Steward(person=house.claire), house.structure.pk, kind="SIRET", identifier="83876704400020")
    new = renumber(house.claire, house.structure, "83876704400020")
    assert (asked.other_entity, new.vat_number, new.trade_register) == (True, "", "")


def test_a_company_that_gets_its_siret_leaves_its_provisional_number(db: None) -> None:
    structure = a_structure("EN COURS 1", kind="AUTRE", private=True)
    person = a_person()
    register.attach(person, structure, at=AT, role=Membership.Role.PRINCIPAL)
    assert renumber(person, structure, "538 199 597 00021").kind == Structure.Kind.SIRET


def test_only_its_managers_and_never_nobody_s(house: House) -> None:
    operator = an_operator()
    for person, structure in ((house.ines, house.structure), (operator, house.structure)):
        with pytest.raises(NotFound):
            renumber(person, structure)
    with pytest.raises(NotFound):
        renumber(house.claire, house.structure, as_operator=True, reason="x")  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        renumber(operator, awaiting.nobody(), as_operator=True, reason="x")  # type: ignore[arg-type]


def test_a_local_authority_asks_the_operator_and_a_public_undertaking_does_not(db: None) -> None:
    town, agent, operator = a_structure(PARIS_7E), a_person("agent@example.org"), an_operator()
    register.attach(agent, town, at=AT, role=Membership.Role.PRINCIPAL)
    assert refused(agent, town, PARIS_MOVED) == "CPP-IDENTIFIANT-01"
    assert refused(operator, town, "123456789", kind="RIDET", operator=True) == "CPP-IDENTIFIANT-05"
    with pytest.raises(Refusal) as caught:
        renumber(operator, town, PARIS_MOVED, as_operator=True)  # type: ignore[arg-type]
    assert caught.value.code == "CPP-EXPLOITANT-02"
    made = an_appointment(operator, town, a_person("suivant@example.org"))

    new = renumber(operator, town, PARIS_MOVED, as_operator=True, reason="Fusion")  # type: ignore[arg-type]

    assert (new.is_public, rights.managed(agent)) == (True, {town.pk, new.pk})
    assert Appointment.objects.get(pk=made.pk).structure == new
    noted = acts.journal(structure=new).get()
    assert (noted.what, noted.comment) == (OperatorAct.What.RENUMBERED, "Fusion")
    Structure.objects.filter(pk=new.pk).update(buyer=Structure.Buyer.UNDERTAKING)
    assert managers_may(Structure.objects.get(pk=new.pk))


def test_renumbered_twice_the_first_leads_to_the_last(house: House) -> None:
    second = renumber(house.claire, house.structure)
    assert refused(house.claire, house.structure, MOVED_AGAIN) == "CPP-IDENTIFIANT-04"
    third = renumber(house.claire, second, MOVED_AGAIN)
    first = Structure.objects.get(pk=house.structure.pk)
    assert (lineage.successor(first), lineage.origin(third)) == (third, Structure.objects.get(pk=second.pk))
    Structure.objects.filter(pk=third.pk).update(active=False)
    assert lineage.heir(Structure.objects.get(pk=first.pk)) is None


def test_software_goes_on_for_both(house: House) -> None:
    old = house.structure
    openings.open_spaces(old, [Space.CONNECTIONS])
    account = technical.make(old, [(*WRITE, None)], at=AT)
    valid, waiting, over = (
        connecting.connect(old, name=name, by=house.claire, valid=name != "Paie", at=AT)
        for name in ("Compta", "Paie", "Vieux")
    )
    connecting.disconnect(house.claire, over.connection.pk, at=AT)
    hook = endpoints.make(old.pk, Asked(url="https://erp.fr/", kinds=KINDS), at=AT)
    endpoints.remove(endpoints.make(old.pk, Asked(url="https://vieux.fr/", kinds=KINDS), at=AT).endpoint)

    new = renumber(house.claire, old)

    assert rights.scope(account.user, Space.ISSUED).structures == {old.pk, new.pk}
    token = a_token(valid.connection.application.client_id, valid.secret)
    caller = callers.caller(token=token, login=account.login, password=account.password, at=LATER)
    assert caller and caller.structure == new.pk
    assert list(new.connections.order_by("pk")) == [valid.connection, waiting.connection]
    assert list(old.connections.all()) == [over.connection]
    assert connecting.decide(house.hugo, waiting.connection.pk, accept=True, at=LATER).structure == new
    copy = endpoints.present().get(structure=new)
    assert (copy.url, copy.kinds, copy.since, copy.state) == ("https://erp.fr/", list(KINDS), AT, "ACTIF")
    assert keyring.of(copy, at=LATER) == [hook.secret]
    assert endpoints.present().get(structure=old) == hook.endpoint


def test_software_is_neither_counted_among_people_nor_written_to(house: House) -> None:
    technical.make(house.structure, [(*WRITE, None)], at=AT)
    assert inheritance.counted(house.structure).people == 3
    renumber(house.claire, house.structure)
    assert not Email.objects.filter(to__startswith="tech_1_").exists()
