"""Door 1: the portal. One folder per espace; pages call components and activity functions, and decide nothing."""
