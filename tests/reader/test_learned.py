"""The learned engine: what must hold of its models, its decisions and its triage, on small models made here."""

from dataclasses import replace
from datetime import date
from importlib import resources

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("scipy")

from marsad.codebook import shipped
from marsad.intake import make_report
from marsad.learning.fit import Penalty, Question, classifier, keys_of, ranker
from marsad.reader import confident, read_report, shipped_weights
from marsad.reader.document import split
from marsad.reader.learned import prepare
from marsad.reader.learned.ask import Choice
from marsad.reader.learned.explain import EVENT, READ, explain
from marsad.reader.learned.linear import Linear
from marsad.reader.learned.settings import agreed
from marsad.reader.learned.sides import side_options
from marsad.reader.learned.weights import Weights

PLAIN = Penalty(l2=0.1, least=1)
ROWS = [["bias", "a"], ["bias", "a", "b"], ["bias", "c"], ["bias", "c", "b"]]
LABELS = ["yes", "yes", "no", "no"]


def test_a_classifier_learns_what_its_examples_say():
    model = classifier([keys_of(row) for row in ROWS], LABELS, PLAIN)
    assert [model.classes[int(model.probabilities(row).argmax())] for row in ROWS] == LABELS
    assert model.probabilities(["never met"]).sum() == pytest.approx(1)


def test_what_speaks_for_a_class_is_told_by_name_the_strongest_first():
    model = classifier([keys_of(row) for row in ROWS], LABELS, PLAIN)
    spoken = model.spoken(["b", "a"], model.classes.index("yes"))
    assert spoken[0][0] == "a"
    assert spoken[0][1] > 0 > min(weight for _, weight in model.spoken(["c"], model.classes.index("yes")))


def test_a_ranker_prefers_what_was_right():
    questions = [Question([keys_of([name]) for name in ("near", "far", "nothing")], [True, False, False])] * 5
    model = ranker(questions, PLAIN)
    assert int(model.ranked([["far"], ["near"]]).argmax()) == 1


def test_a_model_learned_on_top_of_another_keeps_what_the_new_examples_do_not_speak_of():
    before = classifier([keys_of(row) for row in ROWS], LABELS, PLAIN)
    after = classifier([keys_of(["d"])] * 4, ["maybe"] * 4, PLAIN, before)
    assert set(after.classes) == {"yes", "no", "maybe"}
    for row, label in zip(ROWS, LABELS, strict=True):
        assert after.classes[int(after.probabilities(row).argmax())] == label
    assert after.classes[int(after.probabilities(["d"]).argmax())] == "maybe"


def test_a_model_is_the_same_after_it_was_written():
    model = classifier([keys_of(row) for row in ROWS], LABELS, PLAIN)
    again = Linear.from_bytes(model.to_bytes())
    assert again.classes == model.classes
    assert again.scores(["a", "b"]) == pytest.approx(model.scores(["a", "b"]), abs=1e-2)
    assert Linear.from_bytes(again.to_bytes()).to_bytes() == again.to_bytes()


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(max_size=20), max_size=10))
def test_any_features_have_probabilities(row):
    model = classifier([keys_of(row) for row in ROWS], LABELS, PLAIN)
    assert model.probabilities(row).sum() == pytest.approx(1, abs=1e-5)


TEXT = "قُتل 17 مدنياً في غارة جوية على سوق في مديرية حيس أمس، بحسب مصدر طبي. ثم اندلعت اشتباكات قرب المدينة قتل فيها جنديان."


@pytest.fixture(scope="module")
def record():
    return read_report(make_report(TEXT, published=date(2018, 10, 16), title="غارة على سوق"))


def test_the_built_in_engine_names_its_weights(record):
    assert record.made_by.engine == "learned"
    assert record.made_by.weights.startswith("sha256:")


def test_clear_news_is_read(record):
    assert "airstrike" in {event.type for event in record.events}
    assert ("killed", 17, 17) in {(f.harm, f.low, f.high) for f in record.figures}


def _shipped() -> Weights:
    weights = shipped_weights()
    assert weights is not None
    return weights


def test_without_an_encoder_the_linear_models_decide_alone():
    weights = replace(_shipped(), encoder=None)
    record = read_report(make_report(TEXT, published=date(2018, 10, 16)), weights=weights)
    assert ("killed", 17, 17) in {(f.harm, f.low, f.high) for f in record.figures}


def test_what_the_encoder_says_is_told():
    report = make_report(TEXT, published=date(2018, 10, 16), title="غارة على سوق")
    decisions = explain(report, "f1", _shipped())
    told = {feature for decision in decisions for feature, _ in decision.spoke}
    assert READ in told
    assert all(0 <= decision.sure <= 1 for decision in decisions)


def test_a_side_has_the_name_by_which_it_is_told_often():
    text = (
        "سيطرت قوات سوريا الديمقراطية على المدينة. وقالت قوات سوريا الديمقراطية إن المعارك انتهت. "
        "وتقدمت قوات سوريا الديمقراطية، ورفع المقاتلون رايات قوات سوريا الديمقراطية الصفراء."
    )
    context = prepare(split(make_report(text), shipped()))
    names = {option.value.name.text for option in side_options(context) if option.value}
    assert "قوات سوريا الديمقراطية" in names
    assert "قوات سوريا الديمقراطية الصفراء" not in names


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("استهدف القصف أحياء سكنية في المدينة.", "أحياء سكنية"),
        ("انفجرت سيارة مفخخة استهدفت مركزا للشرطة.", "مركزا"),
        ("أطلق مسلحون النار على حافلة مدنية قرب الحدود.", "حافلة مدنية"),
        ("وقصفت الطائرات معسكر الدفاع الساحلي فجرا.", "معسكر الدفاع الساحلي"),
        ("أدى الهجوم على فندق سياحي إلى مقتل ثلاثة.", "فندق سياحي"),
    ],
)
def test_what_was_hit_may_have_no_name(text, phrase):
    context = prepare(split(make_report(text), shipped()))
    assert phrase in {option.value.name.text for option in side_options(context) if option.value}


def _choice(*chances: float) -> Choice:
    return Choice(int(np.argmax(chances)), max(chances), [[]] * len(chances), np.array(chances, np.float32))


@pytest.mark.parametrize(
    ("figure", "event", "chosen"),
    [
        # the event decides what the figure's words leave open
        ((0.5, 0.4, 0.1), (0.05, 0.9, 0.05), 1),
        # but hardly gives them what they do not speak of
        ((0.6, 0.4, 0.0), (0.0, 0.0, 1.0), 0),
        # where they are sure, they keep their own
        ((0.999, 0.0, 0.001), (0.0, 0.9, 0.1), 0),
        # an event that does not know decides nothing
        ((0.5, 0.3, 0.2), (1 / 3, 1 / 3, 1 / 3), 0),
    ],
)
def test_a_figure_takes_the_place_of_its_event_unless_its_words_say_otherwise(figure, event, chosen):
    found = agreed("place", _choice(*figure), _choice(*event))
    assert found.chosen == chosen
    assert found.chances is not None and found.chances.sum() == pytest.approx(1, abs=1e-5)


def test_what_its_event_has_is_told():
    report = make_report(TEXT, published=date(2018, 10, 16), title="غارة على سوق")
    told = {feature for decision in explain(report, "f1", _shipped()) for feature, _ in decision.spoke}
    assert EVENT in told


def test_the_weights_are_small():
    folder = resources.files("marsad.reader") / "weights"
    assert sum(len(file.read_bytes()) for file in folder.iterdir() if file.name.endswith(".npz")) < 20_000_000


@pytest.mark.parametrize("least", [0.0, 0.5, 0.9, 1.0])
def test_only_what_is_sure_enough_is_kept(record, least):
    kept = confident(record, least)
    assert all(s.confidence >= least for s in (*kept.events, *kept.figures))
    names = {s.id for s in (*kept.events, *kept.figures)}
    assert all(f.event in {*names, None} and f.part_of in {*names, None} for f in kept.figures)
    assert [e for e in record.events if e.confidence >= least] == list(kept.events)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "الهلال يفوز على النصر بهدفين",
            "فاز فريق الهلال على ضيفه النصر بهدفين نظيفين في المباراة التي أقيمت على ملعب المدينة مساء أمس.",
        ),
        ("ارتفاع أسعار النفط", "ارتفعت أسعار النفط في التعاملات الآسيوية اليوم بعد انخفاض المخزونات الأمريكية."),
    ],
)
def test_other_news_is_left_out(title, text):
    record = read_report(make_report(text, title=title))
    assert record.events == () and record.figures == ()
