#!/usr/bin/env python
"""Django's own commands. Everyday work goes through `unisson` and `make`."""

import os
import sys

from django.core.management import execute_from_command_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "unisson.config.settings")
execute_from_command_line(sys.argv)
