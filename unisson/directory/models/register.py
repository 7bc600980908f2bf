"""The embedded copy of INSEE's register (« répertoire Sirene »), how it was loaded, and what it said of structures."""

from django.db import models

from .structures import Structure


class LegalUnit(models.Model):
    """A company or a person, as `StockUniteLegale` has it: what its establishments are called."""

    siren = models.BigIntegerField(primary_key=True)
    """As a number, so that tens of millions of rows have a small key; written with 9 digits."""
    name = models.CharField(max_length=250)
    legal_category = models.CharField(max_length=4)
    masked = models.BooleanField()
    treated = models.CharField(max_length=23)
    """INSEE's last work on it, as INSEE writes the moment: of two, the later text is the later one."""

    def __str__(self) -> str:
        return f"{self.siren:09d}"


class Establishment(models.Model):
    """One establishment, as `StockEtablissement` has it."""

    siret = models.BigIntegerField(primary_key=True)
    """As a number (see `LegalUnit.siren`); written with 14 digits. No foreign key: the two files come in any order."""
    sign = models.CharField(max_length=120)
    """What stands over its door; its name while the file of legal units has not come."""
    address = models.CharField(max_length=255)
    postcode = models.CharField(max_length=10)
    town = models.CharField(max_length=100)
    country = models.CharField(max_length=2)
    active = models.BooleanField()
    since = models.CharField(max_length=10)
    """The first day of its present state: of a closed one, the day it closed."""
    masked = models.BooleanField()
    treated = models.CharField(max_length=23)

    def __str__(self) -> str:
        return f"{self.siret:014d}"


class RegisterImport(models.Model):
    """One file of INSEE's, and how far it was read. Moves on in the transaction that writes the rows (ADR 3)."""

    digest = models.CharField(max_length=64, unique=True)
    """SHA-256 of the file as it lies on the disk: what makes it the same file under another name."""
    file_name = models.CharField(max_length=255)
    layout = models.CharField(max_length=20)
    """Which of INSEE's two files it is."""
    position = models.BigIntegerField(default=0)
    """Where the next line begins, in bytes of the unpacked text."""
    lines = models.BigIntegerField(default=0)
    refused = models.BigIntegerField(default=0)
    """Lines that could not be read."""
    written = models.BigIntegerField(default=0)
    """Rows that were new, or newer than ours."""
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.file_name


class RegisterFault(models.Model):
    """A line that could not be read."""

    run = models.ForeignKey(RegisterImport, on_delete=models.CASCADE, related_name="faults")
    line = models.BigIntegerField()
    code = models.CharField(max_length=30)
    values = models.JSONField(default=dict)
    excerpt = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "line"], name="one_fault_per_line")]
        ordering = ["line"]

    def __str__(self) -> str:
        return f"{self.line}: {self.code}"


class RegisterCheck(models.Model):
    """What the register said of a structure whose name and address somebody typed, and when it is asked again."""

    class Answer(models.TextChoices):
        NONE = "SANS_REPONSE"
        UNKNOWN = "INCONNU"
        CLOSED = "FERME"
        MASKED = "NON_DIFFUSIBLE"
        CONFIRMED = "CONFIRME"

    structure = models.OneToOneField(Structure, on_delete=models.PROTECT, primary_key=True, related_name="check_made")
    answer = models.CharField(max_length=14, choices=Answer.choices, default=Answer.NONE)
    attempts = models.PositiveSmallIntegerField(default=0)
    """Since its answer changed last."""
    asked_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True, db_index=True)
    """None: its answer is final."""

    def __str__(self) -> str:
        return f"{self.structure_id}: {self.answer}"
