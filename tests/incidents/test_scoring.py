"""The quick sum over many pairs is that of the explained comparison; features propose what belongs together."""

from itertools import permutations

from marsad.incidents import candidates, compare, features, keys, tellings_of
from marsad.incidents.scoring import Scorer
from marsad.incidents.weights import weights
from tests.incidents.world import WORLD, report

TELLINGS = [t for record in [*WORLD, report(30, killed=13, published=24)] for t in tellings_of(record)]


def test_the_same_bits_as_compare():
    scorer = Scorer()
    prepared = {telling.id: scorer.prepare(telling) for telling in TELLINGS}
    for one, other in permutations(TELLINGS, 2):
        quick = {p.telling.id: bits for p, bits in scorer.links(prepared[one.id], [prepared[other.id]])}
        bits = round(compare(one, other).bits, 3)
        assert quick == ({other.id: bits} if bits > weights().missing else {})


def test_candidates_are_the_same_both_ways():
    for one, other in permutations(TELLINGS, 2):
        there = candidates(features(one), {key: [other.id] for key in keys(other)})
        back = candidates(features(other), {key: [one.id] for key in keys(one)})
        assert bool(there) == bool(back)


def test_place_and_day_are_enough_and_a_word_is_not():
    one, other, far = (tellings_of(record)[0] for record in (report(1), report(3, day=21), report(4, town="تلعفر")))
    assert candidates(features(one), {key: ["other"] for key in keys(other)}) == ["other"]
    assert not candidates(features(one), {key: ["far"] for key in keys(far)})
