"""`chorus-api` (PyPI): its token, its health-check, structures, services, lists. It knows nothing of this project."""

import json
import sys

from chorusapi.client import ChorusAPI

ready = json.load(sys.stdin)
client = ChorusAPI(ready["client_id"], ready["client_secret"], ready["login"], ready["password"])
client.auth_url, client.api_url = f"{ready['base_url']}/api/oauth/token", ready["base_url"]
client.auth()


def tell(call: str, **decoded: object) -> None:
    sys.stdout.write(json.dumps({"call": call, **decoded}) + "\n")


tell("token", kept=bool(client.get_token()))
tell("health", status=client.health_check().status_code)
found = client.rechercher_structure(ready["recipient_siret"])
(structure,) = found.liste_structures
tell("structures", code=found.code_retour, siret=structure.identifiant_structure, state=structure.statut)
read = client.consulter_structure(structure.id_structure_cpp)
tell("structure", code=read.code_retour, siret=read.information_generales.identifiant_structure)
services = client.rechercher_services(structure.id_structure_cpp)
tell("services", code=services.code_retour, count=len(services.liste_structures))
tell("currencies", code=client.devises().code_retour)
tell("directory", code=client.annuaire_destinataire().code_retour)
