from unisson.kernel import tokens


def test_a_secret_is_told_again_by_what_is_kept_of_it_and_by_nothing_else() -> None:
    one, other = tokens.new(), tokens.new()
    assert one != other
    assert tokens.digest(one) == tokens.digest(one) != tokens.digest(other)
    assert one not in tokens.digest(one)
    assert len(one) >= 43
