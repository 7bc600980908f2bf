"""What is refused of a signature that comes in a file of its own."""

from unisson.kernel.words import declare

declare(
    "CPP-SIGNATURE-01",
    fr="« {name} » ne contient pas de signature XAdES. Choisissez le fichier de signature (XML) fait pour cette"
    " facture, ou laissez ce champ vide.",
    en="“{name}” holds no XAdES signature. Choose the signature file (XML) made for this invoice, or leave this field"
    " empty.",
)
