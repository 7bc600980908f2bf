"""People who sign in. A person is never deleted while a history names them: they are pseudonymised (design §5)."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower


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
    phone = models.CharField(max_length=30, blank=True)
    language = models.CharField(max_length=2, default="fr")
    is_active = models.BooleanField(default=True)
    is_operator = models.BooleanField(default=False)
    previous_login = models.DateTimeField(null=True)

    objects = People()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["first_name", "last_name"]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_address")]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def notice_address(self) -> str:
        """Where notices go: the contact address, or else the one of the connection (domain-rules §2.2)."""
        return self.contact_email or self.email


class SignInTries(models.Model):
    """Failed attempts on one address, known or not: both answer alike."""

    address = models.CharField(primary_key=True, max_length=254)
    failures = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.address}: {self.failures}"
