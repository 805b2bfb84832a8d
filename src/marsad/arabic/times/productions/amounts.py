"""Amounts of time, what lies so long before or after, runs of days, sets."""

from marsad.arabic.times.lexer import Token
from marsad.arabic.times.meaning import Amounts, Away, Every, Lasting, Meaning, Shifted, TimeOfDay, Window
from marsad.arabic.times.productions.found import CLOCK_UNITS, SHARES, Found, share_of
from marsad.arabic.times.timex import UNITS


def _unit_value(token: Token) -> float:
    return 2 if token.role == "dual" else 1


def amount(found: Found) -> Amounts | None:
    """ثلاثة أيام, أسبوعين, بضعة أشهر; 0 of a unit is an unknown number (أيام)."""
    unit = found.named["u"]
    if unit.data["unit"] in SHARES:
        # أكثر من نصف السكان
        return None
    count = found.data("n")
    if count is None:
        few = any(token.role == "few" for token in found.tokens)
        count = 3 if few else 0 if unit.role == "units" else _unit_value(unit)
        lasting = found.previous is not None and found.previous.role == "lasting"
        if unit.definite and not lasting:
            return None
    if count == float("inf"):
        return None
    return ((unit.data["unit"], count),)


def one(found: Found) -> Amounts | None:
    """شهر واحد."""
    unit = found.named["u"]
    if found.data("n") not in (1, 2) or found.named["n"].end - found.named["n"].start < 3:
        return None
    return ((unit.data["unit"], found.data("n")),)


def unit_amount(found: Found) -> Amounts | None:
    """قبل شهر. A day before an ordinary word is not counted: منذ يوم التأسيس."""
    each = found.previous is not None and found.previous.role == "each"
    counted = each or found.following is None or found.following.role != "word"
    if found.role("u") == "a_day" and not counted:
        return None
    return amount(found)


def part_of_unit(found: Found) -> Amounts | None:
    """نصف ساعة, ثلاثة أرباع الساعة, ربع قرن."""
    share = share_of(found.data("h"))
    return ((found.data("u")["unit"], share),) if share else None


def amount_less(found: Found) -> Amounts | None:
    """ساعة إلا ربعا: hours less some minutes."""
    if found.data("u")["unit"] != "hour":
        return None
    return (("minute", 60 * _unit_value(found.named["u"]) + found.data("m")["value"]),)


def amount_and_part(found: Found) -> Amounts | None:
    """شهر ونصف الشهر."""
    share = share_of(found.data("h"))
    first = found.data("a")
    amounts: Amounts = first if isinstance(first, tuple) else ((first["unit"], 1),)
    return ((amounts[0][0], amounts[0][1] + share),) if share and len(amounts) == 1 else None


def sum_of_amounts(found: Found) -> Amounts | None:
    """شهر و21 يوما, سنة وثلاثة أشهر وخمسة أيام; without و only from the longer to the shorter."""
    sides = [found.data(name) for name in "abcd" if name in found.named]
    amounts: Amounts = ()
    for side in sides:
        amounts += side if isinstance(side, tuple) else ((side["unit"], 1),)
    units = [unit for unit, _ in amounts]
    if len(units) == 2 and units[0] == units[1] and 0 < amounts[1][1] < 1:
        # عام ونصف العام
        return ((units[0], amounts[0][1] + amounts[1][1]),)
    joined = sum(token.role == "and" for token in found.tokens) == len(sides) - 1
    falling = sorted(units, key=UNITS.index, reverse=True) == units and all(count for _, count in amounts)
    return amounts if len(set(units)) == len(units) and (joined or falling) else None


def window(found: Found) -> Meaning | None:
    """الأشهر الأربعة الماضية. الأيام الحالية is none, and الأيام الأخيرة من are counted from elsewhere."""
    sign = found.data("s")["by"]
    last_of = found.data("s").get("final") and found.following is not None and found.following.role == "of"
    if not sign or last_of:
        return None
    amounts = found.data("a")
    if amounts is None:
        count = found.data("n")
        if found.role("n") == "ordinal" and (count < 20 or count % 10):
            # الثلاثين يوما الماضية counts, اليوم الثالث does not.
            return None
        default = 2 if found.role("u") == "dual" else 0
        amounts = ((found.data("u")["unit"], count or default),)
    return Window(amounts, 1 if sign > 0 else -1)


def last_amount(found: Found) -> Meaning | None:
    """آخر ثلاثة أشهر."""
    return Window(found.data("a"), -1) if found.data("p")["part"] == "end" else None


def window_of_amount(found: Found) -> Meaning | None:
    """خلال أسبوع: the week before publication, or after it in plans."""
    if not all(count for _, count in found.data("a")):
        return None
    # "in two minutes", "in five hours" tell how long; "within 24 hours" when.
    brief = CLOCK_UNITS if found.role("way") == "in" else CLOCK_UNITS - {"hour"}
    return None if brief & {unit for unit, _ in found.data("a")} else Window(found.data("a"), 0)


def away(found: Found) -> Meaning | None:
    """قبل أسبوعين, بعد 7 أشهر من مارس 2011, ثلاثة أيام مضت."""
    way = found.role("way")
    sign = 1 if way in ("after", "from_now") else -1
    base = found.data("d")
    following = found.following
    event = base is None and following is not None and following.role in ("of", "on")
    from_now = any(token.role in ("from_now", "passed") for token in found.tokens)
    return Away(found.data("a"), sign, base, event, from_now)


def after_event(found: Found) -> Meaning:
    """بعد يومين من تحرير المدينة, with فقط between as well."""
    return Away(found.data("a"), 1, event=True)


def ago(found: Found) -> Meaning | None:
    """من أسبوعين as the whole text, as it is spoken: so long ago."""
    amounts = found.data("a")
    if not isinstance(amounts, tuple):
        amounts = ((amounts["unit"], 1),)
    if not all(count for _, count in amounts) or CLOCK_UNITS & {unit for unit, _ in amounts}:
        return None
    return Away(amounts, -1, from_now=True)


def away_from_told(found: Found) -> Meaning:
    """قبل ذلك بعام."""
    sign = 1 if found.role("way") == "after" else -1
    return Away(found.data("a"), sign, Shifted("", 0, told=True))


def every(found: Found) -> Meaning | None:
    """كل يوم, أسبوعيا, كل جمعة."""
    if "w" in found.named:
        if "u" in found.named and found.data("u")["unit"] != "day":
            return None
        return Every((("week", 1),), found.data("w")["iso"])
    if "p" in found.named:
        return Every((("day", 1),), at=TimeOfDay(part=found.data("p")["code"]))
    amounts = found.data("a") or ((found.data("s")["unit"], 1),)
    return Every(amounts) if all(count for _, count in amounts) else None


def lone_unit(found: Found) -> Meaning:
    """A unit that is the whole text, as an answer to "how long": سنة, يوم."""
    return Lasting(((found.data("u")["unit"], 1),))


def lasting(found: Found) -> Meaning | None:
    """لمدة ثلاثة أيام."""
    amounts = found.data("a")
    if amounts is None:
        amounts = ((found.data("u")["unit"], 1),)
    return Lasting(amounts) if isinstance(amounts, tuple) else None
