"""gunicorn's settings, for `unisson run` and for a service of one's own (`gunicorn -c python:unisson.config.gunicorn`).

Address and port are the command's. Everything else an operator may change is in `environment`.
"""

from pathlib import Path

from .environment import Environment

wsgi_app = "unisson.config.wsgi:application"
workers = Environment().web_workers
# Browsers open connections ahead of need, and some send slowly: each holds a thread while it does. Towards the
# Internet a reverse proxy that buffers requests stands in front (docs/how-to/operate.md).
worker_class = "gthread"
threads = 16
preload_app = True
timeout = 60
# A stop ends within five seconds, also with a page in the making.
graceful_timeout = 3
loglevel = "warning"
# The heartbeat file must never wait for a disk.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108


def when_ready(server: object) -> None:
    """Load the pages before the processes part: the first visitor does not wait for them."""
    from django.urls import get_resolver

    get_resolver().url_patterns  # noqa: B018 - loaded when first asked for
