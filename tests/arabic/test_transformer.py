"""A tiny random transformer takes the place of the small network by a configuration file."""

from pathlib import Path

import numpy as np
import pytest
import spacy

pytest.importorskip("torch", reason="needs the extra `transformer`")
transformers = pytest.importorskip("transformers", reason="needs the extra `transformer`")

from marsad.arabic.pipeline import config_path, create  # noqa: E402
from marsad.arabic.transformer import Transformer  # noqa: E402

TEXT = "قتل ثلاثة جنود في كمين. وأعلنت الشرطة ذلك."


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model with two layers and random weights, and a tokenizer that knows the letters."""
    path = tmp_path_factory.mktemp("transformer")
    letters = sorted(set("ابتثجحخدذرزسشصضطظعغفقكلمنهويأإة."))
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *(f"##{letter}" for letter in letters)]
    (path / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    transformers.BertTokenizerFast(vocab_file=str(path / "vocab.txt"), strip_accents=False).save_pretrained(path)
    config = transformers.BertConfig(
        vocab_size=len(words), hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=32
    )
    transformers.BertModel(config).save_pretrained(path)
    return path


@pytest.fixture(scope="module")
def config(directory: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    text = config_path("transformer").read_text(encoding="utf-8")
    file = tmp_path_factory.mktemp("config") / "transformer.cfg"
    file.write_text(text.replace('path = ""', f'path = "{directory.as_posix()}"'), encoding="utf-8")
    return file


def test_tokens_get_the_transformers_vectors(config: Path):
    doc = create(config)(TEXT)
    assert doc.tensor.shape == (len(doc), 16)
    assert np.abs(doc.tensor).sum(axis=1).all()


def test_a_written_pipeline_carries_its_transformer(config: Path, tmp_path: Path):
    nlp = create(config)
    nlp.to_disk(tmp_path)
    again = spacy.load(tmp_path)
    assert np.allclose(nlp(TEXT).tensor, again(TEXT).tensor, atol=1e-6)


def test_a_missing_directory_is_named():
    with pytest.raises(FileNotFoundError, match="nowhere"):
        Transformer("nowhere")
