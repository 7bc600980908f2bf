"""Structures, their services, accounts and spaces (domain-rules §3)."""

from django.db import models

from unisson.kernel.identifiers import show_siret

from ..spaces import Space


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
    phone = models.CharField(max_length=30, blank=True, db_default="")
    vat_number = models.CharField(max_length=20, blank=True)
    trade_register = models.CharField(max_length=50, blank=True, db_default="")
    """Number in the « registre du commerce et des sociétés »."""
    legal_category = models.CharField(max_length=4, blank=True, db_default="")
    """INSEE's « catégorie juridique », as the register gave it."""
    masked = models.BooleanField(default=False, db_default=False)
    """« Non diffusible »: who it is asked INSEE not to publish name and address (domain-rules §3.3)."""
    became = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="came_from")
    """The structure that took its place when its identifier changed (domain-rules §3.5)."""
    updated_at = models.DateTimeField(null=True)
    """When something that the directory publishes changed last."""
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
        indexes = [
            models.Index(fields=["identifier"], name="structure_identifier"),
            models.Index(fields=["id"], condition=models.Q(verified=False), name="structure_not_verified"),
        ]

    def __str__(self) -> str:
        return f"{self.identifier} - {self.name}"

    @property
    def called(self) -> str:
        """In a sentence to who does not belong to it: a masked one has its number for a name."""
        return show_siret(self.identifier) if self.masked else self.name

    @property
    def to_strangers(self) -> str:
        """What who does not belong to it may read: of who is masked the number alone, as INSEE writes it."""
        return f"{self.identifier} - [ND]" if self.masked else str(self)

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
    payment_not_reported = models.BooleanField(default=False, db_default=False)
    description = models.CharField(max_length=500, blank=True, db_default="")
    address = models.CharField(max_length=255, blank=True, db_default="")
    postcode = models.CharField(max_length=10, blank=True, db_default="")
    town = models.CharField(max_length=100, blank=True, db_default="")
    contact_email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True, db_default="")

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
    country = models.CharField(max_length=2, default="FR", db_default="FR")
    factor = models.CharField(max_length=200, blank=True)
    """« Affactureur »: whose account it is when the invoices are sold to a factor."""
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
