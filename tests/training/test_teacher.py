"""The teacher's words, windows and labels, and what the shipped network learns from it."""

import random
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="needs the dependency group `training`")
pytest.importorskip("floret", reason="needs the dependency group `training`")

import torch
from training.examples import Sentence, Token
from training.finetune import NAME_TASKS, Classes, make_batch
from training.names import LABELS
from training.network import Forms, sequence_loss
from training.silver import of_segments, sentence_of, taught
from training.teacher import Word, batches, likeliest, windows, word_label, written_words
from training.transformer import LONGEST, Window, _means

from marsad.arabic.names import possible
from training import silver

OUTSIDE, B_PER, I_PER = 0, LABELS.index("B-PER"), LABELS.index("I-PER")


def _shares(**of: float) -> np.ndarray:
    row = np.zeros(len(LABELS), np.uint8)
    for label, share in of.items():
        row[LABELS.index(label.replace("_", "-"))] = round(share * 255)
    return row


def _word(pieces: int, label: int = OUTSIDE) -> Word:
    return Word([7] * pieces, label)


def test_segments_make_written_words():
    sentence = sentence_of("و قال\tأحمد\t.")
    assert [t.text for t in sentence.tokens] == ["و", "قال", "أحمد", "."]
    assert written_words(sentence) == [[0, 1], [2], [3]]


@pytest.mark.parametrize(
    ("labels", "label"),
    [(["O", "B-PER"], "B-PER"), (["I-PER", "I-PER"], "I-PER"), (["O"], "O"), (["B-LOC", "I-LOC"], "B-LOC")],
)
def test_a_word_has_the_label_of_its_first_segment_in_a_name(labels, label):
    assert word_label(labels) == label


def test_windows_hold_every_word_once_and_never_too_many_pieces():
    sentences = [[_word(1 + (i + j) % 5) for j in range(1 + i * 7 % 90)] for i in range(40)]
    for shuffle in (None, random.Random(1)):
        found = list(windows(sentences, shuffle))
        assert [w for window in found for w in window] == [w for sentence in sentences for w in sentence]
        assert all(sum(len(w.pieces) for w in window) <= LONGEST for window in found)


def test_batches_hold_every_window_once():
    texts = [[_word(1)] * (1 + i * 13 % 100) for i in range(200)]
    assert sorted(i for batch in batches(texts) for i in batch) == list(range(200))


def test_a_words_vector_is_the_mean_of_its_pieces():
    texts = [Window.of([[5, 6], [7]]), Window.of([[8]])]
    x = torch.arange(10.0).view(2, 5, 1)
    assert _means(x, texts).flatten().tolist() == [1.5, 3.0, 6.0]


def test_a_name_does_not_begin_in_its_middle():
    rows = np.full((2, len(LABELS)), 0.01, np.float32)
    rows[0, OUTSIDE], rows[1, I_PER], rows[1, B_PER] = 0.9, 0.6, 0.3
    assert likeliest(rows) == ["O", "B-PER"]


def test_a_clitic_before_a_name_is_outside_of_it():
    before, own, after = (list(row) for row in of_segments(_shares(O=0.2, B_PER=0.8), 1, 3))
    assert before == list(_shares(O=1.0))
    assert own == list(_shares(O=0.2, B_PER=0.8))
    assert after == list(_shares(O=0.2, I_PER=0.8))


def test_a_clitic_within_a_name_is_within_it():
    rows = of_segments(_shares(O=0.1, I_PER=0.9), 1, 2)
    assert [list(row) for row in rows] == [list(_shares(O=0.1, I_PER=0.9))] * 2


def test_rounded_shares_never_turn_over():
    (before, _) = of_segments(np.array([128, 128, *[0] * (len(LABELS) - 2)], np.uint8), 1, 2)
    assert before[OUTSIDE] == 255


def test_each_segment_of_a_paragraph_is_taught():
    sentence = taught("و أحمد\tقال", np.stack([_shares(B_PER=1.0), _shares(O=1.0)]))
    assert [(t.names or b"").index(255) for t in sentence.tokens] == [OUTSIDE, B_PER, OUTSIDE]


def test_paragraphs_are_drawn_once_each_and_only_whole_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    long, again = "\t".join(f"w{i}" for i in range(silver.SHORTEST_PARAGRAPH)), "\t".join("abcdefgh")
    file = tmp_path / "tokens.txt"
    file.write_text(f"short\n{long}\n{again}\n{again}\n")
    monkeypatch.setattr(silver, "TOKENS", file)
    assert sorted(silver.paragraphs(5)) == sorted([long, again])
    assert len(silver.paragraphs(1)) == 1


def test_what_a_reserved_report_has_too_is_left_out(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(silver, "reserved_texts", lambda: [("r", "w1 w2 wx3 w4 w5 w6 w7 w8 w9")])
    copied, own = "w1\tw2\tw x3\tw4\tw5\tw6\tw7", "\t".join("abcdefgh")
    assert silver.unreserved([copied, own]) == [own]


def test_what_is_kept_is_read_again_and_may_be_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(silver, "SILVER", tmp_path / "silver.npz")
    silver.keep(["أحمد\tقال", "قال"], [2, 1], np.eye(len(LABELS), dtype=np.float32)[[B_PER, OUTSIDE, OUTSIDE]])
    assert [[t.names for t in s.tokens] for s in silver.read_silver()] == [
        [bytes(_shares(B_PER=1.0)), bytes(_shares(O=1.0))],
        [bytes(_shares(O=1.0))],
    ]
    silver.keep([], [], np.zeros((0, len(LABELS)), np.float32))
    assert silver.read_silver() == []


def test_targets_are_certain_or_as_the_teacher_has_them():
    known = Sentence([Token("أحمد", False, name="B-PER")])
    doubted = Sentence([Token("أحمد", False, names=bytes(_shares(O=0.4, B_PER=0.6)))])
    forms = Forms.of(["أحمد"], np.zeros((1, 2), np.float32))
    names = make_batch([known, doubted], forms, Classes({"name": list(LABELS)}), NAME_TASKS).names
    assert names is not None
    assert names[0, 0].tolist() == [float(i == B_PER) for i in range(len(LABELS))]
    assert names[1, 0, [OUTSIDE, B_PER]].tolist() == pytest.approx([0.4, 0.6], abs=0.01)


def _loss(gold: torch.Tensor, scores: torch.Tensor, steps: torch.Tensor) -> float:
    steps_possible = torch.tensor(possible(list(LABELS))[:-1])
    return float(sequence_loss(scores, steps, gold, steps_possible, torch.ones(1, gold.shape[1], dtype=torch.bool)))


def test_the_loss_of_known_labels_is_their_likelihood():
    torch.manual_seed(1)
    scores, steps = torch.randn(1, 2, len(LABELS)), torch.randn(len(LABELS), len(LABELS))
    gold = torch.nn.functional.one_hot(torch.tensor([[B_PER, I_PER]]), len(LABELS)).float()
    every = scores[0, 0][:, None] + steps + scores[0, 1][None]
    expected = (every.logsumexp((0, 1)) - every[B_PER, I_PER]) / 2
    assert _loss(gold, scores, steps) == pytest.approx(float(expected), abs=1e-5)


def test_doubt_teaches_no_impossible_step():
    doubt = torch.zeros(1, 2, len(LABELS))
    doubt[0, 0, [OUTSIDE, B_PER]], doubt[0, 1, [OUTSIDE, I_PER]] = 0.5, 0.5
    steps = torch.zeros(len(LABELS), len(LABELS), requires_grad=True)
    steps_possible = torch.tensor(possible(list(LABELS))[:-1])
    mask = torch.ones(1, 2, dtype=torch.bool)
    loss = sequence_loss(torch.zeros(1, 2, len(LABELS)), steps, doubt, steps_possible, mask)
    (slope,) = torch.autograd.grad(loss, steps)
    assert slope[OUTSIDE, I_PER] > 0 > slope[B_PER, I_PER]
