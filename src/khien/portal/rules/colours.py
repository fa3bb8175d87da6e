"""A site's colours from one colour of a unit: the tokens of the public style sheet, light and dark, each pair that
carries text with contrast ≥ 4.5 (WCAG 2.2, 1.4.3). High contrast is left as it is: people chose it."""

from __future__ import annotations

from collections.abc import Callable

WHITE, BLACK = "#ffffff", "#000000"
LIGHT_PAGE, DARK_PAGE, DARK_INK = "#fbfaf8", "#20282c", "#10191d"
LEAST, GOOD = 4.5, 5.0
STEP, MOST_STEPS = 0.06, 40
Contrast = Callable[[str, str], float]
Mixed = Callable[[str, str, float], str]


def tokens(colour: str, *, contrast: Contrast, mixed: Mixed) -> tuple[dict[str, str], dict[str, str]]:
    """(light, dark): token → colour. Colours as "#rrggbb"; arithmetic is given, for another storey owns it."""
    soft = mixed(colour, WHITE, 0.92)
    primary = _until(
        colour, BLACK, lambda c: min(contrast(c, WHITE), contrast(c, LIGHT_PAGE), contrast(c, soft)), mixed
    )
    light = {
        "--k-primary": primary,
        "--k-primary-strong": mixed(primary, BLACK, 0.2),
        "--k-primary-soft": soft,
        "--k-on-primary": WHITE,
        "--k-link": primary,
    }
    dark_soft = mixed(colour, DARK_PAGE, 0.75)
    pale = _until(
        colour,
        WHITE,
        lambda c: min(contrast(c, DARK_PAGE), contrast(c, dark_soft), contrast(c, DARK_INK)),
        mixed,
    )
    dark = {
        "--k-primary": pale,
        "--k-primary-strong": mixed(pale, WHITE, 0.3),
        "--k-primary-soft": dark_soft,
        "--k-on-primary": DARK_INK,
        "--k-link": pale,
    }
    return light, dark


def style_sheet(colour: str, *, contrast: Contrast, mixed: Mixed) -> str:
    """The tokens as CSS. The chosen theme of a reader wins over her machine's."""
    light, dark = tokens(colour, contrast=contrast, mixed=mixed)
    plain, night = (";".join(f"{name}:{value}" for name, value in one.items()) for one in (light, dark))
    calm = "@media (prefers-contrast:no-preference)"
    return (
        f"{calm}{{:root:not([data-theme]){{{plain}}}}}\n"
        f"{calm} and (prefers-color-scheme:dark){{:root:not([data-theme]){{{night}}}}}\n"
        f':root[data-theme="light"]{{{plain}}}\n'
        f':root[data-theme="dark"]{{{night}}}\n'
    )


def _until(colour: str, towards: str, least: Callable[[str], float], mixed: Mixed) -> str:
    for _step in range(MOST_STEPS):
        if least(colour) >= GOOD:
            return colour
        colour = mixed(colour, towards, STEP)
    return towards
