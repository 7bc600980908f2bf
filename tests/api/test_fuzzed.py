"""Both documents held against the API by schemathesis: no fault of ours, and no answer that is not described."""

import pytest

schemathesis = pytest.importorskip("schemathesis")
