"""A refusal: the user asked for something that cannot be done. Each door maps it in one handler."""

from .findings import Finding, Value


class Refusal(Exception):  # noqa: N818 - a refusal is not an error of ours
    """Raised by an activity that will not go on. Carries a declared code (see `kernel.words`) and its values.

    `field` names the form field or API argument to point at, when there is one; `findings` are the reasons behind
    the refusal, when it sums several up.
    """

    def __init__(self, code: str, *, field: str = "", findings: tuple[Finding, ...] = (), **values: Value) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.findings = findings
        self.values: dict[str, Value] = values


class Unavailable(Refusal):
    """Something the portal leans on does not answer: nobody did anything wrong, and later it will do."""


class TooOften(Refusal):
    """Somebody asks for more than a visitor may within a minute: later it will do."""


class NotFound(Refusal):
    """ "Not there" and "not yours" answer alike: a caller never learns which."""

    def __init__(self) -> None:
        super().__init__("CPP-ACCES-01")
