"""The settings of the tests: the real ones, with a `var` folder of their own and nothing that waits."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any, NoReturn

KEPT = {"UNISSON_TEST_PG", "UNISSON_CORPUS", "UNISSON_CHROMIUM", "UNISSON_SCREENSHOTS", "UNISSON_GO_CHORUSPRO"}
for name in [name for name in os.environ if name.startswith("UNISSON_") and name not in KEPT]:
    del os.environ[name]
os.environ["UNISSON_VAR"] = tempfile.mkdtemp(prefix="unisson-tests-")
os.environ["UNISSON_DATABASE_URL"] = os.environ.get("UNISSON_TEST_PG", "")
os.environ["UNISSON_BASE_URL"] = "http://testserver"
atexit.register(shutil.rmtree, os.environ["UNISSON_VAR"], ignore_errors=True)

from unisson.config.settings import *  # noqa: E402, F403
from unisson.config.settings import DATABASES, STATIC_ROOT, STORAGES, TEMPLATES  # noqa: E402


class Undefined(str):
    """Stands for a variable a template names and nobody gave: an error here, an empty string in production."""

    __slots__ = ()

    def __contains__(self, text: object) -> bool:
        return text == "%s"

    def __mod__(self, variable: object) -> NoReturn:
        raise AssertionError(f"The template names « {variable} », which its context does not have.")


ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# A task is only a wake-up: tests call the handler themselves, and thereby prove that the rows alone are enough.
TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend", "QUEUES": ["default"]}}
STORAGES: dict[str, Any] = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT.mkdir()  # whitenoise warns of a missing folder, and a warning is an error here
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Undefined("undefined")

# One database per run: two runs on one server never meet.
RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))[:8]
DATABASES["default"]["TEST"] = {"NAME": f"unisson_test_{RUN}"}
if "init_command" in DATABASES["default"].get("OPTIONS", {}):
    # A file, not memory: two connections then wait for each other as they do in production.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(os.environ["UNISSON_VAR"]) / "test.sqlite3")}
    # And rows that nobody put in order come the last first, so that nobody counts on the order they were written in.
    pragmas = "journal_mode=WAL", "synchronous=OFF", "reverse_unordered_selects=ON"
    DATABASES["default"]["OPTIONS"]["init_command"] = "".join(f"PRAGMA {one};" for one in pragmas)
