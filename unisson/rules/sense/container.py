"""The PDF around a Factur-X: that it says of its XML what the XML says of itself, and that it is a PDF/A.

These rules warn: who sends a PDF cannot mend what his software makes of it, and the invoice in it is judged all the
same.
"""

from unisson.einvoice import profiles
from unisson.einvoice.dialect import speaks_chorus
from unisson.einvoice.model import Invoice
from unisson.einvoice.reading import Container, Syntax
from unisson.kernel.findings import Findings, Severity
from unisson.rules.engine import Context, at

from .ruleset import sense

_IN_PDF = frozenset({Syntax.FACTURX})


@sense.rule(
    "CPP-PDF-14",
    source="Factur-X 1.0, chapitre 6 ; ISO 19005-3, 6.8",
    fr="Le lien entre le PDF et sa facture XML (AFRelationship) n’est pas celui que le profil {profile} demande "
    "({expected}) : signalez-le à l’éditeur de votre logiciel ; la facture, elle, est jugée.",
    en="The link between the PDF and its XML invoice (AFRelationship) is not the one that the profile {profile} asks "
    "for ({expected}): ask whoever makes your software to correct the export; the invoice is judged all the same.",
    severity=Severity.WARNING,
    syntaxes=_IN_PDF,
)
def relationship_wrong(invoice: Invoice, context: Context) -> Findings:
    """Le lien dit ce que le XML est à la page : ses données (Data), son équivalent (Alternative), sa source (Source).

    Exemple : « Unspecified » sur une facture du profil EN 16931.
    """
    container, level = context.reading.container, profiles.level_of(invoice.specification)
    if container is not None and level is not None and container.relationship not in level.relationships:
        expected = " / ".join(level.relationships)
        yield at("", relationship=container.relationship, profile=level.name, expected=expected)


@sense.rule(
    "CPP-PDF-15",
    source="Factur-X 1.0, chapitre 6 (fx:ConformanceLevel)",
    fr="Le PDF annonce le profil « {announced} », la facture XML déclare {profile}, et les deux devraient dire la même "
    "chose : signalez-le à l’éditeur de votre logiciel ; c’est la facture XML qui est jugée.",
    en="The PDF announces the profile “{announced}”, the XML invoice declares {profile}, and both should say the same: "
    "tell whoever makes your software; it is the XML invoice that is judged.",
    severity=Severity.WARNING,
    syntaxes=_IN_PDF,
)
def announced_profile_differs(invoice: Invoice, context: Context) -> Findings:
    """Un logiciel choisit ses contrôles d’après les métadonnées du PDF, avant d’ouvrir le XML. Ce n’est qu’un
    avertissement : l’expéditeur ne peut pas corriger l’export de son logiciel, et la facture est jugée.

    Exemple : métadonnées « MINIMUM », facture XML au profil BASIC.
    """
    container, level = context.reading.container, profiles.level_of(invoice.specification)
    if container is None or level is None or container.level is None:
        return
    if container.level.upper() not in level.announced:
        yield at("BT-24", announced=container.level, profile=level.name)


def _judged_as_pdf_a(context: Context) -> Container | None:
    """Chorus Pro takes its own dialect in any PDF (accepted flows FSO1117A)."""
    return None if speaks_chorus(context.reading) else context.reading.container


@sense.rule(
    "CPP-PDF-16",
    source="Factur-X 1.0, chapitre 6 ; ISO 19005-3, 6.6.4",
    fr="Le PDF ne se déclare pas PDF/A-3, comme Factur-X le demande : exportez-le en PDF/A-3 si votre logiciel le "
    "permet ; la facture qu’il contient est jugée.",
    en="The PDF does not declare itself PDF/A-3 as Factur-X asks: export it as PDF/A-3 if your software can; the "
    "invoice in it is judged.",
    severity=Severity.WARNING,
    syntaxes=_IN_PDF,
)
def not_declared_pdf_a_3(invoice: Invoice, context: Context) -> Findings:
    """Le PDF/A se relit dans dix ans ; sa troisième partie est la seule qui admette un fichier XML joint. Ce n’est
    qu’un avertissement : l’expéditeur ne peut pas corriger l’export de son logiciel, et la facture est jugée. Rien
    n’est dit d’un PDF dont les métadonnées ne se lisent pas.

    Exemple : un PDF ordinaire auquel une facture XML a été jointe.
    """
    container = _judged_as_pdf_a(context)
    if container is not None and container.pdf_a not in ("3", None):
        yield at("")


@sense.rule(
    "CPP-PDF-17",
    source="ISO 19005-3, 6.2.3 et 6.2.4",
    fr="Le PDF se déclare PDF/A-3 mais ne dit pas le sens de ses couleurs (OutputIntent ou espace ICC) : ce n’en est "
    "pas un. Exportez-le de nouveau si votre logiciel le permet ; la facture qu’il contient est jugée.",
    en="The PDF declares itself PDF/A-3 but does not say what its colours mean (OutputIntent or ICC colour space): it "
    "is not one. Export it again if your software can; the invoice in it is judged.",
    severity=Severity.WARNING,
    syntaxes=_IN_PDF,
)
def colours_undefined(invoice: Invoice, context: Context) -> Findings:
    """Sans profil de couleur, la page n’a pas la même apparence partout. Ce n’est qu’un avertissement : l’expéditeur
    ne peut pas corriger l’export de son logiciel, et la facture est jugée.

    Exemple : un PDF/A-3 dont l’OutputIntent a été perdu.
    """
    container = _judged_as_pdf_a(context)
    if container is not None and container.pdf_a == "3" and not container.colours:
        yield at("")


@sense.rule(
    "CPP-PDF-18",
    source="ISO 19005-3, 6.8",
    fr="La facture XML est jointe au PDF sans lui être associée (AF) : certains lecteurs ne la trouveront pas. "
    "Corrigez l’export.",
    en="The XML invoice is attached to the PDF but not associated with it (AF): some readers will not find it. "
    "Correct the export.",
    severity=Severity.WARNING,
    syntaxes=_IN_PDF,
)
def xml_not_associated(invoice: Invoice, context: Context) -> Findings:
    """Le PDF/A-3 demande que tout fichier joint soit associé au document ou à l’une de ses parties.

    Exemple : un fichier factur-x.xml joint par un logiciel de bureau.
    """
    container = context.reading.container
    if container is not None and not container.associated:
        yield at("")


@sense.rule(
    "CPP-PDF-19",
    source="Factur-X 1.0, chapitre 6 (fx:DocumentFileName)",
    fr="Le PDF annonce le fichier « {announced} », mais la facture jointe s’appelle « {name} » : corrigez l’export.",
    en="The PDF announces the file “{announced}”, but the invoice in it is named “{name}”: correct the export.",
    severity=Severity.WARNING,
    syntaxes=_IN_PDF,
)
def announced_name_differs(invoice: Invoice, context: Context) -> Findings:
    """Les métadonnées disent aux lecteurs quel fichier ouvrir.

    Exemple : métadonnées « zugferd-invoice.xml », fichier joint factur-x.xml.
    """
    container = context.reading.container
    if container is not None and container.announced_name and container.announced_name != container.name:
        yield at("", announced=container.announced_name, name=container.name)
