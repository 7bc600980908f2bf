"""The kinds of events that a machine may ask for. What they say is made by who knows it."""

TEST = "webhook.test"
DEPOSITED = "invoice.deposited"
STATUS_CHANGED = "invoice.status_changed"
FLOW_FINISHED = "flow.finished"
KINDS = (DEPOSITED, STATUS_CHANGED, FLOW_FINISHED)
"""Those one chooses among; a test comes when it is asked for."""
