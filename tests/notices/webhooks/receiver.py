"""A machine that is posted to, without a network: what came, and what it answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from unisson.kernel.ports import Answered, UnreachedError

Answer = Answered | UnreachedError


@dataclass
class Receiver:
    """Answers in their order, the last one for ever; `during` is called while the post is under way."""

    answers: list[Answer] = field(default_factory=lambda: [Answered(status=204)])
    came: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    during: Callable[[], None] = lambda: None

    def post(self, url: str, *, headers: Mapping[str, str], body: bytes) -> Answered:
        self.came.append((url, dict(headers), body))
        self.during()
        answer = self.answers[0] if len(self.answers) == 1 else self.answers.pop(0)
        if isinstance(answer, UnreachedError):
            raise answer
        return answer

    @property
    def ids(self) -> list[str]:
        return [headers["webhook-id"] for _, headers, _ in self.came]
