"""What is said of invoices that software submits as data."""

from unisson.kernel.words import declare

declare(
    "CPP-SOUMISSION-01",
    fr="Le total envoyé est {told}, mais les lignes donnent {found}. Corrigez l’un ou l’autre.",
    en="The total sent is {told}, but the lines come to {found}. Correct one or the other.",
)
declare(
    "CPP-SOUMISSION-02",
    fr="La facture n° {number} a été déposée le {day}. Son identifiant est {id}, son état « {status} ».",
    en="Invoice No {number} was submitted on {day}. Its identifier is {id}, its state “{status}”.",
)
declare(
    "CPP-SOUMISSION-03",
    fr="« {name} » ne porte pas de signature. Signez le PDF, ou envoyez-le en DEPOT_PDF_API.",
    en="“{name}” bears no signature. Sign the PDF, or send it as DEPOT_PDF_API.",
)
