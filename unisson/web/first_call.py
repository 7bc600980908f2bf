"""Calls of the API, ready to be pasted into a terminal: a first one, or one that was made before."""

import shlex

from django.conf import settings

_JSON = '-H "Content-Type: application/json"'
_GRANTS = "/api/oauth/token"
ANY_TOWN_HALL = "21300202500012"


def first_call(
    *, client_id: str = "", secret: str = "", login: str = "", password: str = "", siret: str = ANY_TOWN_HALL
) -> str:
    """The commands: a token, then a structure that is looked for. What is not known is a variable of the shell."""
    client_id, secret = client_id or '"$IDENTIFIANT"', secret or '"$SECRET"'
    account = f"'{login}:{password}'" if password else f'"{login or "$COMPTE"}:$MOT_DE_PASSE"'
    base = settings.BASE_URL
    return rf"""JETON=$({_token(client_id, secret)} \
  | python3 -c 'import json, sys; print(json.load(sys.stdin)["access_token"])')

curl {base}/cpro/structures/v1/rechercher \
  -H "Authorization: Bearer $JETON" \
  -H "cpro-account: $(printf %s {account} | base64 -w0)" \
  -H "Content-Type: application/json" \
  -d '{{"structure": {{"identifiantStructure": "{siret}"}}}}'"""


def _token(client_id: str, secret: str) -> str:
    return rf"""curl -s {settings.BASE_URL}{_GRANTS} \
  -d grant_type=client_credentials -d scope=openid \
  -d client_id={client_id} -d client_secret={secret}"""


def same_call(*, method: str, path: str, body: str) -> str:
    """The command of a call that was made. Its proofs stand there as variables of the shell; a body that was not kept,
    as a file."""
    if path == _GRANTS:
        return _token('"$IDENTIFIANT"', '"$SECRET"')
    lines = [
        f"curl{'' if method in ('GET', 'POST') else f' -X {method}'} {shlex.quote(settings.BASE_URL + path)}",
        '-H "Authorization: Bearer $JETON"',
        '-H "cpro-account: $(printf %s "$COMPTE:$MOT_DE_PASSE" | base64 -w0)"',
    ]
    if method == "POST":
        lines += ["--data-binary @corps"] if body.startswith("(") else [_JSON, f"-d {shlex.quote(body or '{}')}"]
    return " \\\n  ".join(lines)
