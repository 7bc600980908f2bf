import os
import subprocess
import sys
from pathlib import Path

from unisson.config.measured import folder_of_measures


def test_what_a_killed_master_left_goes_and_what_a_living_one_has_stays(tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    left = tmp_path / f"unisson-metrics-{dead.pid}-x"
    left.mkdir()
    mine = Path(folder_of_measures(str(tmp_path)))
    other = Path(folder_of_measures(str(tmp_path)))
    assert {path.name for path in tmp_path.iterdir()} == {mine.name, other.name}
    assert mine.name.startswith(f"unisson-metrics-{os.getpid()}-")
