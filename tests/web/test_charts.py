"""What the server draws: whole numbers, within the frame."""

import pytest

from unisson.web import charts


def test_the_clock_has_a_bar_line_every_five_days() -> None:
    bar = charts.clock_bar(legal=30, past=10)

    assert (bar.width, bar.past, list(bar.measures)) == (30, 10, [5, 10, 15, 20, 25])


def test_the_clock_grows_when_the_last_day_is_behind() -> None:
    assert charts.clock_bar(legal=30, past=32).width == 32


@pytest.mark.parametrize(
    ("left", "tone"), [(20, "info"), (11, "info"), (10, "warn"), (2, "warn"), (1, "bad"), (0, "bad"), (-2, "bad")]
)
def test_the_fewer_days_the_more_pressing(left: int, tone: str) -> None:
    assert charts.urgency(left=left, legal=30).tone == tone


def test_a_stopped_clock_presses_nobody() -> None:
    stopped = charts.urgency(left=-2, legal=30, stopped="suspendue")

    assert (stopped.tone, stopped.words) == ("mute", "suspendue")


def test_bars_stay_within_the_frame_and_mark_the_tallest_and_the_last() -> None:
    drawn = charts.bars([("a", 10, "10"), ("b", 40, "40"), ("c", 20, "20")], grid=[(40, "40 k€")])

    assert [point.y + point.height for point in drawn.points] == [195, 195, 195]
    assert [point.marked for point in drawn.points] == [False, True, True]
    assert [point.now for point in drawn.points] == [False, False, True]
    assert drawn.grid[0].y == drawn.points[1].y == 30


def test_a_curve_leaves_room_for_its_limit() -> None:
    drawn = charts.curve([("a", 10, "10"), ("b", 20, "20")], grid=[], limit=(30, "30 jours"))

    assert drawn.limit is not None
    assert drawn.limit.y == 30
    assert drawn.line.count(",") == 2


def test_no_value_gives_an_empty_chart() -> None:
    assert charts.bars([], grid=[]).points == []
