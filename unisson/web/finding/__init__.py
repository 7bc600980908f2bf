"""« Rechercher » of both sides: the list and its columns, searches kept, files of what was found."""
