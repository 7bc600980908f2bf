"""The page of one invoice: where it stands, what comes next, when it is paid. Shared by both sides."""
