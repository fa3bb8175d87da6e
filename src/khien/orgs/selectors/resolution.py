"""What an agency phrase means: decided names first, then exact ones, usual other names, mergers, sets, lists, and
only then likeness. Refuses to answer "certain" where two units fit equally well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from khien.orgs.reference.bodies import Body, BodyEvent, body_book
from khien.orgs.rules import Kind, Level
from khien.orgs.rules.choice import CERTAIN, POSSIBLE, Outcome, Scored, outcome, ranked
from khien.orgs.rules.likeness import SAME, SAME_FOLDED, likeness, with_marks
from khien.orgs.rules.not_units import POST, not_a_unit
from khien.orgs.rules.phrases import Phrase, parsed
from khien.orgs.rules.sets import SetPart, UnitSet, set_from_data, set_named
from khien.orgs.rules.text import fold, sounded
from khien.orgs.selectors.names import Alternative, Entry, NameBook, Resolution, alias_key
from khien.orgs.selectors.reasons import sentence

_LOCAL = frozenset({Level.DISTRICT, Level.COMMUNE})
_MOST_ALTERNATIVES = 6


def resolved(book: NameBook, text: str) -> Resolution:
    """The meaning of one phrase; see `Resolution`."""
    phrase = parsed(text, book.places)
    key = alias_key(text)
    blank = Resolution(phrase=phrase.text, key=key, kind=Outcome.NONE)
    if key in book.aliases:
        return _decided(book, blank, phrase)
    why = not_a_unit(key)
    if why is not None:
        return replace(blank, score=SAME, reason=sentence("a_post" if why == POST else why))
    steps: tuple[Callable[[NameBook, Resolution, Phrase], Resolution | None], ...] = (
        _by_name,
        _by_set,
        _by_body,
        _by_list,
        _by_likeness,
    )
    for step in steps:
        found = step(book, blank, phrase)
        if found is not None:
            return _with_office(found, phrase)
    return replace(blank, reason=_why_not(phrase))


def _why_not(phrase: Phrase) -> str:
    """Why nothing was found: a body everybody knows but nobody recorded, another province, or simply unknown."""
    for body in body_book().by_key.get(phrase.key, ()):
        return sentence("known", name=_plain_name(body))
    return sentence("elsewhere" if re.search(r"\btinh \w", phrase.key.removeprefix("tinh ")) else "unknown")


def _plain_name(body: Body) -> str:
    return " ".join(body.name.format(title="", place="", party="Tỉnh ủy", youth="Tỉnh Đoàn").split())


def nearest(book: NameBook, text: str, *, limit: int = 5) -> list[int]:
    """Units that share the most words with a phrase, for a person to choose from. No answer, only an offer."""
    asked = set(parsed(text, book.places).key.split())
    scores: dict[int, float] = {}
    for key, ids in book.by_key.items():
        words = set(key.split())
        shared = len(asked & words) / (len(asked | words) or 1)
        if shared >= 0.3:
            scores |= {i: max(shared, scores.get(i, 0)) for i in ids}
    known = [i for i in scores if book.entries[i].holds_on(book.at) or book.entries[i].holds_on(book.now)]
    return sorted(known, key=lambda i: (-scores[i], not book.entries[i].inside, i))[:limit]


def _with_office(found: Resolution, phrase: Phrase) -> Resolution:
    if phrase.office and found.kind in (Outcome.UNIT, Outcome.SET):
        return replace(found, reason=f"{sentence('post')} {found.reason}")
    return found


def _decided(book: NameBook, blank: Resolution, phrase: Phrase) -> Resolution:
    alias = book.aliases[blank.key]
    by = sentence("alias", who=alias.actor_label)
    if alias.set_rule is not None:
        return _as_set(book, blank, set_from_data(alias.set_rule), 1.0, by)
    if alias.unit_id is None:
        return replace(blank, score=1.0, reason=sentence("decided_none", who=alias.actor_label))
    return _as_unit(book, blank, alias.unit_id, 1.0, by)


def _as_unit(book: NameBook, blank: Resolution, unit_id: int, score: float, reason: str) -> Resolution:
    today = book.answering([unit_id])
    entry = book.entries.get(unit_id)
    if entry is not None and not entry.holds_on(book.at) and entry.since > book.at:
        reason = f"{reason} {sentence('later')}"
    if not today:
        reason = f"{reason} {sentence('nobody')}"
    elif today != (unit_id,):
        reason = f"{reason} {sentence('successor', units=', '.join(book.full_label(i) for i in today))}"
    return replace(blank, kind=Outcome.UNIT, units=(unit_id,), today=today, score=score, reason=reason)


def _as_set(book: NameBook, blank: Resolution, unit_set: UnitSet, score: float, reason: str) -> Resolution:
    members = book.members(unit_set, book.at)
    today = book.members_now(unit_set, members)
    texts = [reason]
    if unit_set.speaks_of_districts and members != today:
        texts.append(sentence("districts"))
    if unit_set.open_ended:
        texts.append(sentence("open"))
    if not members and not today:
        texts.append(sentence("none_now"))
    return replace(
        blank,
        kind=Outcome.SET,
        units=members,
        today=today,
        score=score,
        reason=" ".join(texts),
        set_rule=unit_set.as_data(),
        open_ended=unit_set.open_ended,
    )


def _as_choice(
    book: NameBook, blank: Resolution, found: Sequence[Scored], reason: str = ""
) -> Resolution | None:
    """A unit when one leads, a question when several fit; None when nothing is likely enough."""
    best = ranked(found)
    decided = outcome(best)
    if decided == Outcome.NONE:
        return None
    if decided == Outcome.UNIT:
        return _as_unit(book, blank, best[0].unit_id, best[0].likeness, reason or sentence(best[0].how))
    close = best[0].likeness >= CERTAIN
    shown = tuple(Alternative(s.unit_id, book.label(s.unit_id), s.score) for s in best[:_MOST_ALTERNATIVES])
    return replace(
        blank,
        kind=Outcome.UNSURE,
        score=best[0].score,
        alternatives=shown,
        reason=reason or sentence("several" if close else "guess"),
    )


def _by_name(book: NameBook, blank: Resolution, phrase: Phrase) -> Resolution | None:
    ids = book.by_key.get(phrase.key, ())
    if phrase.place:  # "Ngân hàng Nhà nước tỉnh" is the branch, not the bank
        ids = tuple(i for i in ids if book.entries[i].level != Level.CENTRAL)
        ids = _of_place(book, ids, phrase.place) or ids
    else:
        ids = tuple(i for i in ids if book.entries[i].level == Level.CENTRAL) or ids
    if not ids:
        return None
    each = _one_in_each(book, ids, phrase.key)
    if each is not None:
        return _as_set(book, blank, each, SAME_FOLDED, sentence("each"))
    return _as_choice(book, blank, [_scored(book, phrase, book.entries[i]) for i in ids])


def _of_place(book: NameBook, ids: Sequence[int], place: str) -> tuple[int, ...]:
    """Those of the province that the phrase writes out ("tỉnh Kon Tum"), by their own name or their parent's."""
    named = place.removeprefix("tinh").removeprefix("thanh pho").strip()
    if not named:
        return ()

    def stands_there(entry: Entry) -> bool:
        above = book.entries.get(entry.parent_id) if entry.parent_id is not None else None
        names = (*entry.names, *(above.names if above else ()))
        return any(fold(name).endswith(f" {named}") for name in names)

    return tuple(i for i in ids if stands_there(book.entries[i]))


def _scored(book: NameBook, phrase: Phrase, entry: Entry) -> Scored:
    """How well a unit with the very key fits: marks tell communes apart, and a written place tells provinces apart."""
    score, how = SAME_FOLDED, "same"
    names = [name for name in entry.names if name]
    if entry.level in _LOCAL and entry.kind == Kind.PEOPLES_COMMITTEE:
        score = _local_likeness(phrase.text, names)
        how = "same" if score == SAME else "marks"
    elif any(with_marks(score, _bare(phrase, phrase.text), _bare(phrase, name)) == SAME for name in names):
        score = SAME
    return Scored(entry.id, score, entry.holds_on(book.at), entry.inside, how)


def _bare(phrase: Phrase, text: str) -> str:
    return text[: -len(phrase.place)].strip() if phrase.place and fold(text).endswith(phrase.place) else text


def _local_likeness(text: str, names: list[str]) -> float:
    """Communes differ by a mark: Thạnh An is not Thanh An, unless the text writes no marks at all."""
    if fold(text) == " ".join(text.casefold().split()):
        return 0.95
    asked = sounded(text).split()[-2:]
    if any(sounded(name).split()[-2:] == asked for name in names):
        return SAME
    return 0.88


def _one_in_each(book: NameBook, ids: Sequence[int], key: str) -> UnitSet | None:
    """ "Phòng Văn hóa và Thông tin": many units of one name, one below each district or commune, mean all of them."""
    holding = [book.entries[i] for i in ids if book.entries[i].holds_on(book.at)]
    inside = [e for e in holding if e.inside] or holding
    parents = {e.parent_id for e in inside}
    if len(inside) < 2 or len(parents) < len(inside) or not all(e.level in _LOCAL for e in inside):
        return None
    kinds = frozenset(Kind(e.kind) for e in inside)
    return UnitSet((SetPart(kinds, frozenset(Level(e.level) for e in inside), key),))


def _by_set(book: NameBook, blank: Resolution, phrase: Phrase) -> Resolution | None:
    found = set_named(phrase.key, open_ended=phrase.open_ended)
    if found is None:
        return None
    unit_set, score = found
    result = _as_set(book, blank, unit_set, score, sentence("set"))
    return result if score >= CERTAIN else replace(result, kind=Outcome.UNSURE)


def _by_body(book: NameBook, blank: Resolution, phrase: Phrase) -> Resolution | None:
    """Another usual name of an office, or an office merged in 2025 that this installation never had."""
    for body in body_book().by_key.get(phrase.key, ()):
        found = _named_as(book, body, "body")
        if found:
            return _as_choice(book, blank, found)
        step = body_book().successor(body.code)
        last: Body | None = None
        while step is not None:
            last, event = step
            found = _named_as(book, last, "merged")
            if found:
                return _as_choice(book, blank, found, _merged(phrase, last, event))
            step = body_book().successor(last.code)
        if body.level in _LOCAL:  # one in each district or commune
            unit_set = UnitSet((SetPart(frozenset({body.kind}), frozenset({body.level}), phrase.key),))
            return _as_set(book, blank, unit_set, CERTAIN, sentence("each"))
    return None


def _merged(phrase: Phrase, taker: Body, event: BodyEvent) -> str:
    name = _plain_name(taker)
    reason = sentence(
        "merged", old=phrase.text, new=name, day=f"{event.on:%d/%m/%Y}", instrument=event.instrument
    )
    return f"{reason} {event.note}".strip()


def _named_as(book: NameBook, body: Body, how: str) -> list[Scored]:
    ids = dict.fromkeys(i for key in sorted(body.keys) for i in book.by_key.get(key, ()))
    central = body.level == Level.CENTRAL
    entries = [e for e in (book.entries[i] for i in ids) if (e.level == Level.CENTRAL) == central]
    return [Scored(e.id, 0.96, e.holds_on(book.at), e.inside, how) for e in entries]


def _by_list(book: NameBook, blank: Resolution, phrase: Phrase) -> Resolution | None:
    """ "Ủy ban nhân dân tỉnh, Bộ Thông tin và Truyền thông": several units in one breath, longest names first."""
    found: list[Resolution] = []
    start, end = 0, len(phrase.parts)
    while start < len(phrase.parts):
        if end <= start:
            return None
        part = _alone(book, "".join(phrase.parts[start:end]))
        if part is None or (start == 0 and end == len(phrase.parts)):
            end -= 2
            continue
        found.append(part)
        start, end = end + 1, len(phrase.parts)
    if len(found) < 2:
        return None
    return replace(
        blank,
        kind=Outcome.SET,
        units=tuple(dict.fromkeys(i for part in found for i in part.units)),
        today=tuple(dict.fromkeys(i for part in found for i in part.today)),
        score=min(part.score for part in found),
        reason=sentence("listed"),
        open_ended=phrase.open_ended,
    )


def _alone(book: NameBook, text: str) -> Resolution | None:
    """A part of a list that is certain by name, set or body; None when it is not."""
    phrase = parsed(text, book.places)
    blank = Resolution(phrase=phrase.text, key=phrase.key, kind=Outcome.NONE)
    for step in (_by_name, _by_set, _by_body):
        result = step(book, blank, phrase)
        if result is not None:
            return result if result.kind in (Outcome.UNIT, Outcome.SET) else None
    return None


def _by_likeness(book: NameBook, blank: Resolution, phrase: Phrase) -> Resolution | None:
    """Typing errors. A local People's Committee is never certain by likeness: communes differ by one letter."""
    close: dict[str, float] = {}
    for key in {*book.by_key, *body_book().by_key}:
        score = likeness(phrase.key, key)
        if score >= POSSIBLE:
            close[key] = score
    found: list[Scored] = []
    for key, score in close.items():
        ids = book.by_key.get(key, ())
        for entry in (book.entries[i] for i in ids):
            local = entry.level in _LOCAL
            found.append(
                Scored(
                    entry.id,
                    min(score, 0.88) if local else score,
                    entry.holds_on(book.at),
                    entry.inside,
                    "typing",
                )
            )
    if found:
        return _as_choice(book, blank, found)
    for key in sorted(close, key=lambda k: -close[k]):
        other = _by_body(book, blank, replace(phrase, key=key))
        if other is not None:
            kind = other.kind if close[key] >= CERTAIN else Outcome.UNSURE
            return replace(other, kind=kind, score=min(other.score, close[key]))
    return None
