"""Every number of the official layout, once, with the clause it comes from.

Source: Decree 30/2020/NĐ-CP on records work, annex I ("thể thức, kỹ thuật trình bày văn bản hành chính").
I = part I (general), II = part II (the parts of a text), III = part III (copies and annexes). Where the
decree leaves a range, the value offices use most is taken and the range is said beside it. An amended
decree is an edit of this module and of nothing else; it refuses to know about Word or PDF.
"""

from __future__ import annotations

# Paper and margins, in mm (I.1: A4; I.2: along the length; I.3: margins)
PAGE_WIDTH_MM = 210.0
PAGE_HEIGHT_MM = 297.0
MARGIN_TOP_MM = 20.0  # 20–25
MARGIN_BOTTOM_MM = 20.0  # 20–25
MARGIN_LEFT_MM = 30.0  # 30–35
MARGIN_RIGHT_MM = 15.0  # 15–20
HEADER_FROM_EDGE_MM = 10.0  # the page number stands in the middle of the top margin (I.7)
FOOTER_FROM_EDGE_MM = 10.0

# Faces (I.4: Times New Roman, Unicode TCVN 6909:2001, black)
FACE = "Times New Roman"
PDF_FACE = "Tinos"  # the free face with the same metrics
PDF_FALLBACK_FACE = "Libertinus Serif"  # comes inside the PDF engine; other metrics, complete Vietnamese

# Sizes, in pt
PAGE_NUMBER_PT = 14.0  # I.7: 13–14, upright, centred at the top, not on page 1
NATIONAL_TITLE_PT = 12.0  # II.1.a: 12–13, capitals, bold upright
MOTTO_PT = 13.0  # II.1.b: 13–14, bold upright
SUPERIOR_BODY_PT = 12.0  # II.2: 12–13, capitals, upright
ISSUING_BODY_PT = 12.0  # II.2: 12–13, capitals, bold
NUMBER_PT = 13.0  # II.3: 13, upright
LETTER_ABSTRACT_PT = 12.0  # II.5.b: 12–13, "V/v …" under the number of a letter
PLACE_DATE_PT = 13.0  # II.4: 13–14, italic
KIND_PT = 14.0  # II.5.a: 13–14, capitals, bold
TITLE_PT = 14.0  # II.5.a: 13–14, bold
ADDRESSEE_PT = 14.0  # II.9.a: 13–14
BODY_PT = 14.0  # II.6.d: 13–14
AUTHORITY_PT = 14.0  # II.7.c: 13–14, capitals, bold
SIGNER_PT = 14.0  # II.7.c: 13–14, bold
RECIPIENTS_TITLE_PT = 12.0  # II.9.b: 12, bold italic
RECIPIENTS_PT = 11.0  # II.9.b: 11, upright
ANNEX_LABEL_PT = 14.0  # III.1: 14, bold, centred
ANNEX_TITLE_PT = 14.0  # III.1: 13–14, capitals, bold
ANNEX_ORIGIN_PT = 14.0  # III.1: 13–14, italic
FOOTNOTE_PT = 11.0  # not ruled; smaller than the body
TABLE_PT = 13.0  # tables of the body: the lower end of 13–14
ANNEX_TABLE_PT = 12.0  # not ruled; wide tables of annexes

# Paragraphs of the body (II.6.d)
FIRST_LINE_MM = 10.0  # 10 or 12.7
PARAGRAPH_GAP_PT = 6.0  # at least 6
LINE_SPACING = 1.15  # single to 1.5

# Rules under the heads (II.1.b: as long as the motto; II.2 and II.5: one third to one half of the line)
RULE_PT = 0.75
RULE_SHARE = 0.4

# The head's two columns as shares of the text width, and the signature block's
HEAD_LEFT_SHARE = 0.44
SIGNATURE_LEFT_SHARE = 0.5
SIGNATURE_GAP_LINES = 4  # room for signature and seal

# Below these, a leading nought (II.3: numbers below 10; II.4: days below 10, months 1 and 2)
NOUGHT_BELOW_NUMBER = 10
NOUGHT_BELOW_DAY = 10
NOUGHT_BELOW_MONTH = 3

NATIONAL_TITLE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
END_MARK = "./."  # II.6.d

LETTER = "Công văn"
DECISION = "Quyết định"
KINDS = {  # III, table of abbreviations; a letter has none
    "Báo cáo": "BC",
    "Chương trình": "CTr",
    "Đề án": "ĐA",
    "Giấy mời": "GM",
    "Hướng dẫn": "HD",
    "Kế hoạch": "KH",
    "Phương án": "PA",
    "Quyết định": "QĐ",
    "Thông báo": "TB",
    "Tờ trình": "TTr",
    LETTER: "",
}
POINT_LETTERS = "abcdđeghiklmnopqrstuvxy"  # II.6.c: points in the order of the Vietnamese alphabet
ACADEMIC_TITLES = (
    "GS.",
    "PGS.",
    "TS.",
    "ThS.",
    "GS ",
    "PGS ",
    "TS ",
    "ThS ",
    "BS.",
    "KS.",
)  # II.7.c: none before the name
