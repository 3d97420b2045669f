"""The style sheet (样式) as data: every length, size, face, colour and form of the page.

Absolute lengths are in pt, `Em` counts character pitches of the paragraph, `Lines` grid lines.
The values come from `styles/*.yaml`, where each stands with its clause and strength; nothing
here has a default, so no number of the page lives in code.

The annotations say what the YAML holds: `Pt` a length (`37mm`, `三号`), `Em` ems (`2em`, `2字`),
`Lines` lines (`1 line`, `1行`), `int`, `float`, `bool`, `str`, a `Literal`, a `Colour` (a name
from `colours`, or shares of ink), or another of these classes.  `bind_style` reads them as they
stand, so this module does without postponed annotations.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from msgspec import Struct

from typeset.base.units import Em, Lines, Pt
from typeset.design.style.inline_style import InlineStyle, NoteStyle


class Colour(NamedTuple):
    """颜色: ink shares of cyan, magenta, yellow and black, each 0 to 1."""

    cyan: float
    magenta: float
    yellow: float
    black: float


class PageStyle(Struct, frozen=True):
    """纸张与印刷: trimmed size, bleed, and whether both sides are printed (双面)."""

    width: Pt
    height: Pt
    bleed: Pt
    duplex: bool


class TypeArea(Struct, frozen=True):
    """版心: the rectangle of a page that text may fill, and its grid.

    `top` is the 天头, `inner` the 订口 (on a recto the left margin; mirrored on versos when
    duplex).  The pitches are the grid; they are not the font size (GB/T 9704-2012, 5.2).
    """

    top: Pt
    inner: Pt
    width: Pt
    height: Pt
    characters_per_line: int
    lines_per_page: int
    size: Pt

    @property
    def character_pitch(self) -> Pt:
        """一字: width of one cell."""
        return self.width / self.characters_per_line

    @property
    def line_pitch(self) -> Pt:
        """一行: the first line's em box touches the top edge, the last one's the bottom edge."""
        return (self.height - self.size) / (self.lines_per_page - 1)


Alignment = Literal["justify", "left", "centre", "right"]
TableForm = Literal["three-line", "full"]
FaceRole = Literal["title", "body", "kai", "hei", "song", "western", "hei_western"]


class ParagraphStyle(Struct, frozen=True):
    """段落样式.

    `face` and `western` are roles of the font book, for Han text and for Latin letters and
    digits; `strong` and `strong_western` the same for `**strong**` words.  `line_step` is how
    many grid lines one line takes.  `balanced` breaks lines for shape as in titles (GB/T
    9704-2012, 7.3.1).
    `first_indent` is of the first line, `left_indent` and `right_indent` of all lines; a
    negative `first_indent` hangs.  `keep_with_next` counts lines of the next block that must
    follow on the same page.
    """

    face: FaceRole
    western: FaceRole
    strong: FaceRole
    strong_western: FaceRole
    size: Pt
    colour: Colour
    align: Alignment
    first_indent: Em
    left_indent: Em
    right_indent: Em
    line_step: Lines
    blank_before: Lines
    blank_after: Lines
    keep_with_next: int
    balanced: bool


class LineRules(Struct, frozen=True):
    """行的规则: widths, squeezing and stretching in em, and the breaker's weights.

    `han_space` is a typed space between Han (中共中央 国务院), `word_space` one between words.
    Named after reference rules: `han_latin_gap` 13, `number_unit_gap` 13, `…_shrink` the least a
    gap may become, `…_stretch` the most; `target_gap`, `warning_gap`, `error_gap` 18.
    A line whose gaps would pass `widest_gap` is left ragged.  `hyphenation` is the language whose
    words are parted, none where it is empty; a word has at least `least_hyphenated` letters, of
    which `hyphen_after` stand before the hyphen and `hyphen_before` behind it.
    """

    han_latin_gap: Em
    han_latin_shrink: Em
    han_latin_stretch: Em
    number_unit_gap: Em
    han_space: Em
    word_space: Em
    word_space_shrink: Em
    word_space_stretch: Em
    mark_width: Em
    line_end_trim: bool
    line_start_trim: bool
    hanging_marks: bool
    squeeze_brackets: bool
    squeeze_pauses: bool
    squeeze_stops: bool
    ink_clearance: Em
    target_gap: Em
    warning_gap: Em
    error_gap: Em
    widest_gap: Em
    last_line_minimum: int
    last_line_preferred: int
    grid_first: float
    unequal_neighbours: float
    strong_dash_at_start: float
    break_in_date: float
    break_in_measure: float
    break_in_name: float
    break_in_word: float
    hyphenation: Literal["", "en_US", "en_GB"]
    least_hyphenated: int
    hyphen_after: int
    hyphen_before: int


class NormalisationRules(Struct, frozen=True):
    """规范化: which forms of marks are mended before a text is set (reference rule 15); each is
    a kind of `content.normalise`."""

    half_width_marks: bool
    full_width_letters: bool
    ellipses: bool
    dashes: bool
    straight_quotes: bool


class FooterStyle(Struct, frozen=True):
    """页码: `form` holds `{n}`; the axis of its dashes lies `axis_below` under the type area,
    `inset` characters of the body in from the outer edge; `space` is the width of a space in the
    form, in em of the number's own size (GB/T 9704-2012, 7.5)."""

    face: FaceRole
    size: Pt
    colour: Colour
    form: str
    axis_below: Pt
    inset: Em
    space: Em
    side: Literal["outer", "centre"]


class NumberForms(Struct, frozen=True):
    """编号形式: templates with `{han}` (一), `{arabic}` (1) or `{n}`; `labelled` joins the label
    of a caption or an attachment (`{label}`) with its words (`{text}`); `table_continued` stands
    above the further parts of a table (`{label}`), empty for none; `single_attachment` labels an
    attachment that is the only one."""

    material: str
    attachment: str
    single_attachment: str
    category: str
    entry: str
    single_entry: str
    picture: str
    table: str
    table_continued: str
    cover_period: str
    contents_period: str
    document_date: str
    byline: str
    source: str
    labelled: str


class CoverStyle(Struct, frozen=True):
    """封面: `optical_centre` is where the middle of the title block stands, as a share of the
    page's height from the top; `title_to_period` lies between the last baseline of the title and
    the period's; `…_baseline` and `imprint_top` count from the page's top.  `title_leading` and
    `leading` are from line to line, in em of the lines' own size."""

    optical_centre: float
    title_leading: Em
    leading: Em
    title_to_period: Pt
    compiler_baseline: Pt
    date_baseline: Pt
    imprint_top: Pt


class ContentsStyle(Struct, frozen=True):
    """目录: leader character, its least count, the gap beside it, the gap after an entry's number,
    and room kept for the page number."""

    heading: str
    show_period: bool
    attachments_heading: str
    leader: str
    leader_pitch: Em
    leader_least: int
    leader_gap: Em
    number_gap: Em
    number_room: Em
    notice_on_same_page: bool


class MaterialStyle(Struct, frozen=True):
    """材料: where its label and title stand (line 1 and line 3 by analogy with 7.3.7);
    `restart_numbers`: its pictures and tables are numbered from 1."""

    title_line: int
    blank_after_title: Lines
    starts_recto: bool
    restart_numbers: bool


class AttachmentStyle(Struct, frozen=True):
    """附件: the label on its first page and the room it takes from the foreign page."""

    show_label: bool
    label_lines: int


class TableStyle(Struct, frozen=True):
    """表格: rules in pt, cell padding, and whether vertical rules stand (three-line table: no).

    A column whose cells are all of `short_cell` or less is centred; none is made narrower than
    `least_column`.  A table is turned on a page of its own (GB/T 9704-2012, 8) where upright not
    all columns of longer words can have `least_upright`.  `row_padding` is the least room of a row
    beyond its lines, in em of its text.
    """

    rules: TableForm
    outer_rule: Pt
    inner_rule: Pt
    cell_padding: Em
    short_cell: Em
    least_column: Em
    least_upright: Em
    row_padding: Em
    line_pitch: Pt
    colour: Colour


class PictureStyle(Struct, frozen=True):
    """图片: the least resolution that prints well, the share of the measure that a picture of
    less keeps all the same, and the most lines it may take."""

    least_resolution: float
    least_width: float
    most_lines: int


class PrintTolerances(Struct, frozen=True):
    """印刷允差: of the margins, and of the register of the two sides (GB/T 9704-2012, 5.2.1, 6)."""

    margins: Pt
    register: Pt


class ListStyle(Struct, frozen=True):
    """列表: forms of the labels by level, `{n}` (1), `{circled}` (①) or `{letter}` (a) in ordered
    lists; `hanging`: turnover lines stand under the words, not flush; `label_room` is the least
    room of a label that hangs."""

    ordered_1: str
    ordered_2: str
    ordered_3: str
    bullet_1: str
    bullet_2: str
    bullet_3: str
    hanging: bool
    label_room: Em


class AttachmentNoteStyle(Struct, frozen=True):
    """附件说明 (GB/T 9704-2012, 7.3.4): its label, the form of the number of one of several titles
    (`{n}`), and the least room that a number takes; turnover lines stand under the title."""

    label: str
    number: str
    number_room: Em


class SignatureStyle(Struct, frozen=True):
    """落款 (GB/T 9704-2012, 7.3.5): `right_indent` is the name's from the right, `date_indent` the
    date's from the name's first character; with a place for the seal the date stands
    `sealed_right_indent` from the right and the name is centred over it, `sealed_blank_before`
    lines below the text, so that a seal reaches up to within one line of it.  Several who seal
    stand `seals_a_row`, each in the middle of a place of `seal_diameter` (7.3.5.1)."""

    right_indent: Em
    date_indent: Em
    sealed_right_indent: Em
    blank_before: Lines
    sealed_blank_before: Lines
    seals_a_row: int
    seal_diameter: Pt


class OfficialStyle(Struct, frozen=True):
    """公文要素: what only a single official document has (GB/T 9704-2012, 7.2, 7.3.6, 7.4).

    份号 of `copy_number_digits` and 密级 stand on their lines, counted from 1, 紧急程度 below.
    发文机关标志: `red_head_top` below the type area's top, never wider than `red_head_width`;
    `red_head_leading` is from issuer to issuer, `red_head_word` (文件) stands `red_head_word_gap`
    beside them, in em of its size.  签发人: `signatories_a_line` of them, `signatory_gap` apart;
    they and the 文号 stand `number_inset` in.  The red rule lies `red_rule_below` under the 文号.
    What the grid leaves over is shared by `number_blank_before` and `title_blank_before`.
    版记: `imprint_line` from line to line, `imprint_blank_before` left free above it.
    Forms hold `{text}` or `{date}`.
    """

    copy_number_digits: int
    copy_number_line: int
    secrecy_line: int
    red_head_top: Pt
    red_head_width: Pt
    red_head_leading: Em
    red_head_word: str
    red_head_word_gap: Em
    number_blank_before: Lines
    number_inset: Em
    signatory_label: str
    signatories_a_line: int
    signatory_gap: Em
    red_rule_below: Pt
    red_rule_width: Pt
    red_rule_thickness: Pt
    red_rule_colour: Colour
    title_blank_before: Lines
    addressees: str
    annotation: str
    addressees_label: str
    copies_to_label: str
    copies_to: str
    printed_on: str
    imprint_line: Pt
    imprint_blank_before: Lines
    imprint_outer_rule: Pt
    imprint_inner_rule: Pt


class StyleSheet(Struct, frozen=True):
    """样式表: one style with all its parents resolved.

    `paragraphs` holds at least the names in `PARAGRAPH_STYLES` of paragraph_names.py.
    """

    name: str
    page: PageStyle
    type_area: TypeArea
    colours: Mapping[str, Colour]
    paragraphs: Mapping[str, ParagraphStyle]
    lines: LineRules
    inline: InlineStyle
    note: NoteStyle
    normalisation: NormalisationRules
    footer: FooterStyle
    numbers: NumberForms
    cover: CoverStyle
    contents: ContentsStyle
    material: MaterialStyle
    attachment: AttachmentStyle
    table: TableStyle
    picture: PictureStyle
    lists: ListStyle
    attachment_note: AttachmentNoteStyle
    signature: SignatureStyle
    tolerances: PrintTolerances
    official: OfficialStyle
