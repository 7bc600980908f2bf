"""Sentences about the files of INSEE's register, and about the lines that could not be read."""

from unisson.kernel.words import declare

declare(
    "CPP-SIRENE-01",
    fr="Le fichier « {file} » ne se lit pas : vérifiez son nom et ses droits.",
    en="The file “{file}” cannot be read: check its name and its rights.",
)
declare(
    "CPP-SIRENE-02",
    fr="L’archive doit contenir un seul fichier .csv ; elle en contient {count}. Décompressez celui qu’il faut.",
    en="The archive must hold one .csv file; it holds {count}. Unpack the right one.",
)
declare(
    "CPP-SIRENE-03",
    fr="Le fichier est abîmé ({reason}). Ce qui précède est gardé ; téléchargez-le de nouveau et relancez la commande.",
    en="The file is broken ({reason}). What comes before is kept; download it again and run the command again.",
)
declare(
    "CPP-SIRENE-04",
    fr="Ce n’est pas un fichier de l’INSEE : la première ligne doit nommer les colonnes de StockEtablissement ou de "
    "StockUniteLegale, séparées par des virgules.",
    en="This is no file of INSEE’s: the first line must name the columns of StockEtablissement or of StockUniteLegale, "
    "separated by commas.",
)
declare(
    "CPP-SIRENE-05",
    fr="Il manque au fichier {file} des colonnes : {columns}. Rien n’a été chargé.",
    en="The file {file} lacks columns: {columns}. Nothing was loaded.",
)
declare(
    "CPP-SIRENE-06",
    fr="Une autre commande charge déjà le fichier « {file} ». Laissez-la finir.",
    en="Another command already loads the file “{file}”. Let it end.",
)
declare(
    "CPP-SIRENE-10",
    fr="la ligne est démesurée",
    en="the line is far too long",
)
declare(
    "CPP-SIRENE-11",
    fr="la ligne n’est pas en UTF-8 (octet {place})",
    en="the line is not in UTF-8 (byte {place})",
)
declare(
    "CPP-SIRENE-12",
    fr="la ligne a {count} cellules au lieu de {expected}",
    en="the line has {count} cells instead of {expected}",
)
declare(
    "CPP-SIRENE-13",
    fr="la ligne a un guillemet qui ne se ferme pas, ou un caractère de commande",
    en="the line has a quote that is not closed, or a control character",
)
declare(
    "CPP-SIRENE-14",
    fr="la colonne {column} ne peut pas valoir « {value} »",
    en="the column {column} cannot be “{value}”",
)
declare(
    "CPP-SIRENE-15",
    fr="la colonne {column} dépasse {longest} caractères",
    en="the column {column} is longer than {longest} characters",
)
