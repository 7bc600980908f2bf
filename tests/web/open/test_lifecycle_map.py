"""The map of the life cycle: its arrows are the table of steps, no more and no fewer."""

import pytest
from django.test import Client
from django.urls import reverse

from unisson.invoices.lifecycle import EDGES, By
from unisson.web.open.lifecycle_map import ARROWS, HEIGHT, NOT_DRAWN, WIDTH, boxes


@pytest.mark.parametrize("by", By)
def test_the_arrows_of_each_side_are_its_steps(by: By) -> None:
    drawn = {step for arrow in ARROWS if arrow.by is by for step in arrow.steps}
    table = {(edge.source, edge.target) for edge in EDGES if edge.by is by and edge.source}
    assert drawn == {step for step in table if step[1] not in NOT_DRAWN}


def test_boxes_stand_apart_inside_the_drawing() -> None:
    places = [(box.x, box.y) for box in boxes()]
    assert all(x + 232 <= WIDTH and y + 48 <= HEIGHT for x, y in places)
    assert all(
        one == two or abs(one[0] - two[0]) >= 232 or abs(one[1] - two[1]) >= 48 for one in places for two in places
    )


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "said"), [("fr", "Service fait"), ("en", "Service")])
def test_everybody_sees_it_in_his_language(client: Client, language: str, said: str) -> None:
    answer = client.get(reverse("states"), headers={"accept-language": language})
    assert answer.status_code == 200
    assert said in answer.content.decode()
