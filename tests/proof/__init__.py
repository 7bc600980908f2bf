"""The long proof: each module's `main()` yields `Trial`s. `make proof` runs them all and writes `docs/proof.md`."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Trial:
    """How often something was tried and how often it held. `note` says what they do not, or why it was skipped."""

    what: str
    tried: int
    held: int
    note: str = ""
    skipped: bool = False

    @property
    def passed(self) -> bool:
        return self.skipped or (self.tried > 0 and self.held == self.tried)
