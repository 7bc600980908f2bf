"""Every letter about rights, roles, successions and appointments can be written, in both languages."""

from datetime import timedelta

import pytest
from django.db.models import F, Value
from django.db.models.functions import Concat

from tests.builders import PARIS_7E
from tests.invoices.builders import AT, LATER, a_clerk, a_pdf, a_person, a_structure
from tests.web.account.test_second_factor import an_app
from unisson.accounts.models import User
from unisson.directory import (
    colleagues,
    deactivation,
    evidence,
    granting,
    handover,
    inviting,
    letters,
    letters_people,
    letters_structures,
    lost_means,
    openings,
    operating,
    reminders,
    renumbering,
    requests,
    succession,
)
from unisson.directory.spaces import Level, Space
from unisson.directory.stewards import Steward
from unisson.kernel.clock import now, stopped
from unisson.notices import outbox
from unisson.notices.letters import _writers, kinds
from unisson.notices.models import Email

from .conftest import House, an_appointment, an_operator, confirmed

OURS = {one.__name__ for one in (letters, letters_people, letters_structures)}
ISSUED = (Space.ISSUED, Level.WRITE)


def everything_happens(house: House) -> None:
    first, second = an_operator(), an_operator("deux@example.org")
    asked = requests.ask(a_person("noe@example.org"), house.structure, wanted=[ISSUED], word="Moi", at=AT)
    requests.ask(a_person("lou@example.org"), a_structure(PARIS_7E), wanted=[ISSUED], at=AT)
    reminders.remind_due(clock=stopped(AT + timedelta(days=4)))
    requests.decide(house.claire, [asked.pk], accept=True, at=LATER)
    more = requests.ask_spaces(house.ines, house.place(house.ines).pk, [(*ISSUED, None)], at=LATER)
    requests.decide(house.claire, [more.pk], accept=False, comment="Non", at=LATER)
    place = house.place(house.hugo)
    granting.change(house.claire, place.pk, [], seen=granting.mark(place), comment="Pause", at=LATER)
    handover.answer(house.hugo, handover.offer(house.claire, place.pk, at=LATER).pk, accept=True, at=LATER)
    colleagues.leave(house.claire, house.place(house.claire).pk, at=LATER)
    document = evidence.Document(name="a.pdf", content=a_pdf())
    wish = succession.ask(house.ines, house.structure, reason="Hugo est parti lui aussi", document=document, at=LATER)
    succession.read_document(first, wish.pk, at=LATER)
    succession.decide(first, wish.pk, accept=True, answer="Vu", at=LATER + requests.PATIENCE)
    made = an_appointment(first, a_structure(PARIS_7E), a_clerk())
    confirmed(second, made, at=LATER)
    colleagues.withdraw(house.ines, house.place(a_person("noe@example.org")).pk, at=LATER)
    zoe = inviting.Proposed(address="zoe@example.org", first_name="Zoé", last_name="Roux", wanted=[(*ISSUED, None)])
    made = inviting.invite(house.ines, house.structure.pk, zoe, at=LATER)
    inviting.answer(a_person("zoe@example.org"), made.pk, accept=True, at=LATER)
    openings.close_one(house.ines, house.structure.pk, Space.ISSUED, at=LATER)
    an_app(house.ines)
    lost_means.ask(first, house.ines.pk, reason="Téléphone volé", at=LATER)
    by = Steward(person=first, as_operator=True, reason="Déménagement")
    new = renumbering.renumber(by, house.structure.pk, kind="SIRET", identifier="53819959700021", at=LATER)
    deactivation.deactivate(by, new.pk, at=LATER)
    deactivation.reactivate(by, new.pk, at=LATER + timedelta(minutes=1))
    operating.end(first, house.hugo.pk, reason="Départ", at=LATER)
    operating.lock(first, house.claire.pk, reason="Vol du poste", at=LATER)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_letter_is_written(house: House, language: str) -> None:
    everything_happens(house)
    User.objects.update(language=language)
    Email.objects.update(language=language, key=Concat(F("key"), Value(language)))
    outbox.send_pending(clock=now, batch=200)
    assert list(Email.objects.exclude(state=Email.State.SENT).values_list("kind", "last_error")) == []
    ours = {kind for kind in kinds() if _home(kind) in OURS}
    written = {kind for kind in Email.objects.values_list("kind", flat=True) if _home(kind) in OURS}
    assert written == ours - {"account-activation", "account-exists"}
    assert not [one for one in Email.objects.all() if "%(" in one.text or "%(" in one.subject]


def _home(kind: str) -> str:
    return _writers[kind].__module__
