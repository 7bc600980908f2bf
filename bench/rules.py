"""Judging invoices, schema included, against SaxonC with the official sheets compiled once and warm."""

import resource
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from bench import Ratio
from tests.conformance.judge import Judge, judge, sheet
from tests.conftest import CORPUS
from tests.rules.en16931.documents import a_cii, a_ubl
from unisson.einvoice import schema
from unisson.einvoice.detect import FileKind, detect
from unisson.einvoice.read import read_xml
from unisson.einvoice.safexml import parse
from unisson.kernel.refusal import Refusal
from unisson.rules import engine
from unisson.rules.en16931 import en16931
from unisson.rules.en16931.vat import CATEGORIES

ON = date(2026, 1, 1)
ROUNDS = 7
SYNTAXES = {FileKind.UBL_INVOICE: "UBL", FileKind.UBL_CREDIT_NOTE: "UBL", FileKind.CII: "CII"}
