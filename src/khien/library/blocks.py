"""The blocks a writer puts a text together from, as Wagtail shows them. One for each shape of `rules.content`.

Refuses raw HTML, embeds from other sites and free styling: what a block means decides how it looks.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

LONGEST_LINE = 300
LONGEST_TEXT = 2000
MOST_ITEMS = 30


def _line(label: object, *, required: bool = True, longest: int = LONGEST_LINE) -> blocks.CharBlock:
    return blocks.CharBlock(label=label, required=required, max_length=longest)


def _text(label: object, *, required: bool = True, rows: int = 3) -> blocks.TextBlock:
    return blocks.TextBlock(label=label, required=required, max_length=LONGEST_TEXT, rows=rows)


def _lines(label: object, *, at_least: int = 1) -> blocks.ListBlock:
    return blocks.ListBlock(_line(label), label=label, min_num=at_least, max_num=MOST_ITEMS)


class HeadingBlock(blocks.StructBlock):
    text = _line(_("Heading"), longest=120)
    small = blocks.BooleanBlock(label=_("A smaller heading"), required=False)


class StepBlock(blocks.StructBlock):
    title = _line(_("What to do"))
    text = _text(_("How"), required=False, rows=2)


class StepsBlock(blocks.StructBlock):
    title = _line(_("Heading of the steps"), required=False)
    steps = blocks.ListBlock(StepBlock(), label=_("Steps in order"), min_num=1, max_num=MOST_ITEMS)


class NoticeBlock(blocks.StructBlock):
    tone = blocks.ChoiceBlock(
        label=_("What kind of box"),
        choices=[
            ("danger", _("Danger: stop")),
            ("need", _("Mind this")),
            ("info", _("Good to know")),
            ("done", _("The right way")),
        ],
        default="danger",
    )
    title = _line(_("Heading of the box"), longest=120)
    text = _text(_("Words in the box"))


class DoDontBlock(blocks.StructBlock):
    do = _lines(_("Do"), at_least=0)
    dont = _lines(_("Do not"), at_least=0)


class QuoteBlock(blocks.StructBlock):
    text = _text(_("What is said"))
    who = _line(_("Who says it"), required=False, longest=120)


class OptionBlock(blocks.StructBlock):
    text = _line(_("Answer"))
    right = blocks.BooleanBlock(label=_("This answer is right"), required=False)


class QuizBlock(blocks.StructBlock):
    question = _text(_("Question"), rows=2)
    options = blocks.ListBlock(OptionBlock(), label=_("Answers"), min_num=2, max_num=6)
    explanation = _text(_("Why"), required=False)


class ContactBlock(blocks.StructBlock):
    name = _line(_("Whom to call"), longest=160)
    number = _line(_("Number, as people dial it"), required=False, longest=40)
    address = blocks.URLBlock(label=_("Web address"), required=False)
    note = _line(_("When, what for"), required=False)


class PictureBlock(blocks.StructBlock):
    picture = ImageChooserBlock(label=_("Picture"))
    alt = _line(_("What the picture shows, for people who cannot see it"))
    caption = _line(_("Words under the picture"), required=False)
    credit = _line(_("Who made the picture"), required=False, longest=160)


class BeforeAfterBlock(blocks.StructBlock):
    before = PictureBlock(label=_("The first picture: false, or before"))
    after = PictureBlock(label=_("The second picture: true, or after"))


class TableBlock(blocks.StructBlock):
    """Rows as lines with cells between bars: writers paste a table from Word and see at once what happens."""

    caption = _line(_("What the table tells"))
    header = _line(_("Heads of the columns, between bars ( | )"), longest=600)
    rows = blocks.ListBlock(
        _line(_("A row, cells between bars ( | )"), longest=1000), label=_("Rows"), min_num=1, max_num=60
    )


class VideoBlock(blocks.StructBlock):
    title = _line(_("What the clip is called"))
    file = blocks.CharBlock(label=_("Clip"), required=False, max_length=64)
    captions = blocks.CharBlock(label=_("Captions"), required=False, max_length=64)
    transcript = blocks.TextBlock(
        label=_("What is said in the clip"), required=False, max_length=10_000, rows=6
    )
    seconds = blocks.IntegerBlock(label=_("Length in seconds"), required=False, min_value=0, max_value=7200)


class BodyBlock(blocks.StreamBlock):
    """A text, in order."""

    paragraph = blocks.RichTextBlock(
        label=_("Text"), features=["bold", "italic", "link", "ul", "ol"], icon="pilcrow", max_length=10_000
    )
    heading = HeadingBlock(label=_("Heading"), icon="title")
    steps = StepsBlock(label=_("Steps"), icon="list-ol")
    notice = NoticeBlock(label=_("Box that stands out"), icon="warning")
    dodont = DoDontBlock(label=_("Do and do not"), icon="tick-inverse")
    quote = QuoteBlock(label=_("Words of somebody"), icon="openquote")
    quiz = QuizBlock(label=_("Question to test oneself"), icon="help")
    contact = ContactBlock(label=_("Whom to call"), icon="mobile-alt")
    picture = PictureBlock(label=_("Picture"), icon="image")
    beforeafter = BeforeAfterBlock(label=_("Two pictures side by side"), icon="image")
    table = TableBlock(label=_("Table"), icon="table")
    video = VideoBlock(label=_("Clip"), icon="media")

    class Meta:
        max_num = 80
