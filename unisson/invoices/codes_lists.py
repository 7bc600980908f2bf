"""What lists, their files and the archive refuse."""

from unisson.kernel.words import declare

declare(
    "CPP-EXPORT-01",
    fr="Un classeur Excel contient au plus {limit} lignes. Exportez en CSV, qui n’a pas de limite, ou restreignez la"
    " liste.",
    en="An Excel workbook holds {limit} rows at most. Export as CSV, which has no limit, or narrow the list.",
)
declare(
    "CPP-ARCHIVE-01",
    fr="Cette facture est archivée : elle se consulte et se télécharge, mais on n’y fait et n’y écrit plus"
    " rien. Joignez l’autre partie par ses coordonnées.",
    en="This invoice is archived: it is read and downloaded, and nothing is done or written to it any more. Reach the"
    " other side by its contact details.",
)
