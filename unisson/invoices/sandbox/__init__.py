"""What developers play in a sandbox: a deposit that is refused, a recipient that pays, the clock put forward.

`refusing` and `paying` act through the very functions of a deposit and of the life cycle; `clock` moves the time that
all of them are told. Nothing here does anything in production.
"""
