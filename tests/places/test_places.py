"""Finding and resolving: offsets, determinism, options; and the gazetteer with what a user adds."""

import zipfile
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad import places
from marsad.places import words
from marsad.places.distance import kilometres, moved
from marsad.places.gazetteer import FOLDER_VARIABLE, Gazetteer
from marsad.places.spelling import key, variants

# ruff: noqa: SIM905
WORDS = st.sampled_from(
    "قال مقتل في على من بلدة مدينة ريف حي شمال غرب الحدود مع دمشق حلب بغداد السوري و، . ( ) « » بمحافظة عدن".split()
    + "20 كلم البلاد العاصمة والرقة للموصل شارعي وبغداد #بيروت_الآن محافظتي".split()
)


@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join)))
def test_any_text_gives_spans_of_its_own_words_in_order(text):
    found = places.find(text)
    assert found == places.find(text)
    for place in found:
        assert place.text and text[place.start : place.end] == place.text
        assert 0 <= place.probability <= 1
        assert (place.latitude is None) == (place.longitude is None) == (place.radius_km is None)
        assert -90 <= (place.latitude or 0) <= 90 and -180 <= (place.longitude or 0) <= 180
        assert place.country is None or (len(place.country) == 2 and place.country.isupper())
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(st.text(max_size=60))
def test_any_name_resolves_or_not_without_error(name):
    for place in places.resolve(name):
        assert place.text == name.strip()


def test_given_spans_come_back_as_they_are():
    text = "وقع الهجوم في ملعب الفيحاء بمدينة درعا السورية أمس"
    start = text.index("ملعب")
    end = text.index(" السورية")
    found = [place for place in places.find(text, names=[(start, end)]) if place.start == start]
    assert [(place.text, place.country) for place in found] == [("ملعب الفيحاء بمدينة درعا", "SY")]


@pytest.mark.parametrize(("country", "expected"), [("LB", "LB"), ("LY", "LY")])
def test_resolve_heeds_the_country(country, expected):
    assert places.resolve("طرابلس", country=country)[0].country == expected


def test_resolve_heeds_what_is_near():
    assert places.resolve("طرابلس", near=(34.4, 35.9))[0].country == "LB"


def test_resolve_gives_the_others_too():
    assert {place.country for place in places.resolve("طرابلس")} >= {"LY", "LB"}


def test_an_unknown_name_has_no_point_without_a_report():
    (place,) = places.resolve("قرية شنقلبوط")
    assert place.fallback and place.latitude is None


@pytest.mark.parametrize(
    ("one", "other"),
    [("الأتارب", "الاتارب"), ("درنة", "درنه"), ("أبو غريب", "ابوغريب"), ("مأرب", "مارب"), ("حَلَب", "حلب")],
)
def test_spellings_of_one_place(one, other):
    gazetteer = places.gazetteer()
    assert gazetteer.find(one)[0] == gazetteer.find(other)[0]


def test_kobani_has_two_names():
    gazetteer = places.gazetteer()
    assert gazetteer.find("كوباني")[0] == gazetteer.find("عين العرب")[0]


@given(st.text(max_size=40))
def test_keys_are_stable(name):
    assert key(key(name)) == key(name)
    assert all(key(other) == other for other in variants(key(name)))


def test_the_gazetteer_says_what_it_is_made_from():
    about = "\n".join(places.gazetteer().about)
    assert "CC BY 4.0" in about and "Unicode" in about


def test_all_entries_are_sound():
    for entry in places.gazetteer().entries():
        assert abs(entry.latitude) <= 90 and abs(entry.longitude) <= 180
        assert entry.radius_km > 0 and entry.name and entry.arabic
        assert entry.country == "" or len(entry.country) == 2


def test_every_country_of_the_table_is_in_the_gazetteer():
    gazetteer = places.gazetteer()
    for code, country in words.countries().items():
        for name in country.names:
            assert any(entry.country == code for entry in gazetteer.find(name)), (code, name)


def test_every_border_joins_countries_of_the_table():
    assert {code for pair in words.borders() for code in pair} <= words.countries().keys()


def test_moving_north_by_a_degree():
    assert moved(30, 40, 0, 111.2) == pytest.approx((31, 40), abs=0.01)
    assert kilometres(30, 40, 31, 40) == pytest.approx(111.2, abs=0.3)


def _dump_row(number: int, name: str, arabic: str, lat: float, lon: float, kind: str = "PPL", people: int = 0) -> str:
    cells = [
        number,
        name,
        name,
        f"{name},{arabic}",
        lat,
        lon,
        "P",
        kind,
        "SY",
        "",
        "09",
        "",
        "",
        "",
        people,
        "",
        "",
        "",
        "",
    ]
    return "\t".join(map(str, cells))


DUMP = "\n".join(
    [
        _dump_row(99000001, "Jadidat", "الجديدات القبلية", 36.5, 37.3),
        _dump_row(99000002, "Nowhere", "", 36.6, 37.3),
        _dump_row(172955, "Latakia", "اللاذقية", 35.53, 35.79, "PPLA", 340181),
    ]
)


@pytest.mark.parametrize("packed", [False, True])
def test_a_dump_adds_its_places(tmp_path, monkeypatch, packed):
    source = tmp_path / ("SY.zip" if packed else "SY.txt")
    if packed:
        with zipfile.ZipFile(source, "w") as archive:
            archive.writestr("readme.txt", "about")
            archive.writestr("SY.txt", DUMP)
    else:
        source.write_text(DUMP, encoding="utf-8")
    folder = tmp_path / "user"
    monkeypatch.setenv(FOLDER_VARIABLE, str(folder))
    added = places.add_dump(source)
    assert added.places == 2 and added.file.parent == folder
    (place,) = places.find("قتل مدني في قرية الجديدات القبلية.")
    assert (place.text, place.geonames, place.country) == ("قرية الجديدات القبلية", 99000001, "SY")
    # What the shipped file has as well is given once.
    assert len([entry for entry in places.gazetteer().find("اللاذقية") if entry.geonames == 172955]) == 1
    assert any("SY" in line for line in places.gazetteer().about)


@pytest.mark.parametrize(
    ("content", "said"),
    [("a\tb\n", "line 1"), (DUMP.replace("36.5", "north", 1), "line 1"), (_dump_row(1, "X", "", 1, 1), "Arabic")],
)
def test_a_wrong_dump_is_refused_with_its_place(tmp_path, content, said):
    source = tmp_path / "XX.txt"
    source.write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=said):
        places.add_dump(source, tmp_path / "user")
    assert not (tmp_path / "user").exists()


def test_a_missing_dump_is_refused(tmp_path):
    with pytest.raises(ValueError, match="not there"):
        places.add_dump(tmp_path / "SY.txt")


def test_a_file_of_another_form_is_refused(tmp_path):
    (tmp_path / "old.tsv").write_text("nothing", encoding="utf-8")
    with pytest.raises(ValueError, match=r"old\.tsv"):
        places.gazetteer(tmp_path)


def test_the_gazetteer_is_opened_once():
    assert isinstance(places.gazetteer(), Gazetteer) and places.gazetteer() is places.gazetteer()
