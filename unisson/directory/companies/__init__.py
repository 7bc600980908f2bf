"""The register of companies: INSEE's stock kept here, how its files are read, and what it says of structures."""
