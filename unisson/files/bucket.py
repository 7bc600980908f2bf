"""S3-compatible storage with the contract of the local disk: what it says is kept is kept, whole (design §2)."""

import errno
import hashlib
import logging
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from storages.backends.s3 import S3Storage

from unisson.kernel.refusal import Unavailable

UNREACHABLE = "CPP-FICHIER-10"
_LOST = frozenset({"NoSuchKey", "404"})
_FULL = frozenset({"QuotaExceeded", "XMinioStorageFull", "507"})
_log = logging.getLogger(__name__)


class BucketStorage(S3Storage):  # type: ignore[misc] # django-storages has no types
    """One object per content, named by its digest: never written over, checked by the server as it arrives.

    A bucket that does not answer, or lets nobody in, is `Unavailable`: nothing was kept, so nothing was promised.
    """

    def get_default_settings(self) -> dict[str, Any]:
        return {**super().get_default_settings(), "client_config": client_config()}

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return name

    def exists(self, name: str) -> bool:
        with _reached(name):
            return bool(super().exists(name))

    def delete(self, name: str) -> None:
        with _reached(name):
            super().delete(name)

    def _open(self, name: str, mode: str = "rb") -> File[bytes]:
        with _reached(name):
            answer = self._client.get_object(Bucket=self.bucket_name, Key=name)
            return _Arriving(answer["Body"], name=name)

    def _save(self, name: str, content: File[bytes]) -> str:
        seen = hashlib.md5(usedforsecurity=False)
        for piece in content.chunks():
            seen.update(piece)
        content.seek(0)
        # The server compares this with what it received, and keeps nothing else: every S3 there is knows it.
        sum_of_it = b64encode(seen.digest()).decode()
        with _reached(name):
            self._client.put_object(Bucket=self.bucket_name, Key=name, Body=content.file, ContentMD5=sum_of_it)
        return name

    @property
    def _client(self) -> Any:
        return self.connection.meta.client


class _Arriving(File[bytes]):
    """An object read as it arrives, once: no more of it is in memory than is asked for."""

    def read(self, size: int = -1) -> bytes:
        body: Any = self.file
        with _reached(str(self.name)):
            content: bytes = body.read(size if size >= 0 else None)
        return content


def client_config(*, seconds: float = 10) -> Config:
    """Short waits, since a person waits too; bucket in the path and no checksums of Amazon's own, for other makers."""
    return Config(
        connect_timeout=min(seconds, 3),
        read_timeout=seconds,
        retries={"total_max_attempts": 2, "mode": "standard"},
        signature_version="s3v4",
        s3={"addressing_style": "path"},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )


@contextmanager
def _reached(name: str) -> Iterator[None]:
    """What botocore says, as the store's callers know it: lost, full, or out of reach."""
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        code = error.response["Error"]["Code"] if isinstance(error, ClientError) else ""
        if code in _LOST:
            raise FileNotFoundError(name) from error
        if code in _FULL:
            raise OSError(errno.ENOSPC, str(error)) from error
        _log.error("The bucket cannot be used: %s", error)
        raise Unavailable(UNREACHABLE) from error
