"""The sentences of what the API itself refuses: before any activity was asked."""

from unisson.kernel.words import declare

declare(
    "CPP-API-01",
    fr="Le corps de la requête n’est pas un objet JSON lisible (UTF-8). Envoyez un objet, fût-il vide : {{}}.",
    en="The body of the request is no readable JSON object (UTF-8). Send an object, be it empty: {{}}.",
)
declare(
    "CPP-API-02",
    fr="Le corps est annoncé « {type} » : annoncez « application/json ».",
    en="The body is announced as “{type}”: announce “application/json”.",
)
declare(
    "CPP-API-03",
    fr="La requête dépasse {limit}. Une facture pèse au plus 10 Mo, une archive au plus 30 Mo.",
    en="The request is over {limit}. An invoice weighs 10 MB at most, an archive 30 MB at most.",
)
declare(
    "CPP-API-04",
    fr="La valeur « {value} » du champ « {name} » n’est pas lisible : {expected}.",
    en="The value “{value}” of the field “{name}” cannot be read: {expected}.",
)
declare(
    "CPP-API-05",
    fr="Le champ « {name} » est attendu : donnez-le.",
    en="The field “{name}” is expected: give it.",
)
declare(
    "CPP-API-06",
    fr="Cette adresse n’existe pas. La liste des appels est sur la page « Développeurs ».",
    en="This address does not exist. The list of calls is on the page “Développeurs”.",
)
declare(
    "CPP-API-07",
    fr="Le jeton manque, est inconnu ou a expiré : demandez-en un autre à /api/oauth/token.",
    en="The token is missing, unknown or expired: ask for another one at /api/oauth/token.",
)
declare(
    "CPP-API-08",
    fr="L’en-tête cpro-account manque, ou le compte technique et son mot de passe ne vont pas ensemble. Il vaut "
    "base64(identifiant:mot de passe) ; le gestionnaire de la structure renouvelle le mot de passe.",
    en="The header cpro-account is missing, or the technical account and its password do not match. It is "
    "base64(login:password); the manager of the structure renews the password.",
)
declare(
    "CPP-API-09",
    fr="La structure de ce compte technique n’est pas autorisée à faire cet appel : elle est inactive, ou le compte "
    "n’y a plus de droits. Voyez son gestionnaire.",
    en="The structure of this technical account is not allowed to make this call: it is inactive, or the account has "
    "no rights there any more. See its manager.",
)
declare(
    "CPP-API-10",
    fr="Plus de {limit} appels en une minute. Attendez {seconds} s ; les limites sont sur la page « Développeurs ».",
    en="More than {limit} calls within a minute. Wait {seconds} s; the limits are on the page “Développeurs”.",
)
declare(
    "CPP-API-11",
    fr="Le portail n’a pas pu répondre. Réessayez ; si cela dure, donnez à l’exploitant l’identifiant {mark}.",
    en="The portal could not answer. Try again; if it lasts, give the operator the identifier {mark}.",
)
declare(
    "CPP-API-12",
    fr="Cet appel n’est pas encore possible sur ce portail.",
    en="This call is not possible on this portal yet.",
)
declare(
    "CPP-API-13",
    fr="Le champ « {name} » n’est pas un fichier en base64 : encodez ses octets, sans en-tête « data: ».",
    en="The field “{name}” is no file in base64: encode its bytes, without a “data:” header.",
)
declare(
    "CPP-API-14",
    fr="Le répertoire des entreprises ne répond pas : réessayez dans quelques minutes.",
    en="The register of companies does not answer: try again in a few minutes.",
)
declare(
    "CPP-API-15",
    fr="Le champ « {name} » vaut « {value} » : rien de tel n’est là pour ce compte technique. Vérifiez la valeur ; si"
    " elle est juste, le gestionnaire de la structure donne les droits au compte.",
    en="The field “{name}” is “{value}”: nothing of the kind is there for this technical account. Check the value; if"
    " it is right, the manager of the organisation gives the account its rights.",
)
declare(
    "CPP-API-30",
    fr="Ce compte lit cette facture, mais n’a pas le droit de faire cela avec elle. Voyez le gestionnaire de sa"
    " structure.",
    en="This account reads this invoice, but is not allowed to do this with it. See the manager of its structure.",
)
declare(
    "CPP-API-31",
    fr="Le champ « {name} » vaut « {value} », que cette structure n’a pas. Reprenez une valeur des listes.",
    en="The field “{name}” is “{value}”, which this organisation does not have. Use a value of the lists.",
)
declare(
    "CPP-API-40",
    fr="Le curseur « {value} » n’est pas lisible : reprenez « next » tel qu’il a été rendu, ou écrivez « now ».",
    en="The cursor “{value}” cannot be read: use the value of “next” as it was given, or “now”.",
)
declare(
    "CPP-API-41",
    fr="Le corps est annoncé « {type} » : envoyez le fichier comme l’un de ceux-ci : {expected}.",
    en="The body is announced as “{type}”: send the file as one of these: {expected}.",
)
declare(
    "CPP-API-42",
    fr="Le corps « multipart/form-data » n’est pas lisible : laissez votre bibliothèque HTTP l’écrire, avec sa"
    " délimitation.",
    en="The body “multipart/form-data” cannot be read: let your HTTP library write it, with its boundary.",
)
declare(
    "CPP-API-43",
    fr="La requête dépasse {limit}. Un fichier de facture ou un certificat pèse au plus 10 Mo.",
    en="The request is over {limit}. An invoice file or a certificate weighs 10 MB at most.",
)
declare(
    "CPP-API-44",
    fr="Cette adresse n’accepte pas {method} : appelez-la par {allowed}.",
    en="This address does not take {method}: call it by {allowed}.",
)
declare(
    "CPP-API-45",
    fr="Plus de {limit} vérifications en une minute depuis cette adresse. Attendez {seconds} s.",
    en="More than {limit} verifications within a minute from this address. Wait {seconds} s.",
)
declare(
    "CPP-API-46",
    fr="La requête compte plus de {limit} valeurs : répartissez-les en plusieurs appels.",
    en="The request holds more than {limit} values: spread them over several calls.",
)
