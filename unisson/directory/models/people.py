"""Who may do what at a structure, and who asked for it (domain-rules §2)."""

from django.db import models
from django.db.models import F, Q

from ..spaces import Level, Space
from .structures import Service, Structure


class Membership(models.Model):
    """Rattachement: a person at a structure (domain-rules §2.3–2.4). Exactly one principal manager a structure."""

    class Role(models.TextChoices):
        PRINCIPAL = "GESTIONNAIRE_PRINCIPAL"
        SECONDARY = "GESTIONNAIRE_SECONDAIRE"
        USER = "UTILISATEUR"

    class State(models.TextChoices):
        PENDING = "EN_COURS_DE_VALIDATION"
        VALID = "VALIDEE"
        REFUSED = "REFUSEE"
        DISABLED = "DESACTIVEE"
        DELETED = "SUPPRIMEE"

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="memberships")
    structure = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=24, choices=Role.choices, default=Role.USER)
    state = models.CharField(max_length=24, choices=State.choices, default=State.VALID)
    comment = models.CharField(max_length=500, blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "structure"], name="one_membership_per_structure"),
            models.UniqueConstraint(
                fields=["structure"],
                condition=Q(role="GESTIONNAIRE_PRINCIPAL", state="VALIDEE"),
                name="one_principal_manager",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} @ {self.structure_id}"


class Grant(models.Model):
    """Habilitation: structure (or one of its services) × space × level (domain-rules §2.5)."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="grants")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True)
    space = models.CharField(max_length=30, choices=Space.choices)
    level = models.CharField(max_length=24, choices=Level.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["membership", "space", "service"], name="one_grant_per_service"),
            models.UniqueConstraint(
                fields=["membership", "space"], condition=Q(service=None), name="one_grant_per_structure"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.space} {self.level}"


class SignUp(models.Model):
    """An account that somebody asked for. No account yet: an address is nobody's until its mailbox answered."""

    address = models.EmailField()
    first_name = models.CharField(max_length=100)
    last_name = models.CharField(max_length=100)
    contact_email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    language = models.CharField(max_length=2, default="fr")
    kind = models.CharField(max_length=14, choices=Structure.Kind.choices)
    identifier = models.CharField(max_length=18)
    company = models.JSONField(default=dict)
    """Name, address, postcode, town, country of the structure, and whether a register said so."""
    spaces = models.JSONField(default=list)
    terms = models.CharField(max_length=20)
    """The version of the terms of use that were accepted."""
    terms_words = models.JSONField(null=True)
    """Those terms, word for word: another version may be in force the day the account is made."""
    digest = models.CharField(max_length=64, unique=True)
    """SHA-256 of what stands in the link: the link itself is in the letter only."""
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    letters = models.PositiveSmallIntegerField(default=0, db_default=0)
    counted_from = models.DateTimeField(null=True)
    """How many letters left since then: an address gets no more than so many a day."""

    class Meta:
        indexes = [models.Index(fields=["address"], condition=Q(used_at=None), name="sign_up_waiting")]

    def __str__(self) -> str:
        return f"{self.kind} {self.identifier}"


class Demand(models.Model):
    """What a person asked of a structure, and what became of it. One that nobody decided is the work of its managers;
    `remind_at`, while it is there, is the work of the sweep."""

    class Kind(models.TextChoices):
        ATTACHMENT = "RATTACHEMENT"
        SPACES = "ESPACES"
        SUCCESSION = "SUCCESSION"

    class State(models.TextChoices):
        """The official states of a request (domain-rules §2.4)."""

        PENDING = "EN_COURS_DE_VALIDATION"
        ACCEPTED = "VALIDEE"
        REFUSED = "REFUSEE"
        WITHDRAWN = "SUPPRIMEE"

    kind = models.CharField(max_length=12, choices=Kind.choices)
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="demands")
    structure = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="demands")
    wanted = models.JSONField(default=list)
    """Triples of space, level and key of a service, None for the whole structure."""
    word = models.CharField(max_length=500, blank=True)
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=24, choices=State.choices, default=State.PENDING)
    decided_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=500, blank=True)
    remind_at = models.DateTimeField(null=True)
    document = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    document_name = models.CharField(max_length=50, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "structure", "kind"],
                condition=Q(state="EN_COURS_DE_VALIDATION"),
                name="one_demand_at_a_time",
            )
        ]
        indexes = [
            models.Index(fields=["remind_at"], condition=Q(remind_at__isnull=False), name="demand_to_remind"),
            models.Index(fields=["structure"], condition=Q(state="EN_COURS_DE_VALIDATION"), name="demand_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.user_id} @ {self.structure_id}"


class Invitation(models.Model):
    """A manager proposes an attachment to an address, be it somebody's account or not. Its person accepts or not."""

    class State(models.TextChoices):
        OPEN = "PROPOSEE"
        ACCEPTED = "ACCEPTEE"
        DECLINED = "DECLINEE"
        CANCELLED = "ANNULEE"

    structure = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="invitations")
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    address = models.EmailField()
    first_name = models.CharField(max_length=100)
    last_name = models.CharField(max_length=100)
    wanted = models.JSONField(default=list)
    """As `Demand.wanted`."""
    word = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    digest = models.CharField(max_length=64, unique=True)
    """SHA-256 of what stands in the link: the link itself is in the letter only."""
    letters = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["address", "structure"], condition=Q(state="PROPOSEE"), name="one_invitation_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.address} @ {self.structure_id}"


class Handover(models.Model):
    """The principal manager offers his role to a colleague, who takes it or not."""

    class State(models.TextChoices):
        OFFERED = "PROPOSEE"
        TAKEN = "ACCEPTEE"
        DECLINED = "DECLINEE"
        CANCELLED = "ANNULEE"

    structure = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="handovers")
    giver = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OFFERED)
    offered_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["structure"], condition=Q(state="PROPOSEE"), name="one_handover_at_a_time")
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.structure_id}"


class Appointment(models.Model):
    """An operator proposes the principal manager of a public structure; another operator confirms, or not."""

    class State(models.TextChoices):
        PROPOSED = "PROPOSEE"
        CONFIRMED = "CONFIRMEE"
        DISMISSED = "ECARTEE"

    structure = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="appointments")
    person = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    demand = models.ForeignKey(Demand, on_delete=models.PROTECT, null=True, related_name="appointments")
    reason = models.CharField(max_length=500)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    document = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    document_name = models.CharField(max_length=50, blank=True, db_default="")
    proposed_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["structure"], condition=Q(state="PROPOSEE"), name="one_appointment_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(state="CONFIRMEE") | (Q(decided_by__isnull=False) & ~Q(decided_by=F("proposed_by"))),
                name="two_operators_appoint",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.person_id} @ {self.structure_id}"
