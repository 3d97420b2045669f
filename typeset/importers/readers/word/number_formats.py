"""Automatic numbers as text (自动编号): the number formats of Word (ECMA-376-1, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


def format_number(value: int, kind: str) -> str | None:
    """The text of a number in a format such as `chineseCounting`; None for an unknown format."""
    if kind in {"none", "bullet"}:
        return ""
    write = _FORMATS.get(kind)
    return write(value) if write else None


def _counting(value: int) -> str:
    """一 to 九十九, then digit by digit: 一〇〇."""
    return _thousand(value) if value < 100 else _digital(value)


def _thousand(value: int) -> str:
    """一百零一, 一千二百."""
    return _han(value, "零一二三四五六七八九", "十百千", short=True)


def _digital(value: int) -> str:
    """一〇 for 10."""
    return "".join(_DIGITS[int(digit)] for digit in str(value))


def _han(value: int, digits: str, units: str, *, short: bool = False) -> str:
    if not 0 < value < 10_000:
        return "".join(digits[int(digit)] for digit in str(value))
    words = ""
    for place, digit in enumerate(map(int, str(value))):
        power = len(str(value)) - place - 1
        if digit:
            words += digits[digit] + (units[power - 1] if power else "")
        elif not words.endswith(digits[0]):
            words += digits[0]
    words = words.rstrip(digits[0])
    return words[1:] if short and 10 <= value < 20 else words


def _cycle(signs: str) -> Callable[[int], str]:
    """Signs in order, a number beyond them in digits."""
    return lambda value: signs[value - 1] if 0 < value <= len(signs) else str(value)


def _run(*ranges: tuple[int, int]) -> Callable[[int], str]:
    """Signs of Unicode by ranges of (first code point, count)."""
    return _cycle("".join(chr(first + index) for first, count in ranges for index in range(count)))


def _letter(value: int) -> str:
    """A to Z, then AA, BB."""
    if value <= 0:
        return str(value)
    return chr(ord("A") + (value - 1) % 26) * min((value - 1) // 26 + 1, 30)


def _roman(value: int) -> str:
    if not 0 < value < 4000:
        return str(value)
    words = ""
    for size, sign in _ROMAN:
        words += sign * (value // size)
        value %= size
    return words


def _ordinal(value: int) -> str:
    ending = "th" if value % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(value % 10)
    return f"{value}{ending or 'th'}"


def _wide(value: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(value))


def _stems(value: int) -> str:
    return _cycle("甲乙丙丁戊己庚辛壬癸")(value)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda value: f"{value:02}",
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "decimalEnclosedCircle": _run((0x2460, 20), (0x3251, 15), (0x32B1, 15)),
    "decimalEnclosedCircleChinese": _run((0x2460, 20), (0x3251, 15), (0x32B1, 15)),
    "decimalEnclosedFullstop": _run((0x2488, 20)),
    "decimalEnclosedParen": _run((0x2474, 20)),
    "numberInDash": lambda value: f"- {value} -",
    "upperLetter": _letter,
    "lowerLetter": lambda value: _letter(value).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "ordinal": _ordinal,
    "chineseCounting": _counting,
    "chineseCountingThousand": _thousand,
    "chineseLegalSimplified": lambda value: _han(value, _LEGAL, "拾佰仟"),
    "ideographDigital": _digital,
    "japaneseDigitalTenThousand": _digital,
    "japaneseCounting": _thousand,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": _thousand,
    "taiwaneseDigital": _digital,
    "ideographLegalTraditional": lambda value: _han(value, _LEGAL_TRADITIONAL, "拾佰仟"),
    "ideographTraditional": _stems,
    "ideographZodiac": _cycle("子丑寅卯辰巳午未申酉戌亥"),
    "ideographZodiacTraditional": lambda value: (
        "甲乙丙丁戊己庚辛壬癸"[(value - 1) % 10] + "子丑寅卯辰巳午未申酉戌亥"[(value - 1) % 12]
    ),
    "ideographEnclosedCircle": _run((0x3280, 10)),
}
