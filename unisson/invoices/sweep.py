"""One pass over every row that says "not yet done". The worker calls it when woken, and on its own now and then."""

from unisson.kernel.clock import Clock, now
from unisson.notices import outbox

from . import certificate, delivery, takeup


def sweep(*, clock: Clock = now) -> dict[str, int]:
    """What was done, by kind of work. Each step commits by itself and is safe to repeat."""
    return {
        "flows": takeup.process_left_over(clock=clock),
        "delivered": delivery.deliver_pending(clock=clock),
        "certificates": certificate.print_pending(clock=clock),
        "emails": outbox.send_pending(clock=clock),
    }
