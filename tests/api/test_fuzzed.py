"""Both documents held against the API by schemathesis: no fault of ours, and no answer that is not described."""

from typing import Any

import pytest
from django.test import Client

schemathesis = pytest.importorskip("schemathesis")
