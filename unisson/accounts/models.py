"""People who sign in. A person is never deleted while a history names them: they are pseudonymised (design §5)."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower

from unisson.kernel.naming import Name


class People(BaseUserManager["User"]):
    """Creation of accounts, for `accounts` activities and the command line."""

    def create_user(self, email: str, password: str | None = None, **names: str) -> "User":
        user = self.model(email=email.strip().lower(), **names)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """A person. `email` is the « adresse électronique de connexion »; the contact address only receives notices."""

    email = models.EmailField(unique=True)
    first_name = models.CharField(max_length=100)
    last_name = models.CharField(max_length=100)
    contact_email = models.EmailField(blank=True)
    proven_email = models.EmailField(blank=True, default="", db_default="")
    """The contact address whose mailbox answered (`contact`)."""
    phone = models.CharField(max_length=30, blank=True)
    language = models.CharField(max_length=2, default="fr")
    is_active = models.BooleanField(default=True)
    is_operator = models.BooleanField(default=False)
    is_technical = models.BooleanField(default=False, db_default=False)
    """« Compte technique »: a machine of a structure. It calls the API and signs in to no page (`technical`)."""
    previous_login = models.DateTimeField(null=True)
    structure_in_use = models.BigIntegerField(null=True)
    service_in_use = models.BigIntegerField(null=True)
    """What it last chose to look at (`in_use`): keys that mean nothing once the person may not read there any more."""

    objects = People()
    near_words: tuple[str, ...] = ()
    """What a door knows of the place of who chooses a password (`guessable`): no column."""

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["first_name", "last_name"]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_address")]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> Name:
        return Name(f"{self.first_name} {self.last_name}".strip(), of=self.pk)

    @property
    def notice_address(self) -> str:
        """Where notices go: the contact address once it is proven, or else the one of the connection (domain-rules
        §2.2)."""
        return self.contact_email if self.contact_email == self.proven_email and self.contact_email else self.email


class TechnicalKey(models.Model):
    """What a technical account proves itself by. We make the password, of 160 bits: a plain digest of it opens nothing
    and costs nothing to check at each call (ADR 16)."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="technical_key")
    digest = models.CharField(max_length=64)
    former = models.CharField(max_length=64, blank=True)
    """The digest of the password before, good `former_until`: connectors change theirs one after the other."""
    former_until = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    warn_at = models.DateTimeField(null=True)
    """When its managers are to be told that it ends: None once all was said."""

    class Meta:
        indexes = [models.Index(fields=["warn_at"], name="technical_key_to_warn_of")]

    def __str__(self) -> str:
        return str(self.user_id)


class SignInTries(models.Model):
    """Failed attempts on one address, known or not: both answer alike."""

    address = models.CharField(primary_key=True, max_length=254)
    failures = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True)
    told_until = models.DateTimeField(null=True)
    """The end of the lock that the person was told of (`locks`)."""

    def __str__(self) -> str:
        return f"{self.address}: {self.failures}"


class Factor(models.Model):
    """One means of the second factor: an authenticator application or a passkey. A shared mailbox has one a person."""

    class Kind(models.TextChoices):
        APP = "APPLICATION"
        KEY = "CLE_ACCES"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="factors")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    name = models.CharField(max_length=60)
    handle = models.CharField(max_length=1400, unique=True)
    """The identifier of a passkey, or what tells the secret of an application apart: the same one is kept once."""
    secret = models.TextField()
    """The secret of an application, encrypted; the public key of a passkey."""
    counter = models.BigIntegerField(default=-1)
    """The last step of time an application's code was taken for; the last counter a passkey told."""
    added_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class RecoveryCode(models.Model):
    """One of the ten codes of a lost phone: hashed as a password is, good for one use. Its number is no secret."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="recovery_codes")
    number = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=128)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "number"], name="one_recovery_code_per_number")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.number}"


class SecretQuestion(models.Model):
    """The question asked before a forgotten password is replaced; the answer is hashed as passwords are."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="secret_question")
    question = models.CharField(max_length=20)
    digest = models.CharField(max_length=128)
    chosen_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.question


class FormerQuestion(models.Model):
    """A secret question that another replaced: it comes back if that was not the person (`undoing`)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="former_questions")
    question = models.CharField(max_length=20)
    digest = models.CharField(max_length=128)
    chosen_at = models.DateTimeField(null=True)
    replaced_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.question


class LinkAsked(models.Model):
    """A link was asked for an address, known or not, for a new password or for the activation of an account: the worker
    looks whose it is, and the row goes. Who asks waits the same time for either."""

    address = models.CharField(max_length=254)
    activation = models.BooleanField(default=False, db_default=False)
    asked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.address}: {self.asked_at}"


class AddressChange(models.Model):
    """A change of the connection address that was asked for. `digest`: of the link to the new one; `back`: of the way
    back, sent to the old one."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="address_changes")
    former = models.EmailField()
    address = models.EmailField()
    digest = models.CharField(max_length=64, unique=True)
    back = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.user_id}: {self.asked_at}"


class FederatedIdentity(models.Model):
    """Whom another site recognises as the person of this account."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="federated")
    issuer = models.CharField(max_length=255)
    subject = models.CharField(max_length=255)
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issuer", "subject"], name="one_account_per_identity")]

    def __str__(self) -> str:
        return f"{self.issuer} {self.subject}"


class Browser(models.Model):
    """A session of somebody: since when, seen when, from what. It lives as long as the session of this key."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="browsers")
    session_key = models.CharField(max_length=40, unique=True)
    agent = models.CharField(max_length=300, blank=True)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.agent


class Leftover(models.Model):
    """What letters may still tell of somebody who went: the sweep erases it there, then this row with it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    addresses = models.JSONField(db_column="words")
    """Those of the account whose mailbox answered: what it had typed besides may be a stranger's."""
    closed_at = models.DateTimeField()
    due_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["due_at"], name="leftover_due")]

    def __str__(self) -> str:
        return str(self.user_id)


class AccountAct(models.Model):
    """A change of how somebody signs in: who did it, when, what. Never changed."""

    class What(models.TextChoices):
        APP_ADDED = "APPLICATION_AJOUTEE"
        KEY_ADDED = "CLE_ACCES_AJOUTEE"
        FACTOR_REMOVED = "MOYEN_RETIRE"
        FACTORS_CLEARED = "SECOND_FACTEUR_RETIRE"
        CODES_MADE = "CODES_DE_SECOURS_FAITS"
        CODE_USED = "CODE_DE_SECOURS_UTILISE"
        QUESTION_CHANGED = "QUESTION_SECRETE_CHANGEE"
        QUESTION_CLEARED = "QUESTION_SECRETE_RETIREE"
        ADDRESS_ASKED = "ADRESSE_DEMANDEE"
        ADDRESS_CHANGED = "ADRESSE_CHANGEE"
        ADDRESS_RESTORED = "ADRESSE_RETABLIE"
        ADDITIONS_UNDONE = "AJOUTS_DEFAITS"
        CLOSED = "COMPTE_FERME"
        IDENTITY_BOUND = "IDENTITE_LIEE"
        IDENTITY_REMOVED = "IDENTITE_RETIREE"
        SESSIONS_ENDED = "SESSIONS_TERMINEES"
        DATA_CHANGED = "DONNEES_CHANGEES"
        PASSWORD_CHANGED = "MOT_DE_PASSE_CHANGE"  # noqa: S105 - the name of an act

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="acts")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    """None: the operator, by command."""
    what = models.CharField(max_length=30)
    detail = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.what
