"""The encoder: pieces that keep their letters, vectors of spots, and scores over them."""

import io
import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.codebook import shipped
from marsad.intake import make_report
from marsad.reader.document import split
from marsad.reader.encoder.apart import CLASSES, apart
from marsad.reader.encoder.heads import together
from marsad.reader.encoder.model import from_bytes
from marsad.reader.encoder.network import packed, unpacked
from marsad.reader.encoder.pieces import UNKNOWN, Pieces
from marsad.reader.encoder.reading import Reading

PIECES = ["<unk>", "▁", "▁قتل", "وا", "▁في", "▁ال", "رقة", "▁و", "ق", "ت", "ل", "."]
WIDTH, HIDDEN, INNER = 8, 4, 16


def _file():
    rng = np.random.default_rng(1)
    arrays = {}

    def matrix(name, out, into):
        for part, array in packed(rng.normal(size=(out, into)).astype(np.float32)).items():
            arrays[f"{name}.{part}"] = array

    def dense(name, out, into):
        matrix(name, out, into)
        arrays[f"{name}.bias"] = rng.normal(size=out).astype(np.float16)

    def norm(name):
        arrays[f"{name}.weight"], arrays[f"{name}.bias"] = np.ones(WIDTH, np.float16), np.zeros(WIDTH, np.float16)

    matrix("words", len(PIECES), WIDTH)
    arrays["positions"] = rng.normal(size=(512, WIDTH)).astype(np.float16)
    norm("norm")
    for name, out, into in (
        ("inward", 3 * WIDTH, WIDTH),
        ("outward", WIDTH, WIDTH),
        ("up", INNER, WIDTH),
        ("down", WIDTH, INNER),
    ):
        dense(f"layer0.{name}", out, into)
    norm("layer0.first")
    norm("layer0.second")
    dense("stance.inner", HIDDEN, WIDTH)
    dense("stance.outer", 2, HIDDEN)
    for part in ("own", "other", "nothing-inner"):
        dense(f"place.{part}", HIDDEN, WIDTH)
    for part in ("own-part", "other-part"):
        matrix(f"place.{part}", HIDDEN, WIDTH)
    matrix("place.product", HIDDEN, HIDDEN)
    arrays["place.apart"] = rng.normal(size=(CLASSES, HIDDEN)).astype(np.float16)
    for part in ("out", "nothing-outer"):
        dense(f"place.{part}", 1, HIDDEN)
    told = {
        "layers": 1,
        "heads": 2,
        "classes": {"stance": ["stated", "denied"]},
        "pairs": ["place"],
        "strengths": {"place": 0.5},
    }
    arrays["settings"] = np.frombuffer(json.dumps(told).encode(), np.uint8)
    arrays["pieces"] = np.frombuffer("\n".join(PIECES).encode(), np.uint8)
    arrays["piece-scores"] = -np.arange(len(PIECES), dtype=np.float16)
    buffer = io.BytesIO()
    np.savez(buffer, **arrays)  # type: ignore[arg-type]
    return buffer.getvalue()


@pytest.fixture(scope="module")
def encoder():
    return from_bytes(_file())


def _reading(encoder, text="قتلوا في الرقة. ونفى الجيش ذلك.", title=None):
    return Reading(encoder, split(make_report(text, title=title), shipped()))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قتلوا", ["▁قتل", "وا"]),
        ("قتلوا في الرقة.", ["▁قتل", "وا", "▁في", "▁ال", "رقة", "."]),
        ("وقتل", ["▁و", "ق", "ت", "ل"]),
        ("  قتل  ", ["▁قتل"]),
        ("", []),
    ],
)
def test_words_are_split_into_the_likeliest_pieces(encoder, text, expected):
    assert [PIECES[piece.number] for piece in encoder.pieces.split(text)] == expected


def test_letters_that_no_piece_has_are_unknown(encoder):
    assert [piece.number for piece in encoder.pieces.split("قتلج")][-1] == UNKNOWN


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.one_of(st.sampled_from("قتلوافيالرقة. \n"), st.characters()), max_size=60))
def test_pieces_cover_every_letter_once_and_in_order(text):
    found = Pieces.of(PIECES, [-float(n) for n in range(len(PIECES))]).split(text)
    covered = [at for piece in found for at in range(piece.start, piece.end)]
    assert covered == [at for at, letter in enumerate(text) if not letter.isspace()]


def test_the_vector_of_a_spot_is_the_mean_of_its_pieces(encoder):
    reading = _reading(encoder)
    numbers = [piece.number for piece in encoder.pieces.split("قتلوا في الرقة.")]
    behind = [piece.number for piece in encoder.pieces.split("ونفى الجيش ذلك.")]
    vectors = encoder.transformer([*numbers, *behind])
    assert reading.vector((0, 0, 1)) == pytest.approx(vectors[:2].mean(axis=0), abs=1e-4)
    assert reading.vector((0, 2, 3)) == pytest.approx(vectors[3:5].mean(axis=0), abs=1e-4)


def test_options_have_scores_and_nothing_has_one_too(encoder):
    reading = _reading(encoder, title="قتلوا في الرقة")
    scores = reading.options("place", [(1, 0, 1)], [[(1, 2, 3), (0, 2, 3)], [(2, 1, 2)], None])
    assert scores.shape == (3,) and np.isfinite(scores).all()
    assert scores == pytest.approx(
        _reading(encoder, title="قتلوا في الرقة").options(
            "place", [(1, 0, 1)], [[(1, 2, 3), (0, 2, 3)], [(2, 1, 2)], None]
        )
    )


def test_an_option_without_a_place_in_the_text_is_the_least_likely(encoder):
    scores = _reading(encoder).options("place", [(0, 0, 1)], [[(0, 2, 3)], [(99, 0, 1)], None])
    assert scores[1] == scores.min()


def test_classes_that_the_encoder_does_not_know_are_its_least_likely(encoder):
    scores = _reading(encoder).classes("stance", (0, 0, 1), ["denied", "stated", "mooted"])
    assert scores[2] == scores[:2].min()
    assert np.exp(scores[:2]).sum() == pytest.approx(1, abs=1e-5)


def test_a_spot_outside_the_text_says_nothing(encoder):
    reading = _reading(encoder)
    assert not reading.classes("stance", (99, 0, 1), ["denied", "stated"]).any()
    assert reading.pair("place", (0, 0, 1), (99, 0, 1)) == 0
    assert not reading.options("place", [(99, 0, 1)], [[(0, 0, 1)], None]).any()


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=300))
def test_any_text_can_be_read(text):
    scores = _reading(from_bytes(_file()), f"خبر {text}").options(
        "place", [(0, 0, 1)], [[(0, 0, 1)], [(1, 0, 1)], None]
    )
    assert np.isfinite(scores).all()


TITLES = frozenset({0})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (((1, 4, 5), (1, 5, 6)), ((1, 4, 5), (1, 9, 10))),
        (((1, 4, 5), (1, 5, 6)), ((1, 4, 5), (1, 3, 4))),
        (((1, 4, 5), (1, 4, 5)), ((1, 4, 5), (1, 5, 6))),
        (((1, 4, 5), (2, 5, 6)), ((1, 4, 5), (3, 5, 6))),
        (((2, 4, 5), (1, 5, 6)), ((1, 4, 5), (2, 5, 6))),
        (((1, 4, 5), (0, 5, 6)), ((2, 4, 5), (1, 5, 6))),
    ],
)
def test_near_and_far_before_and_behind_are_told_apart(one, other):
    assert apart(one[0], one[1], TITLES) != apart(other[0], other[1], TITLES)


@given(*[st.tuples(st.integers(0, 40), st.integers(0, 90), st.integers(1, 9))] * 2)
def test_every_distance_has_a_class(one, other):
    here, there = ((s, a, a + n) for s, a, n in (one, other))
    assert 0 <= apart(here, there, TITLES) < CLASSES


def test_spots_of_one_option_speak_together():
    scores = together(np.log(np.array([[1.0, 2.0, 4.0]], np.float32)), [0, 0, 2], 3)
    assert np.exp(scores) == pytest.approx([3, 0, 4])


def test_packed_matrices_come_back_within_half_a_step():
    matrix = np.random.default_rng(1).normal(size=(5, 7)).astype(np.float32)
    again = unpacked({f"m.{part}": array for part, array in packed(matrix).items()}, "m")
    step = np.abs(matrix).max(axis=1, keepdims=True) / 127
    assert (np.abs(again - matrix) <= step / 2 + 1e-6).all()
