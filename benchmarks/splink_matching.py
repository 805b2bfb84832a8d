"""Measure Splink's matching of the tellings of ../shared/data/gold/incidents.json beside Marsad's own.

    pip install 'splink<5' pandas
    python benchmarks/splink_matching.py

Splink (Fellegi and Sunter's model, weights estimated from the pairs by EM) compares what Marsad compares: type, day,
place, words, numbers, people and copied text. Its pairs are brought together by its own clustering (connected
components), and by Marsad's grouping. Neither package is needed for anything else.
"""

import json
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import pandas as pd
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from benchmarks.incidents import found_incidents
from benchmarks.shared import DATA, need, scorer
from marsad.archive import Archive
from marsad.incidents.cluster import groups
from marsad.incidents.tellings import Telling, tellings_of
from marsad.incidents.weights import weights

APART = (0, 1, 4)
"""Days between two tellings, by which Splink tells them near from far."""
THRESHOLDS = (0.5, 0.8, 0.9, 0.95, 0.99)
SHIFTS = (0.0, 2.0, 4.0, 6.0)
"""Bits added to Splink's weight of each pair before Marsad's grouping."""


def main() -> None:
    """Measure and print."""
    gold = json.loads(need(DATA / "gold" / "incidents.json").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        found, _ = found_incidents(Path(folder), gold)
        _tell("Marsad", gold, [incident["reports"] for incident in found])
        with Archive.open(Path(folder) / "window.db") as archive:
            records = filter(None, map(archive.get, gold["window"]))
            tellings = {telling.id: telling for record in records for telling in tellings_of(record)}
    linker = _linker(tellings.values())
    pairs = linker.inference.predict(threshold_match_probability=0.01)
    for limit in THRESHOLDS:
        clustered = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, limit).as_pandas_dataframe()
        some = [list(rows.report) for _, rows in clustered.groupby("cluster_id")]
        _tell(f"Splink, its clusters from {limit} on", gold, some)
    rows = pairs.as_pandas_dataframe()
    for shift in SHIFTS:
        bits = {
            (min(a, b), max(a, b)): float(weight) + shift
            for a, b, weight in zip(rows.unique_id_l, rows.unique_id_r, rows.match_weight, strict=True)
        }
        # Two tellings of one report weigh what they weigh for Marsad.
        bits |= {pair: weights().same_report for pair in bits if len({tellings[name].report for name in pair}) == 1}
        some = [[tellings[name].report for name in group] for group in groups(tellings, bits)]
        _tell(f"Splink's weights and {shift:.0f} bits, Marsad's groups", gold, some)


def _linker(tellings: Iterable[Telling]) -> Linker:
    """Splink over the tellings, with its weights estimated."""
    day = [
        {"sql_condition": "day_l IS NULL OR day_r IS NULL", "label_for_charts": "null", "is_null_level": True},
        *({"sql_condition": f"abs(day_l - day_r) <= {n}", "label_for_charts": str(n)} for n in APART),
        {"sql_condition": "ELSE", "label_for_charts": "else"},
    ]
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.ExactMatch("type"),
            {"output_column_name": "day", "comparison_levels": day},
            cl.DistanceInKMAtThresholds("latitude", "longitude", [5, 25, 100]),
            cl.ArrayIntersectAtSizes("place_words", [2, 1]),
            cl.ArrayIntersectAtSizes("words", [8, 4, 2, 1]),
            cl.ArrayIntersectAtSizes("numbers", [2, 1]),
            cl.ArrayIntersectAtSizes("people", [2, 1]),
            cl.ArrayIntersectAtSizes("shingles", [5, 1]),
        ],
        blocking_rules_to_generate_predictions=[block_on("country"), block_on("type"), block_on("day")],
        additional_columns_to_retain=["report"],
    )
    linker = Linker(pd.DataFrame(map(_row, tellings)), settings, DuckDBAPI())
    linker.training.estimate_probability_two_random_records_match([block_on("place", "day", "type")], recall=0.3)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in (block_on("country", "day"), block_on("type", "day"), block_on("place")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    return linker


def _row(telling: Telling) -> dict[str, object]:
    place = telling.place
    return {
        "unique_id": telling.id,
        "report": telling.report,
        "type": telling.type.value,
        "day": telling.days[0] if telling.days else None,
        "country": place.country if place else None,
        "place": place.name if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "place_words": sorted(telling.place_words),
        "words": sorted(telling.words),
        "numbers": sorted(f"{harm} {count}" for harm, count in telling.numbers),
        "people": sorted(telling.people),
        "shingles": sorted(map(str, telling.shingles)),
    }


def _tell(name: str, gold: Mapping[str, Any], reports: Iterable[Iterable[str]]) -> None:
    found = [{"reports": sorted(set(some)), "ledger": []} for some in reports]
    result = scorer("incidents").score(gold, found)
    print(f"| {name} | {result['precision']:.3f} | {result['recall']:.3f} | {result['f1']:.3f} |", flush=True)


if __name__ == "__main__":
    main()
