"""« Rechercher » of both sides."""
