"""Structures and services, and who may do what there (domain-rules §2 and §3)."""

from django.db import models
from django.db.models import F, Q

from .spaces import Level, Space


class Structure(models.Model):
    """One issuer or recipient of invoices. A public structure can be both (domain-rules §1.1)."""

    class Kind(models.TextChoices):
        """Kinds of identifier (domain-rules §3.1): API codes."""

        SIRET = "SIRET"
        UE_HORS_FRANCE = "UE_HORS_FRANCE"
        HORS_UE = "HORS_UE"
        RIDET = "RIDET"
        TAHITI = "TAHITI"
        AUTRE = "AUTRE"
        PARTICULIER = "PARTICULIER"

    class Nature(models.TextChoices):
        PUBLIC = "PUBLIQUE"
        PRIVATE = "PRIVEE"

    class Buyer(models.TextChoices):
        """Kinds of buyer that the payment period tells apart (domain-rules §5.6)."""

        STATE_OR_LOCAL = "STATE_OR_LOCAL"
        HOSPITAL = "HOSPITAL"
        UNDERTAKING = "UNDERTAKING"

    kind = models.CharField(max_length=14, choices=Kind.choices, default=Kind.SIRET)
    identifier = models.CharField(max_length=18)
    name = models.CharField(max_length=201)
    searchable = models.CharField(max_length=600, editable=False, default="")
    nature = models.CharField(max_length=8, choices=Nature.choices)
    buyer = models.CharField(max_length=14, choices=Buyer.choices, default=Buyer.STATE_OR_LOCAL)
    active = models.BooleanField(default=True)
    address = models.CharField(max_length=255, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    town = models.CharField(max_length=100, blank=True)
    country = models.CharField(max_length=2, default="FR")
    contact_email = models.EmailField(blank=True)
    vat_number = models.CharField(max_length=20, blank=True)
    verified = models.BooleanField(default=True, db_default=True)
    """False: its name and address were typed by who created it, and no register confirmed them."""

    service_required = models.BooleanField(default=False)
    commitment_required = models.BooleanField(default=False)
    service_or_commitment_required = models.BooleanField(default=False)
    payment_not_reported = models.BooleanField(default=False)
    works_owner = models.BooleanField(default=False)
    works_owner_only = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "identifier"], name="one_structure_per_identifier")]
        indexes = [models.Index(fields=["identifier"], name="structure_identifier")]

    def __str__(self) -> str:
        return f"{self.identifier} - {self.name}"

    @property
    def is_public(self) -> bool:
        return self.nature == self.Nature.PUBLIC


class Service(models.Model):
    """A subdivision that sends or receives invoices (domain-rules §3.4)."""

    structure = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="services")
    code = models.CharField(max_length=100)
    name = models.CharField(max_length=255)
    searchable = models.CharField(max_length=400, editable=False, default="")
    active = models.BooleanField(default=True)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    commitment_required = models.BooleanField(default=False)
    contact_email = models.EmailField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["structure", "code"], name="one_service_per_code")]
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} - {self.name}"


class BankAccount(models.Model):
    """« Références bancaires » of a structure (domain-rules §3.5)."""

    structure = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="accounts")
    label = models.CharField(max_length=100)
    iban = models.CharField(max_length=34)
    bic = models.CharField(max_length=11, blank=True)
    factor = models.CharField(max_length=200, blank=True)
    active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.label


class SpaceOpening(models.Model):
    """A space opened on a structure by its manager: nobody has a space where it is not open (domain-rules §1.3)."""

    structure = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="openings")
    space = models.CharField(max_length=30, choices=Space.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["structure", "space"], name="space_opened_once")]

    def __str__(self) -> str:
        return f"{self.space} @ {self.structure_id}"


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


class ManagerAct(models.Model):
    """What was done at a structure by who manages it, for the history that all its managers read. Never changed."""

    class What(models.TextChoices):
        APPROVED = "RATTACHEMENT_VALIDE"
        REFUSED = "RATTACHEMENT_REFUSE"
        SPACES_APPROVED = "ESPACES_VALIDES"
        SPACES_REFUSED = "ESPACES_REFUSES"
        RIGHTS = "DROITS_MODIFIES"
        COPIED = "DROITS_COPIES"
        WITHDRAWN = "RATTACHEMENT_RETIRE"
        LEFT = "DEPART"
        RESENT = "ACTIVATION_RENVOYEE"
        OPENED = "ESPACE_OUVERT"
        OFFERED = "ROLE_PROPOSE"
        CANCELLED = "PROPOSITION_ANNULEE"
        TAKEN = "ROLE_ACCEPTE"
        DECLINED = "ROLE_DECLINE"
        APPOINTED = "GESTIONNAIRE_NOMME"

    structure = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="manager_acts")
    actor = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    about = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=30, choices=What.choices)
    comment = models.CharField(max_length=500, blank=True)
    detail = models.JSONField(null=True)
    """Lists of triples, « before » and « after », where rights changed; else what is needed to tell it."""
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.what


class OperatorAct(models.Model):
    """What an operator did, on whom or at which structure, and how it was before and is after. Never changed."""

    class What(models.TextChoices):
        LOCKED = "COMPTE_VERROUILLE"
        UNLOCKED = "COMPTE_DEVERROUILLE"
        RESENT = "ACTIVATION_RENVOYEE"
        ENDED = "ACCES_CLOS"
        STRUCTURE_ADDED = "STRUCTURE_CREEE"
        PROPOSED = "NOMINATION_PROPOSEE"
        CONFIRMED = "NOMINATION_CONFIRMEE"
        DISMISSED = "NOMINATION_ECARTEE"
        SUCCESSION_ACCEPTED = "SUCCESSION_ACCEPTEE"
        SUCCESSION_REFUSED = "SUCCESSION_REFUSEE"
        DOCUMENT_READ = "JUSTIFICATIF_LU"
        NEWS_PUBLISHED = "ACTUALITE_CREEE"
        NEWS_CHANGED = "ACTUALITE_MODIFIEE"
        NEWS_WITHDRAWN = "ACTUALITE_RETIREE"

    actor = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=30, choices=What.choices)
    about = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    structure = models.ForeignKey(Structure, on_delete=models.PROTECT, null=True, related_name="+")
    subject = models.CharField(max_length=254, blank=True)
    """What it was about where that is neither a person nor a structure: an address, a title."""
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    comment = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.what
