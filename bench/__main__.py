"""`make bench`, or `python -m bench NAME…`: runs each module's `main()`, which yields `Ratio`s, and prints them."""

import os
import sys

import django

import bench
from tools.scripts import chosen, subject


def main() -> int:
    """Print every ratio; 1 when no benchmark has that name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    modules = list(chosen(bench, sys.argv[1:]))
    print(f"{'':48} {'ratio':>9} {'ours':>13} {'rival':>13}")
    for module in modules:
        print(f"\n{subject(module)}")
        for ratio in module.main():
            print(ratio, flush=True)
    return 0 if modules else 1


if __name__ == "__main__":
    sys.exit(main())
