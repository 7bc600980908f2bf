"""What the `unisson` command refuses, in the operator's words."""

from unisson.kernel.words import declare

declare(
    "CPP-COMMANDE-01",
    fr="Le port {port} est déjà pris par un autre programme. Arrêtez-le, ou choisissez un autre port : "
    "« make run PORT={other} ».",
    en="Port {port} is already used by another program. Stop it, or choose another port: “make run PORT={other}”.",
)
declare(
    "CPP-COMMANDE-02",
    fr="Impossible d’écrire dans « {folder} ». Donnez-en le droit à l’utilisateur qui lance Unisson, ou indiquez un "
    "autre dossier dans la variable UNISSON_VAR.",
    en="“{folder}” cannot be written to. Give that right to the user who starts Unisson, or name another folder in "
    "the variable UNISSON_VAR.",
)
declare(
    "CPP-COMMANDE-03",
    fr="Le fichier « {file} » ne peut pas être lu. Vérifiez son nom et ses droits.",
    en="The file “{file}” cannot be read. Check its name and its rights.",
)
declare(
    "CPP-COMMANDE-04",
    fr="Le réglage {name} n’accepte pas la valeur « {value} ». Ce qui est attendu est décrit dans docs/settings.md.",
    en="The setting {name} does not accept the value “{value}”. What it expects is described in docs/settings.md.",
)
