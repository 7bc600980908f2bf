"""How much of a PDF is read."""

import os

SETTING = "UNISSON_PDF_PAGES"
FIRST_PAGES = int(os.environ.get(SETTING) or 3)
"""« les données reconnues sur les 3 premières pages » (domain-rules §4.8), unless the operator set another number. Read
from the environment, which the sandbox's own process is given too."""
