"""Rows that tell: the feed, the news, and the e-mails still to send. A row not yet done is the job (design §6)."""

from django.db import models


class Event(models.Model):
    """One line of the « Fil d'événements » of a structure (or of one of its services)."""

    structure = models.ForeignKey("directory.Structure", on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey("directory.Service", on_delete=models.PROTECT, null=True, related_name="+")
    space = models.CharField(max_length=30)
    code = models.CharField(max_length=40)
    values = models.JSONField(default=dict)
    subject = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["structure", "-at"], name="event_feed")]

    def __str__(self) -> str:
        return f"{self.code} {self.subject}"


class News(models.Model):
    """« Actualités »: a word of the operator to everybody."""

    title = models.CharField(max_length=200)
    body = models.TextField()
    title_en = models.CharField(max_length=200, blank=True)
    body_en = models.TextField(blank=True)
    published_at = models.DateTimeField()
    """From when it is shown."""
    until = models.DateTimeField(null=True)
    """Until when, where it ends by itself."""
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-published_at"]

    def __str__(self) -> str:
        return self.title


class Email(models.Model):
    """One e-mail: a kind and values until it is sent, then also what was sent, word for word."""

    class State(models.TextChoices):
        PENDING = "PENDING"
        SENT = "SENT"
        FAILED = "FAILED"

    to = models.EmailField()
    language = models.CharField(max_length=2, default="fr")
    kind = models.CharField(max_length=40)
    values = models.JSONField(default=dict)
    key = models.CharField(max_length=120, unique=True, null=True)
    people = models.CharField(max_length=100, blank=True, default="", db_default="")
    """The keys of the accounts that `values` name, each between spaces: how `outbox.forget` finds them."""
    leave = models.CharField(max_length=100, blank=True, default="", db_default="")
    """What its reader may end: see `preferences`."""
    created_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    last_error = models.CharField(max_length=300, blank=True)
    sent_at = models.DateTimeField(null=True)
    subject = models.CharField(max_length=250, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["next_try_at"], condition=models.Q(state="PENDING"), name="email_to_send"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} → {self.to}"


class Subscription(models.Model):
    """« Recevoir des notifications périodiques d’activité »: a person wants one kind of letter while the row is there.

    A recap whose `due_at` has passed is the job of who writes it; `told_until` is where it goes on from.
    """

    class What(models.TextChoices):
        AT_ONCE = "AT_ONCE"
        DAILY = "DAILY"
        WEEKLY = "WEEKLY"

    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    what = models.CharField(max_length=8, choices=What.choices)
    told_until = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "what"], name="subscribed_once")]
        indexes = [models.Index(fields=["due_at"], condition=models.Q(due_at__isnull=False), name="recap_due")]

    def __str__(self) -> str:
        return f"{self.what} → {self.user_id}"


class CalendarAddress(models.Model):
    """The address of a calendar, known by what tells its secret again: see `calendars`."""

    user = models.OneToOneField("accounts.User", on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.user_id)


class Endpoint(models.Model):
    """« Webhook »: where a structure wants to be told, and of what."""

    class State(models.TextChoices):
        ACTIVE = "ACTIF"
        PAUSED = "SUSPENDU"
        """By its people: what happens meanwhile waits, and leaves afterwards."""
        DISABLED = "DESACTIVE"
        """By the portal: what happens meanwhile is told to nobody."""
        REMOVED = "SUPPRIME"
        """Gone for everybody: its deliveries are being erased, then the row."""

    class Why(models.TextChoices):
        GONE = "DISPARU"
        """It answered 410."""
        FAILING = "EN_ECHEC"
        """Nothing arrived for days."""

    structure = models.ForeignKey("directory.Structure", on_delete=models.PROTECT, related_name="+")
    url = models.CharField(max_length=500)
    description = models.CharField(max_length=100, blank=True)
    kinds = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ACTIVE)
    since = models.DateTimeField()
    """It hears of what happened from then on."""
    secret = models.TextField()
    """Sealed (`ports.vault`), like the next."""
    secret_at = models.DateTimeField()
    """When it was made."""
    former = models.TextField(blank=True)
    former_until = models.DateTimeField(null=True)
    """Until then messages are signed with both."""
    failing_since = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    """In a row."""
    disabled_at = models.DateTimeField(null=True)
    disabled_why = models.CharField(max_length=10, choices=Why.choices, blank=True)
    to_tell = models.BooleanField(default=False)
    """Its people have yet to be told that it was disabled."""
    steady = models.BooleanField(default=True)
    """Whether the last answer was good and quick: see `posting`."""
    busy_until = models.DateTimeField(null=True)
    """The lease of who posts to it now."""
    rest_until = models.DateTimeField(null=True)
    served_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.url


class Delivery(models.Model):
    """One event for one endpoint, as it was and will be posted, and what was answered last. Erased after a while."""

    class State(models.TextChoices):
        PENDING = "EN_ATTENTE"
        SENT = "LIVREE"
        FAILED = "ECHOUEE"

    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="deliveries", db_index=False)
    message = models.CharField(max_length=40)
    """Its « webhook-id »: the same at each attempt."""
    kind = models.CharField(max_length=40)
    source = models.CharField(max_length=60)
    """What happened, so that it is told once."""
    subject = models.CharField(max_length=60, blank=True)
    """How people call what it is about: the number of an invoice."""
    body = models.TextField()
    made_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True)
    http_status = models.PositiveSmallIntegerField(null=True)
    """Of the last answer; null while there was none."""
    fault = models.CharField(max_length=12, blank=True)
    """Why there was none (`kernel.ports.Unreached`)."""
    milliseconds = models.PositiveIntegerField(null=True)
    answer = models.CharField(max_length=1024, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["endpoint", "source"], name="event_told_once")]
        indexes = [
            models.Index(fields=["endpoint", "-id"], name="delivery_log"),
            models.Index(
                fields=["endpoint", "next_try_at"], condition=models.Q(state="EN_ATTENTE"), name="delivery_to_send"
            ),
            models.Index(fields=["made_at"], name="delivery_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.message}"
