"""S3-compatible storage keeps the contract of the local disk; one that does not answer promises and loses nothing."""

import base64
import hashlib
import socket
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError, ReadTimeoutError
from django.core.files.base import ContentFile, File
from django.core.files.storage import storages
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.invoices import builders
from unisson.files import store
from unisson.files.bucket import BucketStorage
from unisson.files.models import StoredFile
from unisson.invoices import deposit, takeup
from unisson.invoices.lease import MOST_ATTEMPTS
from unisson.invoices.models import Flow, UserAction
from unisson.invoices.status import Channel
from unisson.kernel.refusal import Unavailable

pytestmark = pytest.mark.django_db


def options(endpoint: str, name: str = "unisson") -> dict[str, Any]:
    made = {"bucket_name": name, "endpoint_url": endpoint, "region_name": "us-east-1"}
    return {**made, "access_key": "a key", "secret_key": "its secret"}


@pytest.fixture
def use(settings: Settings) -> Callable[..., None]:
    def chosen(endpoint: str, name: str = "unisson") -> None:
        backend = "unisson.files.bucket.BucketStorage"
        settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": backend, "OPTIONS": options(endpoint, name)}}

    return chosen


@pytest.fixture
def there(s3: str, use: Callable[..., None]) -> BucketStorage:
    use(s3)
    storage = storages["default"]
    assert isinstance(storage, BucketStorage)
    storage.connection.create_bucket(Bucket="unisson")
    return storage


@pytest.fixture
def nowhere() -> Iterator[str]:
    """The address of nobody."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    yield f"http://127.0.0.1:{port}"


def put(content: bytes) -> store.Kept:
    return store.put(content, name="facture.pdf", media_type="application/pdf", at=builders.AT)


def test_what_is_kept_is_given_back_intact_by_its_digest(there: BucketStorage) -> None:
    digest = put(b"une facture").file.digest
    assert store.content_of(digest) == b"une facture"
    assert store.is_there(digest) and store.is_intact(digest)


def test_the_same_content_is_written_once(there: BucketStorage, monkeypatch: pytest.MonkeyPatch) -> None:
    put(b"deux fois")
    monkeypatch.setattr(there._client, "put_object", None)
    assert put(b"deux fois").known


def test_the_server_is_told_what_must_arrive(there: BucketStorage) -> None:
    sent: list[str] = []

    def look(request: Any, **_: Any) -> None:
        sent.append(request.headers["Content-MD5"].decode())

    there._client.meta.events.register("before-send.s3.PutObject", look)
    put(b"tel quel")
    there._client.meta.events.unregister("before-send.s3.PutObject", look)
    assert sent == [base64.b64encode(hashlib.md5(b"tel quel", usedforsecurity=False).digest()).decode()]


def test_a_large_file_is_neither_written_nor_read_as_a_whole(there: BucketStorage, tmp_path: Path) -> None:
    """40 Mo through 64 ko: the server stands in this process, and answers from another thread."""
    large, size = tmp_path / "annuaire.csv", 40_000_000
    with large.open("wb") as file:
        file.truncate(size)
    asked: list[int] = []

    class Watched(File[bytes]):
        def read(self, count: int = -1) -> bytes:
            asked.append(count)
            return super().read(count)

    with large.open("rb") as file:
        there.save("annuaire/1.csv", Watched(file))
    with there.open("annuaire/1.csv") as found:
        pieces = [len(piece) for piece in iter(lambda: found.read(1 << 16), b"")]
    assert (sum(pieces), max(pieces) <= 1 << 16) == (size, True)
    assert -1 not in asked


def test_a_bucket_that_breaks_off_while_it_gives_is_unavailable(
    there: BucketStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    digest = put(b"interrompu").file.digest

    class Broken:
        def read(self, count: int | None = None) -> bytes:
            raise ReadTimeoutError(endpoint_url="http://bucket.example")

        def close(self) -> None:
            pass

    monkeypatch.setattr(there._client, "get_object", lambda **_: {"Body": Broken()})
    with pytest.raises(Unavailable, match="CPP-FICHIER-10"):
        store.content_of(digest)


def test_an_altered_or_lost_file_is_not_intact(there: BucketStorage) -> None:
    digest = put(b"sera change").file.digest
    there._client.put_object(Bucket="unisson", Key=f"{digest[:2]}/{digest}", Body=b"a change")
    assert not store.is_intact(digest)
    there.delete(f"{digest[:2]}/{digest}")
    assert not store.is_intact(digest)
    with pytest.raises(FileNotFoundError):
        store.content_of(digest)


def test_a_full_bucket_says_so_as_a_full_disk_does(there: BucketStorage, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise ClientError({"Error": {"Code": "QuotaExceeded"}}, "PutObject")

    monkeypatch.setattr(there._client, "put_object", full)
    with pytest.raises(Unavailable, match="CPP-FICHIER-07"):
        put(b"plus de place")


@pytest.mark.parametrize("where", ["nobody", "no such bucket"])
def test_a_bucket_out_of_reach_is_unavailable_whatever_is_asked(
    where: str, nowhere: str, s3: str, use: Callable[..., None]
) -> None:
    use(nowhere if where == "nobody" else s3, "absent")
    digest = hashlib.sha256(b"ailleurs").hexdigest()
    asked: list[Callable[[], object]] = [lambda: put(b"ailleurs"), lambda: store.content_of(digest)]
    for ask in asked:
        with pytest.raises(Unavailable, match="CPP-FICHIER-10"):
            ask()


def test_a_deposit_without_its_bucket_is_told_and_promises_nothing(nowhere: str, use: Callable[..., None]) -> None:
    user, structure = builders.a_supplier()
    client = Client()
    client.force_login(user)
    use(nowhere)
    file = ContentFile(builders.a_cii(), name="facture.xml")
    answer = client.post(reverse("issued:deposit"), {"file": file, "supplier": structure.pk, "framework": "A1"})
    assert "Le stockage des fichiers ne répond pas" in answer.text
    assert not Flow.objects.exists() and not StoredFile.objects.exists()


def test_a_document_without_its_bucket_is_a_page_that_says_so_and_no_download(
    nowhere: str, use: Callable[..., None]
) -> None:
    invoice = builders.a_deposit()
    client = Client()
    client.force_login(builders.a_supplier()[0])
    before = UserAction.objects.count()
    use(nowhere)
    for answer in (
        client.post(reverse("documents:original", args=[invoice.pk])),
        client.post(reverse("documents:several"), {"facture": [invoice.pk]}),
    ):
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
        assert "Le stockage des fichiers ne répond pas" in answer.text
    assert UserAction.objects.count() == before


def test_a_kept_flow_outlives_any_absence_of_its_bucket(
    nowhere: str, there: BucketStorage, use: Callable[..., None], s3: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    user, structure = builders.a_supplier()
    builders.a_structure()
    with monkeypatch.context() as broken:
        broken.setattr(deposit, "process", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            upload = deposit.Upload(name="facture.xml", content=builders.a_cii())
            deposit.receive(user, upload, supplier=structure, channel=Channel.API, at=builders.AT)
    use(nowhere)
    at = builders.AT
    for _ in range(MOST_ATTEMPTS + 2):
        at += timedelta(minutes=10)
        assert takeup.process_left_over(clock=lambda at=at: at) == 0  # type: ignore[misc]
    use(s3)
    assert takeup.process_left_over(clock=lambda: at + timedelta(minutes=10)) == 1
    assert Flow.objects.get().state == Flow.State.INTEGRATED
