"""« Raccordement EDI et API »: software that calls the API, and the technical accounts in whose name it does."""
