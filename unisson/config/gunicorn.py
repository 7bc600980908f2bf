"""gunicorn's settings, for `unisson run` and for a service of one's own (`gunicorn -c python:unisson.config.gunicorn`).

Address and port are the command's. Everything else an operator may change is in `environment`.
"""

import os
import resource
import shutil
from pathlib import Path

from unisson.kernel import collector

from .environment import Environment
from .logs import logging_for
from .measured import folder_of_measures

_env = Environment()
_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
# Named before anything loads Prometheus' library.
os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder_of_measures(_MEMORY)

wsgi_app = "unisson.config.wsgi:application"
workers = _env.web_workers
# Browsers open connections ahead of need, and some send slowly: each holds a thread while it does. Towards the
# Internet a reverse proxy that buffers requests stands in front (docs/how-to/operate.md).
worker_class = "gthread"
threads = 16
# A form without script brings 510 files, each an open one, and each thread may be reading such a form.
FILES = threads * 640
_soft, _hard = resource.getrlimit(resource.RLIMIT_NOFILE)
if _soft != resource.RLIM_INFINITY:
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(_soft, FILES if _hard < 0 else min(FILES, _hard)), _hard))
preload_app = True
timeout = 60
# A stop waits for the pages in the making, which end within their timeout or are given up.
graceful_timeout = 25
loglevel = "warning"
# The heartbeat file must never wait for a disk.
worker_tmp_dir = _MEMORY
logconfig_dict = logging_for(level=_env.log_level, form=_env.log_format)


def when_ready(server: object) -> None:
    """Load the pages before the processes part: the first visitor does not wait for them."""
    from django.urls import get_resolver

    get_resolver().url_patterns  # noqa: B018 - loaded when first asked for
    collector.settle()


def child_exit(server: object, worker: object) -> None:
    """What an ended process measured stays counted."""
    from prometheus_client.multiprocess import mark_process_dead

    mark_process_dead(worker.pid)  # type: ignore[attr-defined,no-untyped-call]


def on_exit(server: object) -> None:
    """Take the measures away with the master."""
    shutil.rmtree(os.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)
