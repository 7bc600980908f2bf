"""Why a PDF is refused: our codes, with their French and English sentences."""

from unisson.kernel.words import declare

NOT_A_PDF = "CPP-PDF-01"
DAMAGED = "CPP-PDF-02"
PASSWORD = "CPP-PDF-03"  # noqa: S105 - a code, not a secret
TOO_MANY_PAGES = "CPP-PDF-04"
OUT_OF_BOUNDS = "CPP-PDF-05"
EMBEDDED_TOO_LARGE = "CPP-PDF-06"
NO_SUCH_PAGE = "CPP-PDF-07"
EMPTY = "CPP-PDF-08"
AMBIGUOUS_XML = "CPP-PDF-09"
LOCKED = "CPP-PDF-10"
NOT_PDF_A = "CPP-PDF-11"
PROFILE_DECLARED = "CPP-PDF-12"
ANNOUNCED_IN_VAIN = "CPP-PDF-13"
"""CPP-PDF-14 to -19 are rules of common sense (`rules/sense/container.py`)."""

declare(
    NOT_A_PDF,
    fr="Ce fichier n’est pas un PDF, quel que soit son nom. Exportez votre facture au format PDF, puis déposez-la.",
    en="This file is not a PDF, whatever its name says. Export your invoice as a PDF, then deposit it.",
)
declare(
    DAMAGED,
    fr="Ce PDF est endommagé et ne peut pas être ouvert. Exportez-le à nouveau depuis votre logiciel, puis déposez-le.",
    en="This PDF is damaged and cannot be opened. Export it again from your software, then deposit it.",
)
declare(
    PASSWORD,
    fr="Ce PDF demande un mot de passe pour être ouvert. Enregistrez-le sans mot de passe, puis déposez-le.",
    en="This PDF asks for a password before it opens. Save it without a password, then deposit it.",
)
declare(
    TOO_MANY_PAGES,
    fr="Ce PDF compte {pages} pages, plus que les {limit} permises. Déposez la facture seule et joignez le reste en "
    "pièces jointes.",
    en="This PDF has {pages} pages, more than the {limit} allowed. Deposit the invoice alone and attach the rest.",
)
declare(
    OUT_OF_BOUNDS,
    fr="Ce PDF n’a pas pu être lu dans le temps et la mémoire permis. Exportez-le à nouveau depuis votre logiciel, "
    "plus simple ou plus léger, puis déposez-le.",
    en="This PDF could not be read within the time and memory allowed. Export it again from your software, simpler or "
    "lighter, then deposit it.",
)
declare(
    EMBEDDED_TOO_LARGE,
    fr="Le fichier « {name} » contenu dans ce PDF dépasse {limit}\u00a0Mo. Produisez un fichier Factur-X plus léger, "
    "puis déposez-le.",
    en="The file “{name}” inside this PDF exceeds {limit} MB. Produce a lighter Factur-X file, then deposit it.",
)
declare(
    NO_SUCH_PAGE,
    fr="Ce PDF n’a pas de page {page}\u202f: il en compte {pages}. Choisissez une autre page.",
    en="This PDF has no page {page}: it has {pages}. Choose another page.",
)
declare(
    EMPTY,
    fr="Ce fichier est vide. Vérifiez qu’il s’ouvre sur votre ordinateur, puis déposez-le à nouveau.",
    en="This file is empty. Check that it opens on your computer, then deposit it again.",
)
declare(
    AMBIGUOUS_XML,
    fr="Ce PDF contient plusieurs factures XML différentes\u202f: {names}. N’en laissez qu’une, puis déposez-le.",
    en="This PDF holds several different XML invoices: {names}. Leave only one, then deposit it.",
)
declare(
    LOCKED,
    fr="Ce PDF est protégé\u202f: rien ne peut y être ajouté. Enregistrez-le sans protection, puis recommencez.",
    en="This PDF is protected: nothing can be added to it. Save it without protection, then try again.",
)
declare(
    NOT_PDF_A,
    fr="Le PDF produit contient la facture XML, mais il n’est pas un PDF/A-3, comme Factur-X le demande\u202f: le PDF "
    "d’origine ne se déclare ni PDF/A-2 ni PDF/A-3. Exportez-le d’abord en PDF/A.",
    en="The PDF holds the XML invoice but is not a PDF/A-3 as Factur-X asks: the original PDF does not declare itself "
    "PDF/A-2 or PDF/A-3. Export it as PDF/A first.",
)
declare(
    PROFILE_DECLARED,
    fr="La facture ne déclarait aucun profil connu de Factur-X\u202f: le fichier produit déclare {profile}. "
    "Vérifiez qu’elle en respecte les règles.",
    en="The invoice declared no profile that Factur-X knows: the file declares {profile}. "
    "Check that it keeps its rules.",
)
declare(
    ANNOUNCED_IN_VAIN,
    fr="Ce PDF annonce une facture Factur-X mais ne contient aucune facture XML\u202f: exportez-le de nouveau depuis "
    "votre logiciel, avec son fichier factur-x.xml.",
    en="This PDF announces a Factur-X invoice but holds no XML invoice: export it again from your software, with its "
    "factur-x.xml file.",
)
