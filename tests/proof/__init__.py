"""The long proof: each module's `main()` yields `Trial`s. `make proof` runs them all and writes `docs/proof.md`."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Trial:
    """How often something was tried and how often it held. `note` says what the figures do not."""

    what: str
    tried: int
    held: int
    note: str = ""

    @property
    def passed(self) -> bool:
        return self.tried > 0 and self.held == self.tried
