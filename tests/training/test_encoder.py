"""Training of the encoder: the base's file, and that torch and numpy compute the same."""

import struct

import numpy as np
import pytest

pytest.importorskip("torch", reason="needs the dependency group `training`")

import torch
from training.encoder import base, fit, strengths
from training.encoder.examples import ClassRow, Example, Question
from training.encoder.export import exported
from training.encoder.network import Model

from marsad.codebook import shipped
from marsad.intake import make_report
from marsad.reader.document import split
from marsad.reader.encoder.apart import apart
from marsad.reader.encoder.model import from_bytes
from marsad.reader.encoder.pieces import Pieces
from marsad.reader.encoder.reading import Layout, Reading

WIDTH, INNER, LAYERS, HEADS = 32, 64, 2, 4
PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁قتل", "وا", "▁في", "▁ال", "رقة", "ق", "."]
TEXT = "قتلوا في الرقة. قتلوا في الرقة."


def _blocks(matrix):
    """Blocks of 32 weights of four bits: a scale, then two weights in each byte."""
    blocks = matrix.reshape(-1, 32)
    scale = (np.abs(blocks).max(axis=1, keepdims=True) / 7).astype(np.float16)
    whole = np.clip(np.rint(blocks / scale), -8, 7).astype(np.int8) + 8
    packed = (whole[:, :16] | (whole[:, 16:] << 4)).astype(np.uint8)
    return np.concatenate([scale.view(np.uint8).reshape(-1, 2), packed], axis=1).tobytes()


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    rng = np.random.default_rng(1)
    tensors: dict[str, tuple[int, ...]] = {
        "emb.word": (len(PIECES), WIDTH),
        "emb.pos": (512, WIDTH),
        "emb.type": (2, WIDTH),
    }
    tensors |= {"emb.ln.w": (WIDTH,), "emb.ln.b": (WIDTH,)}
    for n in range(LAYERS):
        for name in ("q", "k", "v", "ao", "fi", "fo"):
            out, into = {"fi": (INNER, WIDTH), "fo": (WIDTH, INNER)}.get(name, (WIDTH, WIDTH))
            tensors |= {f"l{n}.{name}.w": (out, into), f"l{n}.{name}.b": (out,)}
        tensors |= {f"l{n}.{name}.{kind}": (WIDTH,) for name in ("aln", "oln") for kind in "wb"}
    names = [piece.encode() for piece in PIECES]
    head = b"E5S1" + struct.pack("<I7ifi", 1, WIDTH, LAYERS, HEADS, INNER, len(PIECES), 512, 2, 1e-12, 32)
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, sum(map(len, names)))
    head += np.cumsum([0, *map(len, names)]).astype(np.uint32).tobytes()
    head += (-np.arange(len(PIECES))).astype(np.float32).tobytes() + b"".join(names)
    head += struct.pack("<iI", 0, 0) + struct.pack("<i", len(tensors))
    contents = {}
    for name, shape in tensors.items():
        matrix = rng.normal(size=shape).astype(np.float32) * 0.3 + (1.0 if name.endswith("ln.w") else 0.0)
        whole = name in ("emb.pos", "emb.type") or len(shape) == 1
        contents[name] = matrix.astype(np.float32).tobytes() if whole else _blocks(matrix)
    directory = sum(2 + len(name) + 5 + 16 for name in tensors)
    at = len(head) + directory
    rows = b""
    for name, content in contents.items():
        rows += struct.pack("<H", len(name)) + name.encode() + struct.pack("<BIQQ", 0, 0, at, len(content))
        at += len(content)
    path = tmp_path_factory.mktemp("base") / "base.bin"
    path.write_bytes(head + rows + b"".join(contents.values()))
    return path


@pytest.fixture(scope="module")
def begin(file):
    return base.read(file)


KEPT = [3, 4, 5, 6, 7, 8, 9, 10]
CLASSES = {"event-stance": ("denied", "stated")}


def _model(begin):
    torch.manual_seed(1)
    model = Model(begin, KEPT, CLASSES, LAYERS)
    return model.eval()


def _example():
    vocabulary = Pieces.of([PIECES[n] for n in KEPT], [-float(n) for n in KEPT])
    layout = Layout(split(make_report(TEXT), shipped()).sentences, vocabulary)
    places = [(0, 0, 1), (0, 2, 3), (1, 2, 3)]
    example = Example(layout.windows, [at for place in places if (at := layout.at(place))])
    distances = [apart(places[0], other, frozenset()) for other in places[1:]]
    example.questions["event-place"].append(
        Question(0, [0, 0], [1, 2], distances, [0, 1], [True, False, False], [2], [0.5, 0.0, 0.0])
    )
    example.classes["event-stance"] += [ClassRow(0, "stated", [0.0, 1.0])]
    return example, places


def test_the_base_is_read(begin):
    assert (begin.layers, begin.heads, list(begin.pieces)) == (LAYERS, HEADS, PIECES)
    assert begin.arrays["emb.word"].shape == (len(PIECES), WIDTH)
    assert begin.arrays["l1.fo.w"].shape == (WIDTH, INNER)
    assert begin.arrays["l0.q.w"].std() == pytest.approx(0.3, rel=0.2)


def test_another_file_is_refused(tmp_path):
    (tmp_path / "other").write_bytes(b"something else")
    with pytest.raises(ValueError, match="E5S1"):
        base.read(tmp_path / "other")


def test_numpy_says_what_torch_says(begin):
    model = _model(begin)
    example, places = _example()
    encoder = from_bytes(exported(model, begin, KEPT, {"event-place": 0.5}))
    reading = Reading(encoder, split(make_report(TEXT), shipped()))
    with torch.no_grad():
        vectors, _ = model.vectors([example])
        scores = model.answers("event-place", [(example.questions["event-place"][0], 0)], vectors)[0]
        stance = torch.log_softmax(model.heads["event-stance"](vectors[0]), -1)
    assert reading.vector(places[0]) == pytest.approx(vectors[0].numpy(), abs=0.15)
    found = reading.options("event-place", places[:1], [places[1:2], places[2:3], None])
    assert found == pytest.approx(scores.numpy(), abs=0.15)
    assert reading.classes("event-stance", places[0], CLASSES["event-stance"]) == pytest.approx(
        stance.numpy(), abs=0.15
    )
    assert encoder.strength("event-place") == 0.5 and encoder.strength("owner") == 0


def test_the_encoder_learns_and_goes_on_where_it_stopped(begin, tmp_path):
    example, _ = _example()
    model = _model(begin)
    with torch.no_grad():
        before = float(fit.loss(model, [example]))
    fit.train(model, [example] * 4, fit.Recipe(passes=20, rate=1e-3, head_rate=1e-2), tmp_path / "kept", lambda _: None)
    with torch.no_grad():
        assert float(fit.loss(model, [example])) < before / 2


def test_strengths_are_those_that_measure_best():
    good = (np.array([5.0, 0.0]), np.array([0.0, 1.0]), np.array([1.0, 0.0]))
    bad = (np.array([0.0, 5.0]), np.array([1.0, 0.0]), np.array([1.0, 0.0]))
    assert strengths.share_right([good], 0.0) == 0 and strengths.share_right([good], 1.0) == 1
    assert strengths.share_right([bad], 0.0) == 1 and strengths.share_right([bad], 1.0) == 0
