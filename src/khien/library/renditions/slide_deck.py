"""Draws slides with python-pptx: real titles, real lists, text that stays text, notes under every slide.

Refuses text as pictures. Sizes are chosen from the length of the words, since no machine here knows the viewer's font.
"""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from khien.library.renditions.images import Safe
from khien.library.renditions.palette import Palette
from khien.library.renditions.plain_words import clean, cut
from khien.library.renditions.slide_theme import FONT, HEIGHT, MARGIN, WIDTH, themed
from khien.library.renditions.slide_words import Slide
from khien.library.rules.content import Content

INNER = WIDTH - 2 * MARGIN
TOP, BODY = 1.95, 4.7  # inches: where the body begins, how tall it is
_SIZES = (36, 32, 30, 28, 26, 24, 22, 20, 18, 16)
_BULLETS = {"list": ("Arial", "•"), "tick": ("Wingdings", "\u00fc"), "cross": ("Wingdings", "\u00fb")}


class Deck:
    """A deck that grows slide by slide; `count` slides stand in it."""

    def __init__(self, colours: Palette, *, unit: str, logo: Safe | None, language: str) -> None:
        self._colours, self._unit, self._logo = colours, unit, logo
        self._language = "vi-VN" if language.startswith("vi") else language
        self._deck, self._layouts = themed(colours)
        self._title = ""

    @property
    def count(self) -> int:
        return len(self._deck.slides)

    def title(self, content: Content, *, programme: str, foot: str) -> None:
        """The first slide: what it is about and who gives it out."""
        slide = self._deck.slides.add_slide(self._layouts["cover"])
        self._title = cut(clean(content.title), 160)
        self._background(slide, self._colours.ground)
        self._block(
            slide,
            (0, 0, 0.22, HEIGHT),
            self._colours.strong if self._colours.framed else self._colours.accent,
        )
        left = MARGIN
        if self._logo:
            plate = self._block(slide, (left, 0.6, 1.15, 1.15), "#ffffff", rounded=True)
            plate.name = "Logo"
            self._image(slide, self._logo, (left + 0.1, 0.7, 0.95, 0.95), self._unit)
            left += 1.4
        named = [(self._unit, 20, True), (programme, 16, False)]
        self._words(slide, [row for row in named if row[0]], (left, 0.6, 10.2, 1.15), self._colours.on_ground)
        size = _size([self._title], INNER - 0.4, 2.4, sizes=(54, 48, 44, 40, 36, 32, 28))
        self._holder(
            slide.shapes.title,
            [self._title],
            size,
            self._colours.on_ground,
            bold=True,
            box=(MARGIN, 2.15, INNER, 2.5),
        )
        lead = cut(clean(content.summary), 260)
        holder = slide.placeholders[1]
        self._holder(
            holder,
            [lead],
            _size([lead], INNER, 1.3, sizes=(24, 22, 20, 18)),
            self._colours.on_ground,
            box=(MARGIN, 4.8, INNER, 1.4),
        )
        self._words(slide, [(foot, 14, False)], (MARGIN, 6.75, INNER, 0.4), self._colours.on_ground)
        self._note(slide, "\n".join([self._title, clean(content.summary)]))

    def page(self, told: Slide, picture: Safe | None) -> None:
        """One slide as it is told."""
        lists = told.look in ("list", "number", "cross", "tick", "say")
        slide = self._deck.slides.add_slide(self._layouts["text" if lists else "title"])
        tone = getattr(self._colours, told.tone)
        self._background(slide, "#ffffff")
        self._block(slide, (0, 0, 0.22, HEIGHT), tone)
        size = _size([told.title], INNER, 1.1, sizes=(36, 32, 28, 26, 24))
        self._holder(slide.shapes.title, [told.title], size, tone, bold=True, box=(MARGIN, 0.5, INNER, 1.25))
        if lists:
            self._list(slide.placeholders[1], told, tone)
        elif told.look == "quiz":
            self._quiz(slide, told)
        elif told.look == "pair":
            self._pair(slide, told)
        elif told.look == "table":
            self._table(slide, told)
        elif told.look == "quote":
            self._quote(slide, told)
        else:
            self._shown(slide, told, picture)
        self._foot(slide)
        self._note(slide, told.notes)

    def last(self, title: str, shown: str, qr: bytes, address: str) -> None:
        """Where to read it all."""
        slide = self._deck.slides.add_slide(self._layouts["title"])
        self._background(slide, self._colours.ground)
        self._holder(
            slide.shapes.title, [title], 36, self._colours.on_ground, bold=True, box=(MARGIN, 0.7, INNER, 1.1)
        )
        code = slide.shapes.add_picture(io.BytesIO(qr), Inches(MARGIN), Inches(2.1), Inches(3.6), Inches(3.6))
        _described(code, address)
        size = _size([shown], 7.2, 2.4, sizes=(28, 24, 20, 18, 16, 14))
        rows = [(shown, size, True), (self._unit, 20, False)]
        self._words(
            slide,
            [row for row in rows if row[0]],
            (4.9, 2.1, 7.6, 3.6),
            self._colours.on_ground,
            anchor=MSO_ANCHOR.MIDDLE,
        )
        self._note(slide, address)

    def saved(self, day: dt.date) -> bytes:
        """The file; `day` stands in its properties."""
        about, at = self._deck.core_properties, dt.datetime(day.year, day.month, day.day)  # noqa: DTZ001 - as the format has it
        about.title, about.author, about.language = self._title, self._unit, self._language
        about.last_modified_by, about.created, about.modified, about.revision = self._unit, at, at, 1
        out = io.BytesIO()
        self._deck.save(out)
        return out.getvalue()

    # ---- looks ----------------------------------------------------------------------------------------------
    def _list(self, holder: Any, told: Slide, tone: str) -> None:
        size = _size(list(told.lines), INNER - 0.7, BODY, gap=0.45)
        self._holder(
            holder, list(told.lines), size, self._colours.ink, box=(MARGIN, TOP, INNER, BODY), gap=size * 0.45
        )
        for paragraph in holder.text_frame.paragraphs:
            _bulleted(paragraph, told, tone)

    def _quiz(self, slide: Any, told: Slide) -> None:
        why = told.second[0] if told.second else ""
        room = BODY - (1.15 if why else 0)
        tall = min(0.95, (room - 0.14 * len(told.lines)) / max(1, len(told.lines)))
        size = min(
            _size([line], INNER - 1.2, tall * 0.9, sizes=(24, 22, 20, 18, 16, 14))
            for line in told.lines or ("",)
        )
        for n, line in enumerate(told.lines):
            right = n in told.marked
            box = self._block(
                slide,
                (MARGIN, TOP + n * (tall + 0.14), INNER, tall),
                self._colours.good if right else self._colours.tint,
                rounded=True,
            )
            words = f"{chr(ord('A') + n)}.  {line}" + ("  ✓" if right else "")
            self._fill(
                box.text_frame,
                [(words, size, right)],
                "#ffffff" if right else self._colours.ink,
                anchor=MSO_ANCHOR.MIDDLE,
            )
        if why:
            self._words(
                slide,
                [(why, _size([why], INNER, 1.05, sizes=(20, 18, 16, 14)), False)],
                (MARGIN, TOP + room + 0.1, INNER, 1.05),
                self._colours.ink,
            )

    def _pair(self, slide: Any, told: Slide) -> None:
        wide = (INNER - 0.4) / 2
        size = _size([*told.lines], wide - 1, BODY - 0.6, gap=0.5, sizes=(24, 22, 20, 18, 16))
        size = min(size, _size([*told.second], wide - 1, BODY - 0.6, gap=0.5, sizes=(24, 22, 20, 18, 16)))
        sides = (
            (told.lines, "tick", "good", "good_tint", MARGIN),
            (told.second, "cross", "danger", "danger_tint", MARGIN + wide + 0.4),
        )
        for lines, look, tone, tint, left in sides:
            box = self._block(slide, (left, TOP, wide, BODY), getattr(self._colours, tint), rounded=True)
            box.text_frame.margin_left = box.text_frame.margin_right = Inches(0.35)
            self._fill(
                box.text_frame,
                [(line, size, False) for line in lines],
                self._colours.ink,
                anchor=MSO_ANCHOR.MIDDLE,
                gap=size * 0.5,
            )
            for paragraph in box.text_frame.paragraphs:
                _bulleted(paragraph, Slide("", look=look), getattr(self._colours, tone))

    def _table(self, slide: Any, told: Slide) -> None:
        rows, columns = len(told.rows), len(told.rows[0])
        frame = slide.shapes.add_table(
            rows, columns, Inches(MARGIN), Inches(TOP), Inches(INNER), Inches(0.5 * rows)
        )
        size = 20 if max(len(cell) for row in told.rows for cell in row) < 40 and columns < 4 else 16
        size = size if rows < 7 else 14
        for y, row in enumerate(told.rows):
            for x, words in enumerate(row):
                cell = frame.table.cell(y, x)
                cell.fill.solid()
                cell.fill.fore_color.rgb = _rgb(
                    self._colours.strong if y == 0 else self._colours.tint if y % 2 else "#ffffff"
                )
                self._fill(
                    cell.text_frame, [(words, size, y == 0)], "#ffffff" if y == 0 else self._colours.ink
                )

    def _quote(self, slide: Any, told: Slide) -> None:
        said, who = told.lines[0], told.lines[1] if len(told.lines) > 1 else ""
        box = self._block(slide, (MARGIN, TOP, INNER * 0.86, 3.6), self._colours.tint, rounded=True)
        box.text_frame.margin_left = box.text_frame.margin_right = Inches(0.45)
        size = _size([said], INNER * 0.86 - 1, 3.0, sizes=(36, 32, 28, 26, 24, 22, 20))
        self._fill(
            box.text_frame,
            [(f"“{said.strip('“”' + chr(34))}”", size, False)],
            self._colours.ink,
            anchor=MSO_ANCHOR.MIDDLE,
        )
        if who:
            self._words(
                slide,
                [(f"— {who}", 20, True)],
                (MARGIN + 0.3, TOP + 3.75, INNER * 0.8, 0.6),
                self._colours.danger,
            )

    def _shown(self, slide: Any, told: Slide, picture: Safe | None) -> None:
        caption = told.lines[0] if told.lines else ""
        if picture:
            self._image(slide, picture, (MARGIN, TOP - 0.1, INNER, BODY - 0.55), told.alt)
        self._words(
            slide,
            [(caption, 16 if picture else 24, False)],
            (MARGIN, TOP + BODY - 0.6 if picture else TOP, INNER, 0.6),
            self._colours.muted,
        )

    # ---- pieces ---------------------------------------------------------------------------------------------
    def _holder(
        self,
        holder: Any,
        lines: list[str],
        size: float,
        colour: str,
        *,
        box: tuple[float, ...],
        bold: bool = False,
        gap: float = 0,
    ) -> None:
        holder.left, holder.top, holder.width, holder.height = map(Inches, box)
        anchor = MSO_ANCHOR.TOP if gap else MSO_ANCHOR.MIDDLE
        self._fill(holder.text_frame, [(line, size, bold) for line in lines], colour, anchor=anchor, gap=gap)

    def _words(
        self,
        slide: Any,
        rows: list[tuple[str, float, bool]],
        box: tuple[float, ...],
        colour: str,
        *,
        anchor: Any = MSO_ANCHOR.MIDDLE,
    ) -> None:
        frame = slide.shapes.add_textbox(*map(Inches, box)).text_frame
        self._fill(frame, rows, colour, anchor=anchor)

    def _fill(
        self,
        frame: Any,
        rows: list[tuple[str, float, bool]],
        colour: str,
        *,
        anchor: Any = MSO_ANCHOR.TOP,
        gap: float = 0,
    ) -> None:
        frame.word_wrap, frame.vertical_anchor = True, anchor
        for n, (words, size, bold) in enumerate(rows):
            paragraph = frame.paragraphs[0] if n == 0 else frame.add_paragraph()
            paragraph.alignment, paragraph.line_spacing, paragraph.space_after = PP_ALIGN.LEFT, 1.1, Pt(gap)
            run = paragraph.add_run()
            run.text = words
            run.font.size, run.font.bold, run.font.name = Pt(size), bold, FONT
            run.font.color.rgb = _rgb(colour)
            run._r.get_or_add_rPr().set("lang", self._language)

    def _block(self, slide: Any, box: tuple[float, ...], colour: str, *, rounded: bool = False) -> Any:
        kind = MSO_SHAPE.ROUNDED_RECTANGLE if rounded else MSO_SHAPE.RECTANGLE
        shape = slide.shapes.add_shape(kind, *map(Inches, box))
        if rounded:
            shape.adjustments[0] = min(0.5, 0.12 / min(box[2:]))
        shape.fill.solid()
        shape.fill.fore_color.rgb = _rgb(colour)
        shape.shadow.inherit = False
        if self._colours.framed and rounded:
            shape.line.color.rgb = _rgb(self._colours.line)
        else:
            shape.line.fill.background()
        return shape

    def _image(self, slide: Any, picture: Safe, box: tuple[float, float, float, float], alt: str) -> None:
        left, top, width, height = box
        scale = min(width / picture.width, height / picture.height)
        wide, tall = picture.width * scale, picture.height * scale
        place = map(Inches, (left + (width - wide) / 2, top + (height - tall) / 2, wide, tall))
        _described(slide.shapes.add_picture(io.BytesIO(picture.data), *place), alt)

    def _foot(self, slide: Any) -> None:
        frame = slide.shapes.add_textbox(*map(Inches, (MARGIN, 6.9, INNER - 1.2, 0.4))).text_frame
        self._fill(frame, [(cut(self._unit, 90), 12, False)], self._colours.muted, anchor=MSO_ANCHOR.MIDDLE)
        number = slide.shapes.add_textbox(*map(Inches, (WIDTH - MARGIN - 1, 6.9, 1, 0.4))).text_frame
        self._fill(number, [(str(self.count), 12, False)], self._colours.muted, anchor=MSO_ANCHOR.MIDDLE)
        number.paragraphs[0].alignment = PP_ALIGN.RIGHT

    def _background(self, slide: Any, colour: str) -> None:
        fill = slide.background.fill
        fill.solid()
        fill.fore_color.rgb = _rgb(colour)

    def _note(self, slide: Any, text: str) -> None:
        frame = slide.notes_slide.notes_text_frame
        if frame is not None:
            frame.text = text


def _rgb(colour: str) -> RGBColor:
    red, green, blue = bytes.fromhex(colour.lstrip("#"))
    return RGBColor(red, green, blue)  # type: ignore[no-untyped-call]


def _size(
    lines: list[str], width: float, height: float, *, gap: float = 0.0, sizes: tuple[int, ...] = _SIZES
) -> int:
    """The largest size at which `lines` stand in width × height inches, by the mean width of Arial's letters."""
    for size in sizes:
        most = max(1, int(width * 72 / (size * 0.53)))
        rows = sum(-(-max(1, len(line)) // most) for line in lines)
        if (rows * 1.38 + gap * len(lines)) * size <= height * 72:
            return size
    return sizes[-1]


def _bulleted(paragraph: Any, told: Slide, tone: str) -> None:
    """A real bullet or number in the tone's colour, with the text hanging beside it."""
    properties = paragraph._p.get_or_add_pPr()
    for old in ("a:buClr", "a:buFont", "a:buNone", "a:buChar", "a:buAutoNum"):
        for node in properties.findall(qn(old)):
            properties.remove(node)
    if told.look == "say":
        properties.set("marL", "0")
        properties.set("indent", "0")
        etree.SubElement(properties, qn("a:buNone"))
        return
    properties.set("marL", "520000")
    properties.set("indent", "-520000")
    etree.SubElement(
        etree.SubElement(properties, qn("a:buClr")), qn("a:srgbClr"), val=tone.lstrip("#").upper()
    )
    if told.look == "number":
        etree.SubElement(properties, qn("a:buFont"), typeface="+mj-lt")
        etree.SubElement(properties, qn("a:buAutoNum"), type="arabicPeriod", startAt=str(told.start))
        return
    font, sign = _BULLETS.get(told.look, _BULLETS["list"])
    etree.SubElement(properties, qn("a:buFont"), typeface=font)
    etree.SubElement(properties, qn("a:buChar"), char=sign)


def _described(picture: Any, alt: str) -> None:
    picture._element.nvPicPr.cNvPr.set("descr", alt)
