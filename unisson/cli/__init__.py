"""Door 3: the `unisson` command."""
