"""One pass over every row that says "not yet done". The worker calls it when woken, and on its own now and then."""

from datetime import datetime

from unisson.notices import outbox

from . import certificate, delivery, takeup


def sweep(*, at: datetime) -> dict[str, int]:
    """What was done, by kind of work. Each step commits by itself and is safe to repeat."""
    return {
        "flows": takeup.process_left_over(at=at),
        "delivered": delivery.deliver_pending(at=at),
        "certificates": certificate.print_pending(at=at),
        "emails": outbox.send_pending(at=at),
    }
