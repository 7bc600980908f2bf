"""What each status means, for the help page (domain-rules §5.1)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from unisson.invoices.status import Status

MEANINGS: tuple[tuple[str, str | Promise], ...] = (
    (Status.BROUILLON, _("Enregistrée, pas envoyée : personne ne l’a reçue.")),
    (Status.DEPOSEE, _("Reçue par le portail ; le certificat de dépôt est disponible. Cela dure quelques instants.")),
    (Status.EN_COURS_ACHEMINEMENT, _("Le portail la transmet au destinataire.")),
    (Status.MISE_A_DISPOSITION, _("Le destinataire peut la traiter. Le délai de paiement commence.")),
    (Status.A_RECYCLER, _("Destinataire, service ou engagement erroné : à corriger, le numéro reste le même.")),
    (Status.SUSPENDUE, _("Il manque une pièce : une première suspension arrête le délai de paiement.")),
    (Status.COMPLETEE, _("Les pièces demandées sont jointes ; elle est revenue chez le destinataire.")),
    (Status.REJETEE, _("Données de facturation erronées : définitif, une nouvelle facture est à faire.")),
    (Status.PRISE_EN_COMPTE_DESTINATAIRE, _("Le destinataire a commencé à la traiter. Étape facultative.")),
    (Status.SERVICE_FAIT, _("Le destinataire atteste avoir reçu la prestation. Étape facultative.")),
    (Status.MANDATEE, _("L’ordonnateur a demandé le paiement. Étape facultative.")),
    (Status.MISE_A_DISPOSITION_COMPTABLE, _("Le comptable public l’a reçue. Étape facultative.")),
    (Status.COMPTABILISEE, _("Le comptable public l’a enregistrée. Étape facultative.")),
    (Status.MISE_EN_PAIEMENT, _("Le paiement est lancé. Certains destinataires ne le signalent pas.")),
)
