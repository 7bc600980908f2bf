from tools.typography import repaired, watched


def test_french_sentences_and_pages_keep_their_no_break_spaces() -> None:
    assert [str(path) for path in watched() if repaired(path) != path.read_text()] == [], "make format"
