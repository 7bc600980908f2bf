"""Software of any structure of the running portal, as JSON: `python -m tests.clients.account 21300202500012`.

The ready credentials of a sandbox are a supplier's; clients play who receives as well.
"""

import json
import os
import sys

import django


def main(siret: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "unisson.config.settings")
    django.setup()
    from django.db import transaction

    from unisson.directory import connecting, technical
    from unisson.directory.models import Structure
    from unisson.kernel.clock import now

    with transaction.atomic():
        structure = Structure.objects.get(identifier=siret)
        account = technical.make(structure, technical.all_rights(structure), at=now())
        issued = connecting.connect(structure, name="Connecteur", by=account.user, at=now())
    told = {
        "client_id": issued.connection.application.client_id,
        "client_secret": issued.secret,
        "login": account.login,
        "password": account.password,
    }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
