"""Measure places: on tweets with gold coordinates (IDRISI) and on the coded reports; the tables of docs/places.md.

python benchmarks/gold_places.py [--errors]
"""

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.shared import DATA, DOCS, json_lines
from marsad import places
from marsad.places.distance import kilometres
from marsad.places.gazetteer import Entry
from marsad.places.spelling import key
from marsad.places.words import words

AREAS = ("division", "region")
TOWNS_AND_LARGER = ("City/town", "Province", "Country")


class Answer(NamedTuple):
    """What a way of resolving says of one place."""

    name: str | None
    country: str | None
    point: tuple[float, float] | None
    fallback: bool = False
    within: str | None = None


Way = Callable[[str, int, int, str | None], Answer | None]


def ours(text: str, start: int, end: int, outlet: str | None) -> Answer | None:
    """Marsad, by the whole report."""
    found = [p for p in places.find(text, outlet=outlet, names=[(start, end)]) if p.start == start]
    if not found:
        return None
    place = found[0]
    point = None if place.latitude is None or place.longitude is None else (place.latitude, place.longitude)
    return Answer(place.name, place.country, point, place.fallback, place.within)


def _answer(entries: list[Entry]) -> Answer | None:
    best = max(entries, key=lambda entry: (entry.population, entry.weight), default=None)
    return Answer(best.name, best.country or None, (best.latitude, best.longitude)) if best else None


def exact(text: str, start: int, end: int, outlet: str | None) -> Answer | None:
    """The most populous place that bears just the words, without kind word."""
    tokens = key(text[start:end]).split()
    if len(tokens) > 1 and tokens[0] in words().kinds:
        tokens = tokens[1:]
    return _answer(places.gazetteer().find(" ".join(tokens)))


def longest(text: str, start: int, end: int, outlet: str | None) -> Answer | None:
    """The most populous place that bears the longest run of the words."""
    tokens = key(text[start:end]).split()
    for size in range(len(tokens), 0, -1):
        for first in range(len(tokens) - size + 1):
            if found := _answer(places.gazetteer().find(" ".join(tokens[first : first + size]))):
                return found
    return None


WAYS: dict[str, Way] = {"Marsad": ours, "exact, most populous": exact, "longest match, most populous": longest}


def tweets() -> list[dict[str, Any]]:
    """IDRISI's tweets."""
    return json_lines(DATA / "places" / "idrisi-ar.jsonl")


def finding(rows: list[dict[str, Any]]) -> dict[str, Counter[str]]:
    """How many gold places are found, by offsets and by words, and how many found places are gold.

    The gold marks each name once in a tweet, at its first letters ("لبنان" within "اللبناني" too), so offsets
    undercount what is right: by words, a found place is right if a gold place of the tweet has some of its words.
    """
    spans: Counter[str] = Counter()
    by_words: Counter[str] = Counter()
    for row in rows:
        found = [place for place in places.find(row["text"]) if place.role == "place"]
        gold = {(place["start"], place["end"]): set(key(place["text"]).split()) for place in row["places"]}
        spans.update(gold=len(gold), found=len(found))
        spans["hit"] += sum(any(p.start < end and start < p.end for p in found) for start, end in gold)
        spans["right"] += sum(any(p.start < end and start < p.end for start, end in gold) for p in found)
        ours = [set(key(place.text).split()) for place in found]
        told, golden = {frozenset(words) for words in ours}, {frozenset(words) for words in gold.values()}
        by_words.update(gold=len(golden), found=len(told))
        by_words["hit"] += sum(any(one & other for other in told) for one in golden)
        by_words["right"] += sum(any(one & other for other in golden) for one in told)
    return {"by offsets": spans, "by words": by_words}


def distances(rows: list[dict[str, Any]], way: Way) -> dict[str, list[float | None]]:
    """By type of the gold place: how far off each is, in km; None where the way has no answer for the place itself."""
    found: dict[str, list[float | None]] = defaultdict(list)
    for row in rows:
        for place in row["places"]:
            answer = way(row["text"], place["start"], place["end"], None)
            held = answer is not None and answer.point is not None and not answer.fallback and _holds(place)
            away = kilometres(place["lat"], place["lon"], *answer.point) if held and answer and answer.point else None
            found[place["type"]].append(away)
    return found


def _holds(place: dict[str, Any]) -> bool:
    """Whether the gazetteer holds a place of the gold's kind.

    IDRISI's provinces are areas, second-level governorates among them, and their points are the areas' middles. The
    gazetteer holds first-level divisions only: where it knows a town of that name but no division, it does not hold
    the province.
    """
    if place["type"] != "Province":
        return True
    tokens = [token for token in key(place["text"]).split() if token not in words().kinds]
    return any(entry.kind in AREAS for entry in places.gazetteer().find(" ".join(tokens)))


class Coded(NamedTuple):
    """A place of the coded reports, with the report it stands in."""

    report: str
    text: str
    outlet: str | None
    start: int
    gold: dict[str, Any]


def coded() -> Iterator[Coded]:
    """Each place phrase of a report of ``gold/dev.jsonl`` once."""
    for row in json_lines(DATA / "gold" / "dev.jsonl"):
        report = row["report"]
        text = f"{report.get('title') or ''}\n{report['text']}"
        told = {s["place"]["text"]: s["place"] for s in (*row["events"], *row["figures"]) if s["place"]}
        for words_, gold in told.items():
            if (start := text.find(words_)) >= 0:
                yield Coded(report["id"], text, report.get("outlet"), start, gold)


def right_place(case: Coded, answer: Answer) -> bool:
    """The gold's English name or the scorer's rule on the words that the answer's Arabic names share with it."""
    if answer.country != case.gold["country"]:
        return False
    if answer.name and case.gold.get("name"):
        told, gold = (_latin(name) for name in (answer.name, case.gold["name"]))
        if told & gold:
            return True
    names = places.gazetteer().find(case.gold["text"])
    return any(entry.name == answer.name for entry in names)


def right_container(case: Coded, answer: Answer) -> bool:
    """Whether the place around it stands in the gold's phrase or in its English name."""
    if not answer.fallback or answer.within is None:
        return False
    if _latin(answer.within) & _latin(case.gold.get("name") or ""):
        return True
    phrase = key(case.gold["text"])
    around = [e.arabic for e in places.gazetteer().entries() if e.name == answer.within and e.country == answer.country]
    return any(key(arabic) in phrase for arabic in around)


_SMALL_WORDS = frozenset(
    """al el the of and governorate province region area district city town state front border northern southern eastern
    western central countryside roundabout street mosque mountains""".split()  # noqa: SIM905
)


def _latin(name: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", name.casefold().replace("-", " "))) - _SMALL_WORDS


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f} ({part}/{whole})" if whole else "none"


def measure_coded(way: Way, errors: bool = False) -> Counter[str]:
    """How many places of the coded reports a way holds and gets right; ``errors`` prints those it does not."""
    tally: Counter[str] = Counter()
    for case in coded():
        tally["all"] += 1
        answer = way(case.text, case.start, case.start + len(case.gold["text"]), case.outlet)
        if answer is None:
            continue
        country = answer.country == case.gold["country"]
        right = right_place(case, answer)
        tally["country"] += country
        tally["held"] += not answer.fallback
        tally["right held"] += right and not answer.fallback
        tally["right"] += right or (country and right_container(case, answer))
        if errors and not right:
            print(case.report, case.gold["text"], case.gold["name"], case.gold["country"], "->", *answer, sep="\t")
    return tally


def page(errors: bool) -> list[str]:
    """The figures as lines of the page."""
    rows = tweets()
    lines = [f"Measured on {date.today():%Y-%m-%d} by `make quality`.", "", "### Finding, on IDRISI's tweets", ""]
    lines += ["| | gold | found | precision | recall | F1 |", "| --- | --- | --- | --- | --- | --- |"]
    for how, count in finding(rows).items():
        precision, recall = count["right"] / count["found"], count["hit"] / count["gold"]
        f1 = 2 * precision * recall / (precision + recall)
        lines.append(f"| {how} | {count['gold']} | {count['found']} | {precision:.3f} | {recall:.3f} | {f1:.3f} |")
    lines += ["", "### Resolving, on IDRISI's tweets, given the gold words", ""]
    lines += [
        "| way | type | places | held | of these within 25 km | within 161 km |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for name, way in WAYS.items():
        by_type = distances(rows, way)
        by_type["towns and countries"] = by_type["City/town"] + by_type["Country"]
        by_type["towns and larger"] = [away for kind in TOWNS_AND_LARGER for away in by_type[kind]]
        for kind in (
            "City/town",
            "Country",
            "Province",
            "towns and countries",
            "towns and larger",
            "District",
            "Neighborhood",
        ):
            aways = by_type[kind]
            held = [away for away in aways if away is not None]
            near = [sum(away <= km for away in held) for km in (25, 161)]
            shares = " | ".join(_share(count, len(held)) for count in near)
            lines.append(f"| {name} | {kind} | {len(aways)} | {len(held)} | {shares} |")
    lines += ["", "### Resolving, on the coded reports, given the gold words", ""]
    lines += [
        "| way | places | right country | right place or the container named | of those held, right place |",
        "| --- | --- | --- | --- | --- |",
    ]
    for name, way in WAYS.items():
        tally = measure_coded(way, errors=errors and way is ours)
        lines.append(
            f"| {name} | {tally['all']} | {_share(tally['country'], tally['all'])} |"
            f" {_share(tally['right'], tally['all'])} | {_share(tally['right held'], tally['held'])} |"
        )
    return lines


def write(lines: list[str]) -> None:
    """Put the figures into docs/places.md, between the marks."""
    file = DOCS / "places.md"
    text = file.read_text("utf-8")
    head, _, rest = text.partition("<!-- figures -->\n")
    _, _, tail = rest.partition("<!-- end of figures -->")
    file.write_text(f"{head}<!-- figures -->\n{chr(10).join(lines)}\n<!-- end of figures -->{tail}", "utf-8")


def main() -> None:
    """Measure, print, and write."""
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--errors", action="store_true", help="list the places of the coded reports that are not right")
    lines = page(args.parse_args().errors)
    print("\n".join(lines))
    write(lines)


if __name__ == "__main__":
    main()
