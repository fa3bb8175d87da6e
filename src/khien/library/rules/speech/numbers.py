"""Numbers in Vietnamese words, as an announcer says them. Refuses negative numbers: whoever needs one says "âm"."""

from __future__ import annotations

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ("", "nghìn", "triệu")
_LONGEST = 18  # figures; longer ones are read one by one


def number_words(number: int) -> str:
    """105 → "một trăm linh năm"; 1538 → "một nghìn năm trăm ba mươi tám"; 21 → "hai mươi mốt"."""
    if number < 0 or len(str(number)) > _LONGEST:
        return digit_words(str(number))
    if number < 1_000:
        return _below_thousand(number, full=False)
    billions, rest = divmod(number, 1_000_000_000)
    parts = [f"{number_words(billions)} tỷ"] if billions else []
    groups = [rest // 1_000_000, rest // 1_000 % 1_000, rest % 1_000]
    for place, group in zip((2, 1, 0), groups, strict=True):
        if group:
            parts.append(f"{_below_thousand(group, full=bool(parts))} {_GROUPS[place]}".strip())
    return " ".join(parts)


def _below_thousand(number: int, *, full: bool) -> str:
    """`full`: after a greater group every place is said ("một nghìn không trăm linh năm")."""
    hundreds, rest = divmod(number, 100)
    if not hundreds and not full:
        return _below_hundred(rest)
    words = f"{DIGITS[hundreds]} trăm"
    if not rest:
        return words
    return f"{words} linh {DIGITS[rest]}" if rest < 10 else f"{words} {_below_hundred(rest)}"


def _below_hundred(number: int) -> str:
    tens, ones = divmod(number, 10)
    if not tens:
        return DIGITS[ones]
    words = "mười" if tens == 1 else f"{DIGITS[tens]} mươi"
    if not ones:
        return words
    last = {1: "một" if tens == 1 else "mốt", 5: "lăm"}.get(ones, DIGITS[ones])
    return f"{words} {last}"


def digit_words(figures: str) -> str:
    """One by one: "156" → "một năm sáu". Everything but 0–9 is left out."""
    return " ".join(DIGITS[int(figure)] for figure in figures if figure in "0123456789")


def telephone_words(figures: str) -> str:
    """One by one in groups people can follow: short codes whole, 1900 1234 in fours, others 4-3-3."""
    figures = "".join(figure for figure in figures if figure in "0123456789")
    if len(figures) <= 6:
        return digit_words(figures)
    sizes = [4, 4, 4] if figures.startswith(("18", "19")) else [4, 3]
    groups: list[str] = []
    at = 0
    while at < len(figures):
        size = sizes[min(len(groups), len(sizes) - 1)]
        if len(figures) - at - size == 1:
            size += 1
        groups.append(digit_words(figures[at : at + size]))
        at += size
    return ", ".join(groups)


def decimal_words(whole: str, fraction: str) -> str:
    """("45", "69") → "bốn mươi lăm phẩy sáu mươi chín"; a fraction with a leading nought or over two figures is read
    one by one ("phẩy không năm")."""
    read = (
        digit_words(fraction)
        if fraction.startswith("0") or len(fraction) > 2
        else number_words(int(fraction))
    )
    return f"{number_words(int(whole))} phẩy {read}"
