"""Sentences about files of the directory: what is wrong in a line, and what an import was refused for."""

from unisson.kernel.words import declare

declare(
    "CPP-ANNUAIRE-01",
    fr="Ce fichier est vide : il lui faut la ligne des titres de colonnes.",
    en="This file is empty: it needs the line of column headings.",
)
declare(
    "CPP-ANNUAIRE-02",
    fr="Ce fichier a plus de {limit} lignes. Coupez-le en plusieurs.",
    en="This file has more than {limit} lines. Cut it into several.",
)
declare(
    "CPP-ANNUAIRE-03",
    fr="Cette ligne a {count} cellules au lieu de {expected}. Un point-virgule manque, ou n’est pas entre guillemets.",
    en="This line has {count} cells instead of {expected}. A semicolon is missing, or is not between quotes.",
)
declare(
    "CPP-ANNUAIRE-04",
    fr="Les guillemets de cette ligne ne vont pas par paires. Un guillemet dans un texte s’écrit deux fois.",
    en="The quotes of this line do not come in pairs. A quote inside a text is written twice.",
)
declare(
    "CPP-ANNUAIRE-05",
    fr="Les titres tiennent dans une seule cellule. Enregistrez le fichier en CSV avec des points-virgules.",
    en="The headings stand in one single cell. Save the file as CSV with semicolons.",
)
declare(
    "CPP-ANNUAIRE-06",
    fr="Cette colonne est inconnue. Reprenez les titres d’un fichier exporté.",
    en="This column is unknown. Take the headings of an exported file.",
)
declare(
    "CPP-ANNUAIRE-07",
    fr="Cette colonne est deux fois dans le fichier. Retirez-en une.",
    en="This column is in the file twice. Remove one of them.",
)
declare(
    "CPP-ANNUAIRE-08",
    fr="Cette colonne manque. Reprenez les titres d’un fichier exporté.",
    en="This column is missing. Take the headings of an exported file.",
)
declare(
    "CPP-ANNUAIRE-09",
    fr="Cette ligne dépasse {limit} caractères, ou ses guillemets ne se ferment pas. La lecture s’arrête ici.",
    en="This line has more than {limit} characters, or its quotes do not close. Reading ends here.",
)
declare(
    "CPP-ANNUAIRE-10",
    fr="Cette ligne n’est pas en UTF-8. Enregistrez le fichier en « CSV UTF-8 ». La lecture s’arrête ici.",
    en="This line is not in UTF-8. Save the file as “CSV UTF-8”. Reading ends here.",
)
declare(
    "CPP-ANNUAIRE-11",
    fr="Cette ligne contient un caractère nul : ce n’est pas un fichier de texte. La lecture s’arrête ici.",
    en="This line holds a null character: this is no text file. Reading ends here.",
)
declare(
    "CPP-ANNUAIRE-12",
    fr="Cette cellule est vide : elle doit être remplie.",
    en="This cell is empty: it must be filled.",
)
declare(
    "CPP-ANNUAIRE-13",
    fr="Ce texte a {length} caractères : {limit} au plus dans cette colonne.",
    en="This text has {length} characters: {limit} at most in this column.",
)
declare(
    "CPP-ANNUAIRE-14",
    fr="Cette cellule doit être l’une de ces valeurs : {accepted}.",
    en="This cell must be one of these values: {accepted}.",
)
declare(
    "CPP-ANNUAIRE-15",
    fr="Ce numéro n’est pas écrit comme il faut pour son type. Un SIRET a 14 chiffres.",
    en="This number is not written as its kind asks. A SIRET has 14 digits.",
)
declare(
    "CPP-ANNUAIRE-16",
    fr="La clé de ce SIRET est fausse : vérifiez-le. La ligne peut être importée.",
    en="The check digit of this SIRET is wrong: check it. The line can be imported.",
)
declare(
    "CPP-ANNUAIRE-17",
    fr="Un tableur a arrondi ce numéro. Mettez la colonne au format « Texte », puis reprenez le numéro entier.",
    en="A spreadsheet rounded this number. Set the column to the “Text” format, then write the whole number again.",
)
declare(
    "CPP-ANNUAIRE-18",
    fr="Ce numéro est celui d’une structure privée : l’annuaire n’a que les structures publiques.",
    en="This number is that of a private structure: the directory has public structures only.",
)
declare(
    "CPP-ANNUAIRE-19",
    fr="Cette structure est décrite autrement à la ligne {first}. Écrivez la même chose sur toutes ses lignes.",
    en="This structure is described otherwise on line {first}. Write the same on all its lines.",
)
declare(
    "CPP-ANNUAIRE-20",
    fr="Cette structure et ce service sont déjà à la ligne {first}. Retirez l’une des deux lignes.",
    en="This structure and this service are on line {first} already. Remove one of the two lines.",
)
declare(
    "CPP-ANNUAIRE-21",
    fr="Cette cellule parle d’un service, mais la ligne n’a pas de code service.",
    en="This cell is about a service, but the line has no service code.",
)
declare(
    "CPP-ANNUAIRE-22",
    fr="Un code postal français a 5 chiffres. Un tableur a peut-être effacé un zéro au début.",
    en="A French postcode has 5 digits. A spreadsheet may have removed a leading zero.",
)
declare(
    "CPP-ANNUAIRE-23",
    fr="Ce texte contient un retour à la ligne, un espace de trop ou un caractère qui ne se voit pas. Retapez-le.",
    en="This text holds a line break, a blank too many or a character that does not show. Type it again.",
)
declare(
    "CPP-ANNUAIRE-24",
    fr="Les dates de validité de ce service le ferment. Changez-les sur la fiche de la structure.",
    en="The validity dates of this service close it. Change them on the page of the structure.",
)
declare(
    "CPP-ANNUAIRE-25",
    fr="Un pays s’écrit en deux lettres capitales : FR, BE, NC.",
    en="A country is written as two capital letters: FR, BE, NC.",
)
declare(
    "CPP-ANNUAIRE-26",
    fr="Une date s’écrit année-mois-jour : 2026-11-30.",
    en="A date is written year-month-day: 2026-11-30.",
)
declare(
    "CPP-ANNUAIRE-27",
    fr="Ce fichier a {limit} fautes ou plus : les suivantes ne sont pas lues.",
    en="This file has {limit} faults or more: those after them are not read.",
)
declare(
    "CPP-ANNUAIRE-28",
    fr="Rien n’a été importé : corrigez d’abord les fautes du fichier ({count}).",
    en="Nothing was imported: correct the faults of the file first ({count}).",
)
declare(
    "CPP-ANNUAIRE-29",
    fr="Choisissez le fichier à vérifier.",
    en="Choose the file to check.",
)
declare(
    "CPP-ANNUAIRE-30",
    fr="Cette vérification n’est plus valable. Choisissez à nouveau le fichier.",
    en="This check is no longer good. Choose the file again.",
)
declare(
    "CPP-ANNUAIRE-31",
    fr="Il y a {count} exploitants : dites avec --by l’adresse de celui qui importe.",
    en="There are {count} operators: say with --by the address of the one who imports.",
)
declare(
    "CPP-ANNUAIRE-32",
    fr="L’adresse {address} n’est pas celle d’un exploitant.",
    en="The address {address} is not an operator’s.",
)
declare(
    "CPP-ANNUAIRE-33",
    fr="Vous avez fait beaucoup de recherches en une minute. Attendez une minute, puis recommencez.",
    en="You made many searches within a minute. Wait a minute, then try again.",
)
declare(
    "CPP-ANNUAIRE-34",
    fr="Les fichiers de plus de {limit} s’importent par la commande : unisson directory import FICHIER.",
    en="Files of more than {limit} are imported by the command: unisson directory import FILE.",
)
declare(
    "CPP-ANNUAIRE-35",
    fr="Une structure « non diffusible » n’a pas de nom dans ce fichier : ne remplacez pas [ND].",
    en="A masked structure has no name in this file: do not replace [ND].",
)
declare(
    "CPP-ANNUAIRE-36",
    fr="Votre compte ne peut pas déposer de facture : demandez à votre gestionnaire « Factures émises » en"
    " modification.",
    en="Your account cannot deposit invoices: ask your manager for “Factures émises” with the right to write.",
)
declare(
    "CPP-ANNUAIRE-41",
    fr="Une structure publique a toujours un SIRET : écrivez SIRET ici, et ses 14 chiffres dans « Identifiant ».",
    en="A public structure always has a SIRET: write SIRET here, and its 14 digits in “Identifiant”.",
)
declare(
    "CPP-ANNUAIRE-42",
    fr="[ND] ne s’écrit que d’une structure « non diffusible », et alors dans ces quatre cellules : « Raison sociale »,"
    " « Adresse », « Code postal », « Ville ».",
    en="[ND] is written of a masked structure only, and then in these four cells: “Raison sociale”, “Adresse”, “Code"
    " postal”, “Ville”.",
)
declare(
    "CPP-ANNUAIRE-43",
    fr="L’annuaire a changé depuis la vérification : voici ce que le fichier ferait maintenant.",
    en="The directory changed since the check: here is what the file would do now.",
)
declare(
    "CPP-ANNUAIRE-44",
    fr="Ce fichier a {count} remarques : les {limit} premières sont dites.",
    en="This file has {count} remarks: the first {limit} are told.",
)
