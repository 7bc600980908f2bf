"""What came in through a door, before and after it is an invoice."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..flows.syntaxes import interface_of
from ..status import Channel

FINISHED = ("IN_INTEGRE", "IN_INTEGRE_PARTIEL", "IN_REJETE", "QP_IRRECEVABLE", "IN_INCIDENTE")
"""The states in which nothing more happens to a flow, unless an operator gives a failed one another turn."""
ARCHIVE = "ARCHIVE"
"""The syntax of a flow whose file holds several."""


class Flow(models.Model):
    """One file that came in through a door: the promise that it is kept, and then what became of it."""

    class State(models.TextChoices):
        """The states this product needs, of the official list (domain-rules §7.4)."""

        RECEIVED = "IN_RECU", _("En attente de traitement")
        DRAFTED = "IN_BROUILLON", _("Brouillon")
        UNDERWAY = "IN_EN_COURS_TRAITEMENT_CPP", _("En cours de traitement")
        INTEGRATED = "IN_INTEGRE", _("Intégré")
        PARTIAL = "IN_INTEGRE_PARTIEL", _("Intégré partiellement")
        REJECTED = "IN_REJETE", _("Rejeté")
        INADMISSIBLE = "QP_IRRECEVABLE", _("Irrecevable")
        FAILED = "IN_INCIDENTE", _("Incidenté")

    channel = models.CharField(max_length=12, choices=Channel.choices)
    depositor = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    supplier = models.ForeignKey("directory.Structure", on_delete=models.PROTECT, related_name="+")
    supplier_service = models.ForeignKey("directory.Service", on_delete=models.PROTECT, null=True, related_name="+")
    awaits = models.ForeignKey("directory.Demand", on_delete=models.PROTECT, null=True, related_name="+")
    """The request to be attached that its author made: what it was prepared upon, see `awaiting`."""
    framework = models.CharField(max_length=3, default="A1")
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    syntax = models.CharField(max_length=20)
    received_at = models.DateTimeField()
    state = models.CharField(max_length=40, choices=State.choices, default=State.RECEIVED)
    findings = models.JSONField(default=list)
    rule_versions = models.JSONField(default=dict)
    """Rule set → version, of the verdict on what a machine sent; what a person sends has its own on the invoice."""
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)

    stated = models.CharField(max_length=40, blank=True, default="", db_default="")
    """The syntax that a machine says it sends (`flows.syntaxes`). Empty for what people send."""
    signed = models.BooleanField(default=False, db_default=False)
    """Whether the machine says that it is signed."""
    whole = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="members")
    """The flow whose archive this one was taken from: it is then one invoice of many."""
    place = models.BigIntegerField(unique=True, null=True)
    """Which of its files it is, said so that no file is taken from an archive twice: see `place_in`."""
    once = models.CharField(max_length=90, unique=True, null=True)
    """Its account and its bytes, while the same bytes of the same account are answered with this flow."""
    state_since = models.DateTimeField(null=True)
    """Null: since it was received."""
    invoice_number = models.CharField(max_length=100, blank=True, default="", db_default="")
    seller = models.CharField(max_length=50, blank=True, default="", db_default="")
    buyer = models.CharField(max_length=50, blank=True, default="", db_default="")
    """What the file of one invoice says of it: all that is known of one that was not integrated."""
    beside = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    beside_name = models.CharField(max_length=200, blank=True, default="", db_default="")
    """The signature that came with it in a file of its own."""
    told = models.CharField(max_length=40, blank=True, default="", db_default="")
    """The finished state that machines were told of: see `webhooks.announcing`."""

    class Meta:
        indexes = [
            models.Index(
                fields=["received_at"],
                condition=Q(state="IN_RECU"),
                name="flow_to_process",
            ),
            models.Index(
                fields=["supplier", "-received_at"], condition=Q(whole=None) & ~Q(stated=""), name="flow_sent_lately"
            ),
            models.Index(
                fields=["supplier", "received_at"],
                condition=~Q(stated="") & Q(state__in=("IN_REJETE", "QP_IRRECEVABLE")),
                name="flow_turned_down",
            ),
            models.Index(
                fields=["id"],
                condition=Q(whole=None, state__in=FINISHED) & ~Q(stated="") & ~Q(told=models.F("state")),
                name="flow_to_tell",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """25 characters, as connectors expect a `numeroFluxDepot` (chorus-pro-api.md §2.8): of the whole it came in."""
        interface = int(interface_of(self.stated)[3:7]) if self.stated else _INTERFACES.get(self.syntax, 1000)
        return f"UNI001{interface:04d}{self.whole_id or self.pk or 0:015d}"

    @property
    def is_archive(self) -> bool:
        """Whether its file holds several, each a flow of its own."""
        return bool(self.syntax == ARCHIVE)

    @property
    def since(self) -> datetime:
        """When it came into its state."""
        return self.state_since or self.received_at

    def place_in(self, position: int) -> int:
        """What `place` says of the file at that position of this archive, from 1."""
        return int(self.pk * _MOST_OF_ONE + position)


_MOST_OF_ONE = 1000
"""More than an archive may hold (`files.unpack`)."""


_INTERFACES = {"UBL": 1100, "UBL_CREDIT_NOTE": 1100, "CII": 1106, "FACTURX": 1117}
