import subprocess
import sys

_PROGRAM = """
import resource
_, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
from unisson.config import gunicorn
print(resource.getrlimit(resource.RLIMIT_NOFILE)[0], hard, gunicorn.FILES)
"""


def test_forms_of_many_files_at_once_find_room_to_be_open() -> None:
    said = subprocess.run((sys.executable, "-c", _PROGRAM), capture_output=True, text=True, check=True).stdout
    soft, hard, wanted = map(int, said.split())
    assert soft == (wanted if hard < 0 else min(wanted, hard))
    assert wanted > 16 * 510
