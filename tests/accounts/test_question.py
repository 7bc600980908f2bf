"""The secret question: hashed, forgiving of how it is typed, five tries that lock nothing else."""

from datetime import UTC, datetime

import pytest

from unisson.accounts import operators, question, signin
from unisson.accounts.models import AccountAct, SecretQuestion, User
from unisson.kernel.refusal import Refusal
from unisson.notices.models import Email

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


@pytest.fixture
def claire() -> User:
    user = User.objects.create_user("claire@example.org", "Essai-2026-xyz", first_name="Claire", last_name="Morel")
    question.choose(user, "RUE", "Rue de l’Église Saint-Éloi", at=AT, told=False)
    return user


def test_the_answer_lies_nowhere(claire: User) -> None:
    assert "eglise" not in str(SecretQuestion.objects.values_list()).lower()


@pytest.mark.parametrize(
    "typed", ["rue de l'eglise saint eloi", "  RUE DE L’ÉGLISE  SAINT-ÉLOI ", "ruedel’églisesainteloi"]
)
def test_capitals_accents_spaces_and_signs_do_not_count(claire: User, typed: str) -> None:
    question.check(claire, typed, at=AT)


def test_five_wrong_answers_rest_an_hour_and_lock_nothing_else(claire: User) -> None:
    codes = []
    for typed in ("faux", "x", "", "rue", "rue de l’église"):
        with pytest.raises(Refusal) as refusal:
            question.check(claire, typed, at=AT)
        codes.append(refusal.value.code)
    assert codes == ["CPP-COMPTE-16"] * 4 + ["CPP-COMPTE-17"]
    with pytest.raises(Refusal, match="CPP-COMPTE-17"):
        question.check(claire, "rue de l'eglise saint eloi", at=AT)
    question.check(claire, "rue de l'eglise saint eloi", at=AT + signin.REST)
    assert signin.check(address=claire.email, password="Essai-2026-xyz", at=AT) == claire


@pytest.mark.parametrize("answer", ["", "ab", " - é . "])
def test_an_answer_that_anybody_guesses_is_refused(claire: User, answer: str) -> None:
    with pytest.raises(Refusal, match="CPP-COMPTE-15"):
        question.choose(claire, "RUE", answer, at=AT)


def test_another_question_takes_the_place_of_the_first_and_is_told(claire: User) -> None:
    question.choose(claire, "ANIMAL", "Médor", at=AT)
    assert SecretQuestion.objects.count() == 1
    assert AccountAct.objects.get().what == Email.objects.get().values["what"] == "QUESTION_SECRETE_CHANGEE"
    with pytest.raises(Refusal, match="CPP-COMPTE-16"):
        question.check(claire, "rue de l'eglise saint eloi", at=AT)


def test_the_operator_helps_who_forgot_the_answer(claire: User) -> None:
    assert operators.clear_secret_question(claire.email, at=AT)
    assert not operators.clear_secret_question(claire.email, at=AT)
    assert question.asked(claire) == ""
    assert AccountAct.objects.get().by is None
