from pathlib import Path

from tools.sizes import faults


def a_function(*, lines: int, reason: str = "") -> str:
    return f"def act():{reason}\n" + "    pass\n" * (lines - 1)


def excuses(path: str, source: str) -> list[bool]:
    return [excused for _, excused in faults(Path(path), source)]


def test_a_function_may_have_forty_lines() -> None:
    assert excuses("unisson/invoices/deposit.py", a_function(lines=40)) == []
    assert excuses("unisson/invoices/deposit.py", a_function(lines=41)) == [False]


def test_a_view_may_have_twenty_lines() -> None:
    assert excuses("unisson/web/issued/views.py", a_function(lines=20)) == []
    assert excuses("unisson/web/issued/views.py", a_function(lines=21)) == [False]


def test_a_reason_on_the_line_excuses_a_function() -> None:
    assert excuses("unisson/invoices/deposit.py", a_function(lines=41, reason="  # size: a table")) == [True]


def test_a_module_may_have_four_hundred_lines_and_a_test_six_hundred() -> None:
    assert excuses("unisson/rules/tables.py", "A = 1\n" * 401) == [False]
    assert excuses("unisson/rules/tables.py", "# size: a table\n" + "A = 1\n" * 401) == [True]
    assert excuses("tests/rules/test_engine.py", "A = 1\n" * 600) == []


def test_a_module_is_never_named_after_nothing() -> None:
    assert excuses("unisson/invoices/utils.py", "") == [False]
