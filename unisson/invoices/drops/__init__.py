"""« Dépôt de plusieurs fichiers »: many files at once, each kept, read, judged and sent by itself."""
