"""What managers and operators did stays as it was written, whoever asks the database; a person is named by key."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, models, transaction

from tests.builders import SAFE_STYLE
from tests.invoices.builders import AT, LATER, a_person
from unisson.directory import acts, append_only, granting, signup
from unisson.directory.models import ManagerAct, OperatorAct, SignUp

from .conftest import House, an_operator


@pytest.fixture
def written(house: House) -> House:
    acts.record(ManagerAct.What.LEFT, structure=house.structure, actor=house.ines, about=house.ines, at=AT)
    acts.note(OperatorAct.What.LOCKED, actor=an_operator(), about=house.ines, at=AT)
    return house


@pytest.mark.parametrize("model", [ManagerAct, OperatorAct])
@pytest.mark.parametrize(
    "act", [lambda rows: rows.update(comment="autre"), lambda rows: rows.delete()], ids=["update", "delete"]
)
def test_the_database_refuses_to_change_or_delete_an_act(
    written: House, model: type[models.Model], act: Callable[[object], object]
) -> None:
    rows = model._default_manager.all()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        act(rows)
    assert rows.get().comment == ""  # type: ignore[attr-defined]


def test_the_guard_can_be_taken_away_and_put_back_to_undo_a_migration(written: House) -> None:
    append_only.remove(connection)
    ManagerAct.objects.update(comment="autre")
    append_only.install(connection)
    with pytest.raises(DatabaseError), transaction.atomic():
        ManagerAct.objects.all().delete()


def test_whose_rights_were_copied_is_told_by_the_name_of_today(house: House) -> None:
    place = house.place(house.ines)
    granting.change(house.claire, house.place(house.hugo).pk, [], seen=granting.mark(house.place(house.hugo)), at=AT)
    granting.copy(house.claire, place.pk, house.place(house.hugo).pk, seen=granting.mark(place), at=LATER)
    act = ManagerAct.objects.get(what=ManagerAct.What.COPIED)
    house.hugo.first_name = "Victor"
    house.hugo.save()
    assert act.comment == ""
    assert acts.names([act.detail]) == {("source", house.hugo.pk): house.hugo.full_name}


def test_an_account_that_was_asked_is_told_by_its_address_while_it_is_kept(house: House) -> None:
    facts = {"kind": "SIRET", "identifier": SAFE_STYLE, "asked_at": AT, "expires_at": AT, "digest": "x"}
    row = SignUp.objects.create(address="jamais@example.org", **facts)
    signup.resend_as_manager(house.claire, row.pk, at=LATER)
    act = ManagerAct.objects.get()
    assert acts.names([act.detail]) == {("sign_up", row.pk): "jamais@example.org"}
    SignUp.objects.all().delete()
    assert acts.names([act.detail]) == {}


def test_names_ask_nothing_of_the_database_where_nobody_is_named(
    db: None, django_assert_num_queries: Callable[[int], object]
) -> None:
    a_person()
    with django_assert_num_queries(0):  # type: ignore[attr-defined]
        assert acts.names([None, {"before": [], "after": []}]) == {}
