"""The rules of the ledger (docs/incidents.md), one by one."""

from marsad.incidents import Entry, build, tellings_of
from marsad.record import Record
from tests.incidents.world import report


def entry(*records: Record, harm: str = "killed") -> Entry:
    group = [telling.id for record in records for telling in tellings_of(record)]
    incident = build(records, group)
    return next(entry for entry in incident.ledger if entry.harm == harm)


def test_range_over_all_sources():
    found = entry(report(1, killed=13, source="الشرطة"), report(2, killed=17, source="وزارة الصحة"))
    assert (found.low, found.high, found.claimed_low, found.claimed_high) == (13, 17, 13, 17)
    assert [claim.low for claim in found.claims] == [13, 17]


def test_later_claim_of_the_same_source_supersedes():
    found = entry(report(1, killed=13, published=21), report(2, killed=15, published=22))
    assert (found.low, found.high) == (15, 15)
    assert (found.claimed_low, found.claimed_high) == (13, 15)
    assert [claim.superseded for claim in found.claims] == [True, False]


def test_unconfirmed_and_denied_are_shown_but_not_counted():
    found = entry(
        report(1, killed=13, source="الشرطة"),
        report(2, killed=40, source="ناشطون", stance="unconfirmed"),
        report(3, killed=2, source="الناطق العسكري", stance="denied"),
    )
    assert (found.low, found.high) == (13, 13)
    assert (found.claimed_low, found.claimed_high) == (2, 40)
    assert len(found.claims) == 3


def test_open_side_names_its_number():
    found = entry(report(1, killed=19, bound="at_least", source="الشرطة"), report(2, killed=16, source="مسعفون"))
    assert (found.low, found.high, found.open) == (16, 19, True)
    assert (found.claimed_low, found.claimed_high) == (16, 19)


def test_reprints_are_one_account():
    story = "وذكر شهود عيان في المكان أن سحابة من الدخان الأسود ارتفعت فوق السوق القديم بعد دقائق من الحادث"
    records = [report(n, killed=9, extra=story, source="شهود") for n in (1, 6, 11)]
    rival = report(2, killed=11, source="مسؤول محلي")
    group = [telling.id for record in [*records, rival] for telling in tellings_of(record)]
    incident = build([rival, *records], group)
    assert incident.accounts == 2
    claims = incident.ledger[0].claims
    assert [(claim.low, len(claim.carriers), claim.accounts) for claim in claims] == [(9, 3, 1), (11, 1, 1)]


def test_best_is_that_of_most_accounts_then_the_latest():
    found = entry(
        report(1, killed=13, source="أ ب ج"), report(2, killed=15, source="د ه و"), report(3, killed=15, source="ز ح ط")
    )
    assert found.best == 15
    found = entry(
        report(1, killed=13, source="أ ب ج", published=21), report(2, killed=15, source="د ه و", published=22)
    )
    assert found.best == 15


def test_tolls_are_kept_apart():
    group = tellings_of(record := report(1, killed=500, cumulative=True))
    assert build([record], [telling.id for telling in group]).ledger == ()


def test_each_harm_has_its_entry():
    record = report(1, killed=5, wounded=9)
    assert entry(record).best == 5
    assert entry(record, harm="wounded").best == 9
