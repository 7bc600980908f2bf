"""Pages of what came back: the pop-up of the log-in, recycle, complete, treat, make again."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.builders import PONT_SAINT_ESPRIT
from tests.invoices.builders import a_clerk, a_pdf, a_person, a_structure, a_supplier, an_available, grant, walk
from unisson.invoices import exchange, rejections, returns
from unisson.invoices.attachments import Joined
from unisson.invoices.models import Invoice, Message, UserAction
from unisson.invoices.status import Status
from unisson.kernel.clock import now

PASSWORD = "Un-secret-2026"


def url(name: str, *arguments: object) -> str:
    return reverse(f"issued:{name}", args=arguments)


def came_back(status: Status, number: str = "FA-1", *, days: int = 0) -> Invoice:
    invoice = walk(an_available(number), status)
    Invoice.objects.filter(pk=invoice.pk).update(status_since=now() - timedelta(days=days))
    return invoice


def as_shown(*invoices: Invoice) -> list[str]:
    """The lines as the page writes them."""
    return [f"{one.pk}@{Invoice.objects.get(pk=one.pk).status_since.isoformat()}" for one in invoices]


def sign_in(**query: str) -> tuple[Client, str]:
    person, client = a_supplier()[0], Client()
    person.set_password(PASSWORD)
    person.save()
    answer = client.post(reverse("sign-in"), {"username": person.email, "password": PASSWORD}, query_params=query)
    return client, answer.headers["Location"]


@pytest.mark.django_db
def test_the_log_in_leads_first_to_what_came_back_and_from_there_on() -> None:
    came_back(Status.REJETEE)
    client, first = sign_in()
    assert first.startswith(url("returns"))
    assert not client.get(first).context["must"]
    assert client.post(first, {"action": "later"}).headers["Location"] == reverse("home")
    assert client.get(reverse("home")).status_code == 200


@pytest.mark.django_db
def test_nothing_came_back_and_nothing_is_in_the_way() -> None:
    an_available()
    assert sign_in()[1] == reverse("home")


@pytest.mark.django_db
def test_after_seven_days_every_page_leads_there_until_it_is_acknowledged() -> None:
    old, new = came_back(Status.SUSPENDUE, days=8), came_back(Status.REJETEE, "FA-2")
    client, first = sign_in()
    assert client.get(first).context["must"]
    assert client.get(url("summary")).headers["Location"].startswith(url("returns"))
    assert client.get(url("invoice", old.pk)).status_code == 200

    client.post(first, {"action": "some", "facture": [old.pk], "vue": as_shown(old, new)})

    assert client.get(url("summary")).status_code == 200
    assert [invoice.pk for invoice, _said in client.get(url("returns")).context["rows"]] == [new.pk]
    client.post(first, {"action": "all", "vue": as_shown(new)})
    assert client.get(url("returns")).status_code == 302


@pytest.mark.django_db
def test_what_a_colleague_acknowledged_keeps_nobody_out() -> None:
    old = came_back(Status.SUSPENDUE, days=8)
    client, first = sign_in()
    returns.acknowledge(a_supplier()[0], {old.pk: Invoice.objects.get(pk=old.pk).status_since}, at=now())
    assert client.get(first, follow=True).status_code == 200
    assert client.get(url("summary")).status_code == 200


@pytest.mark.django_db
def test_all_are_those_that_the_page_showed() -> None:
    shown = came_back(Status.REJETEE)
    client, first = sign_in()
    client.get(first)
    meanwhile = came_back(Status.REJETEE, "FA-2")

    client.post(first, {"action": "all", "vue": as_shown(shown)})

    assert [invoice for invoice, _said in client.get(url("returns")).context["rows"]] == [meanwhile]


@pytest.mark.django_db
def test_what_was_rejected_after_the_page_showed_it_suspended_is_shown_again() -> None:
    shown = came_back(Status.SUSPENDUE)
    client, first = sign_in()
    lines = as_shown(shown)
    assert lines[0] in client.get(first).text
    walk(shown, Status.REJETEE, at=now())

    answer = client.post(first, {"action": "all", "vue": lines}, follow=True)

    assert [invoice for invoice, _said in answer.context["rows"]] == [shown]
    assert [message.level_tag for message in answer.context["messages"]] == ["warn"]
    assert not UserAction.objects.exists()


def test_one_return_is_acknowledged_from_its_own_page(claire: Client) -> None:
    one, other = came_back(Status.SUSPENDUE), came_back(Status.SUSPENDUE, "FA-2")
    page = url("invoice", one.pk)
    assert claire.get(page).context["unread"]
    posted = {"action": "one", "facture": one.pk, "vue": as_shown(one)}
    assert posted["vue"][0] in claire.get(page).text
    answer = claire.post(url("returns"), posted, query_params={"next": page})
    assert answer.headers["Location"] == page
    assert [claire.get(url("invoice", pk)).context["unread"] for pk in (one.pk, other.pk)] == [False, True]


def test_ticking_nothing_is_said(claire: Client) -> None:
    came_back(Status.REJETEE)
    page = claire.post(url("returns"), {"action": "some"}, follow=True)
    assert [message.level_tag for message in page.context["messages"]] == ["bad"]


def test_recycling_shows_what_was_asked_and_each_fault_under_its_field(claire: Client) -> None:
    invoice = came_back(Status.A_RECYCLER)
    page = claire.get(url("recycle", invoice.pk)).context["page"]
    assert page.asked.comment == "Voir ci-joint."

    answer = claire.post(url("recycle", invoice.pk), {"siret": "123", "commentaire": "gardé"}, follow=True)

    assert answer.status_code == 409
    assert answer.context["page"].errors["siret"]
    assert answer.context["page"].typed["commentaire"] == "gardé"


def test_recycled_it_leads_to_its_page(claire: Client) -> None:
    a_structure(PONT_SAINT_ESPRIT)
    invoice = came_back(Status.A_RECYCLER)
    assert claire.post(url("recycle", invoice.pk), {"siret": PONT_SAINT_ESPRIT}).url == url("invoice", invoice.pk)
    assert claire.get(url("recycle", invoice.pk)).url == url("invoice", invoice.pk)


def test_documents_complete_a_suspended_invoice(claire: Client) -> None:
    invoice = came_back(Status.SUSPENDUE)
    posted = {"attachments": SimpleUploadedFile("bon.txt", b"signe"), "commentaire": ""}
    assert claire.post(url("complete", invoice.pk), posted).url == url("invoice", invoice.pk)
    assert Invoice.objects.get(pk=invoice.pk).status == Status.COMPLETEE


def test_who_completes_after_a_colleague_is_told_so_and_keeps_his_words(claire: Client) -> None:
    invoice = came_back(Status.SUSPENDUE)
    address, moment = url("complete", invoice.pk), as_shown(invoice)[0].partition("@")[2]
    assert f'name="vu" value="{moment}"' in claire.get(address).text
    colleague = a_person("paul@example.org", first_name="Paul", last_name="Durand")
    grant(colleague, invoice.supplier)
    returns.complete(colleague, invoice.pk, [Joined(name="a.txt", content=b"a")], at=now())

    posted = {"attachments": SimpleUploadedFile("b.txt", b"b"), "commentaire": "Et voici l’autre.", "vu": moment}
    answer = claire.post(address, posted, follow=True)

    page = answer.context["page"]
    assert (answer.status_code, page.refusal.code) == (409, "CPP-ETAT-07")
    assert page.asked.target == Status.SUSPENDUE
    assert (page.refusal.values["who"], page.typed["commentaire"]) == ("Paul Durand", "Et voici l’autre.")
    assert [one.name for one in invoice.attachments.all()] == ["a.txt"]


def test_what_was_not_to_be_recycled_is_refused_and_the_words_stay(claire: Client) -> None:
    invoice = an_available()
    posted = {"siret": PONT_SAINT_ESPRIT, "commentaire": "gardé"}
    answer = claire.post(url("recycle", invoice.pk), posted, follow=True)

    assert (answer.status_code, answer.context["page"].refusal.code) == (409, "CPP-ETAT-01")
    assert answer.context["page"].typed["commentaire"] == "gardé"


def test_nothing_brought_is_said_and_the_comment_stays(claire: Client) -> None:
    answer = claire.post(url("complete", came_back(Status.SUSPENDUE).pk), {"commentaire": "  "}, follow=True)
    assert (answer.status_code, answer.context["page"].refusal.code) == (409, "CPP-ETAT-03")


def test_a_selection_treats_its_rejections_and_says_when_it_has_none(claire: Client) -> None:
    rejected, suspended = came_back(Status.REJETEE), came_back(Status.SUSPENDUE, "FA-2")
    assert claire.get(url("summary")).context["page"].rejections == [rejected]
    answer = claire.post(url("treat-rejections"), {"facture": [suspended.pk], "vue": as_shown(suspended)}, follow=True)
    assert answer.context["page"].returned_count == 2
    assert "Aucun rejet" in answer.text


def test_each_line_that_came_back_has_the_verb_of_its_answer(claire: Client) -> None:
    asked, suspended = came_back(Status.A_RECYCLER), came_back(Status.SUSPENDUE, "FA-2")
    page = claire.get(url("summary")).text

    assert f'href="{url("recycle", asked.pk)}"' in page
    assert f'href="{url("complete", suspended.pk)}"' in page


def test_selected_rejections_leave_the_summary(claire: Client) -> None:
    rejected = [came_back(Status.REJETEE, f"FA-{number}") for number in (1, 2)]
    lines = as_shown(*rejected)
    assert all(line in claire.get(url("summary")).text for line in lines)
    posted = {"facture": [one.pk for one in rejected], "vue": lines}
    assert claire.post(url("treat-rejections"), posted).url == url("summary")
    page = claire.get(url("summary")).context["page"]
    assert (page.returned, page.returned_count) == ([], 0)


def test_all_rejections_leave_the_summary_but_what_came_back_meanwhile(
    claire: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rejections, "BATCH", 2)
    for number in range(5):
        came_back(Status.REJETEE, f"FA-{number}")
    suspended = came_back(Status.SUSPENDUE, "FA-5")
    shown = claire.get(url("treat-all")).context
    later = came_back(Status.REJETEE, "FA-6", days=-1)

    assert (shown["count"], claire.post(url("treat-all"), {"vu": shown["seen"]}).url) == (5, url("summary"))
    assert {row.pk for row in claire.get(url("summary")).context["page"].returned} == {suspended.pk, later.pk}


def test_made_again_the_new_deposit_knows_the_former(claire: Client) -> None:
    rejected = came_back(Status.REJETEE)
    page = claire.get(url("deposit"), {"refaire": rejected.pk}).context["page"]
    assert page.again == rejected

    file = SimpleUploadedFile("facture.pdf", a_pdf("SS-2026-901"))
    claire.post(url("deposit"), {"file": file, "supplier": rejected.supplier_id, "refaire": rejected.pk})

    draft = Invoice.objects.get(status=Status.BROUILLON)
    assert draft.duplicate_of == rejected
    assert claire.get(url("deposit"), {"refaire": 999}).status_code == 404


def test_a_message_goes_to_the_thread_and_a_refused_one_stays_typed(claire: Client) -> None:
    invoice = came_back(Status.MISE_EN_PAIEMENT)
    posted = {"message": "Merci !", "quoi": "QUESTION"}
    assert claire.post(url("write", invoice.pk), posted).url == url("invoice", invoice.pk) + "#echanges"
    assert [one.text for one in claire.get(url("invoice", invoice.pk)).context["talk"].told] == ["Merci !"]

    answer = claire.post(url("write", invoice.pk), {"message": "À rejeter", "quoi": "DEMANDE_DE_REJET"})

    page = claire.get(answer.url)
    assert (page.status_code, page.context["typed"]["message"]) == (409, "À rejeter")
    assert claire.get(answer.url).context["typed"] == page.context["typed"]
    assert claire.get(url("invoice", invoice.pk)).context["typed"]["message"] == ""
    assert Message.objects.count() == 1


def test_a_message_read_without_an_answer_waits_no_longer(claire: Client) -> None:
    invoice = came_back(Status.MISE_EN_PAIEMENT)
    exchange.say(a_clerk(), invoice.pk, Message.Side.RECIPIENT, text="Payée lundi.", at=now())
    assert claire.get(url("invoice", invoice.pk)).context["talk"].new == 1
    claire.post(url("write", invoice.pk), {"message": "", "quoi": "LU"})
    assert claire.get(url("invoice", invoice.pk)).context["talk"].new == 0


def test_what_is_contested_stays_contested_however_long_the_lines(claire: Client) -> None:
    invoice = came_back(Status.REJETEE)
    claire.post(url("write", invoice.pk), {"message": "a\r\n" * 900, "quoi": "CONTESTATION"})
    assert Message.objects.get().what == Message.What.CONTEST


def test_a_reader_is_offered_nothing_to_do(client: Client, db: None) -> None:
    from unisson.directory.spaces import Level

    invoice, reader = came_back(Status.REJETEE), a_person("lecture@example.org")
    grant(reader, invoice.supplier, level=Level.READ)
    client.force_login(reader)
    context = client.get(url("invoice", invoice.pk)).context
    assert (context["may_act"], context["talk"].buttons) == (False, [])
