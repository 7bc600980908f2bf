"""What « Rechercher » keeps for a person: searches under a name, the columns chosen, and files being prepared."""

from django.db import models
from django.db.models import Q

from unisson.directory.spaces import Space


class SavedSearch(models.Model):
    """A search under a name: its criteria, its order and its columns, as its address says them."""

    person = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    space = models.CharField(max_length=30, choices=Space.choices)
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=2000, blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["person", "space", "name"], name="one_search_per_name")]

    def __str__(self) -> str:
        return self.name


class ColumnChoice(models.Model):
    """The columns that a person wants to see in the lists of a space."""

    person = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    space = models.CharField(max_length=30, choices=Space.choices)
    names = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "space"], name="one_choice_of_columns")]

    def __str__(self) -> str:
        return ", ".join(self.names)


class Export(models.Model):
    """A file of many invoices, made in the background. A row in state PENDING is the job of `exports.work`.

    Its person alone may have it, and only while they reach all that they reached when it was made.
    """

    class Kind(models.TextChoices):
        CSV = "CSV"
        XLSX = "XLSX"
        ZIP = "ZIP"
        """The invoices themselves, in one folder each."""

    class State(models.TextChoices):
        PENDING = "EN_COURS"
        READY = "PRET"
        FAILED = "ECHEC"

    person = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    space = models.CharField(max_length=30, choices=Space.choices)
    structure = models.ForeignKey("directory.Structure", on_delete=models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=4, choices=Kind.choices)
    asked = models.JSONField(default=dict)
    """The criteria, or the keys of what was ticked: see `exports.request`."""
    language = models.CharField(max_length=5, default="fr")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    total = models.PositiveIntegerField(default=0)
    """How many invoices answered when it was asked: for the progress alone."""
    done = models.PositiveIntegerField(default=0)
    place = models.CharField(max_length=400, blank=True)
    """Where the next slice goes on: the place of the last line that was written."""
    slices = models.PositiveIntegerField(default=0)
    """Slices kept so far."""
    reach = models.JSONField(default=dict)
    """The structures and services that its person reached all the while."""
    ended_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    """Of one slice: it begins anew with each."""
    lease_until = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["asked_at"], condition=Q(state="EN_COURS"), name="export_to_make"),
            models.Index(fields=["ended_at"], condition=Q(ended_at__isnull=False), name="export_to_forget"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.done}/{self.total}"


class ExportFile(models.Model):
    """A file that is ready: the whole table, or one part of a group download."""

    export = models.ForeignKey(Export, on_delete=models.CASCADE, related_name="files")
    number = models.PositiveIntegerField()
    path = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    invoices = models.JSONField(default=list)
    """The keys of those that a part holds, for their histories."""

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["export", "number"], name="one_file_per_part")]

    def __str__(self) -> str:
        return self.path
