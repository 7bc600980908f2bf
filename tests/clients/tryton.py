"""Tryton (PyPI): its own scenario of Chorus Pro, to the letter; only where the service stands is told.

A CII whose tax has no category, which must be rejected; then the same with one, which must be integrated.
"""

import json
import os
import sys
import unittest

ready = json.load(sys.stdin)
os.environ.update(
    TRYTOND_DATABASE_URI="sqlite://",
    DB_NAME=":memory:",
    OAUTHLIB_INSECURE_TRANSPORT="1",
    CHORUS_PISTE_CLIENT_ID=ready["client_id"],
    CHORUS_PISTE_CLIENT_SECRET=ready["client_secret"],
    CHORUS_LOGIN=ready["login"],
    CHORUS_PASSWORD=ready["password"],
    CHORUS_COMPANY_SIRET=ready["supplier_siret"],
    CHORUS_CUSTOMER_SIRET=ready["recipient_siret"],
)

from trytond.modules.account_fr_chorus import account  # noqa: E402
from trytond.modules.account_fr_chorus.tests import test_scenario  # noqa: E402

account.OAUTH_TOKEN_URL["service-qualif"] = f"{ready['base_url']}/api/oauth/token"
account.API_URL["service-qualif"] = ready["base_url"]
test_scenario.TEST_NETWORK = True
scenario = test_scenario.load_tests(unittest.defaultTestLoader, unittest.TestSuite(), None)
done = unittest.TextTestRunner(stream=sys.stderr).run(scenario)
sys.stdout.write(json.dumps({"call": "scenario", "run": done.testsRun, "passed": done.wasSuccessful()}) + "\n")
