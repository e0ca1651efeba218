/** 公文格式 GB/T 9704—2012, in the measures of Word: twentieths of a point (twips), half-points for type sizes. */

const TWIPS_PER_MM = 1440 / 25.4;

export function millimetres(mm: number): number {
  return Math.round(mm * TWIPS_PER_MM);
}

/** 版心 156 mm × 225 mm on A4: 天头 37 mm, 订口 28 mm. */
export const PAGE = {
  size: { width: millimetres(210), height: millimetres(297) },
  margin: {
    top: millimetres(37),
    bottom: millimetres(35),
    left: millimetres(28),
    right: millimetres(26),
    header: millimetres(15),
    footer: millimetres(23),
    gutter: 0,
  },
} as const;

export const TEXT_WIDTH = millimetres(156);

/** 每页22行: the height of the text area in 22 lines. */
export const LINE = Math.floor(millimetres(225) / 22);

/**
 * 每行28字: by how much the spacing of size 3 characters is reduced so that 28 fit in a line, in twips. The document grid is not used
 * for this: programs interpret it differently, and it breaks tables across pages.
 */
export const CHARACTER_SPACING = Math.floor(TEXT_WIDTH / 28) - 320;

/** 一字 of size 3, in twips. */
export const CHARACTER = 320;

/** 2号, 3号, 4号, 五号 in half-points. */
export const SIZE = { two: 44, three: 32, four: 28, five: 21 } as const;

/** 字体: named, never embedded, each with the font for its Latin letters and digits. */
export const FONT = {
  title: { ascii: "方正小标宋简体", hAnsi: "方正小标宋简体", eastAsia: "方正小标宋简体" },
  heading: { ascii: "黑体", hAnsi: "黑体", eastAsia: "黑体" },
  subheading: { ascii: "楷体_GB2312", hAnsi: "楷体_GB2312", eastAsia: "楷体_GB2312" },
  body: { ascii: "Times New Roman", hAnsi: "Times New Roman", eastAsia: "仿宋_GB2312", cs: "Times New Roman" },
  table: { ascii: "宋体", hAnsi: "宋体", eastAsia: "宋体" },
} as const;

/** 首行缩进二字: in characters, and in length for programs that don't support characters. */
export const FIRST_LINE = { firstLine: 640, firstLineChars: 200 } as const;

/** 标题: 2号小标宋, centred. Spaced by hand here, because the built-in style of the same name is not. */
export const TITLE_STYLE = {
  run: { font: FONT.title, size: SIZE.two, color: "000000" },
  paragraph: {
    alignment: "center",
    spacing: { line: 700, lineRule: "exact", before: 0, after: 0 },
    keepNext: true,
  },
} as const;

/** 各级标题: 一、 in 黑体, （一） in 楷体, both size 3, kept on one page with the next line. The numbers are the outline's own text. */
export function headingStyle(level: 1 | 2) {
  const font = level === 1 ? FONT.heading : FONT.subheading;
  return {
    run: { font, size: SIZE.three, color: "000000", characterSpacing: CHARACTER_SPACING },
    paragraph: {
      keepNext: true,
      keepLines: true,
      outlineLevel: level - 1,
      indent: FIRST_LINE,
      spacing: { line: LINE, lineRule: "exact", before: 0, after: 0 },
    },
  } as const;
}
