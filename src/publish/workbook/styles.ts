import type { HighlightStyle, SheetStyle } from "./sheet.js";

const SONG = "宋体";
const HEI = "黑体";

/** 字体: size in points, colour as RRGGBB. */
interface Font {
  readonly name: string;
  readonly size: number;
  readonly colour?: string;
  readonly underlined?: true;
}

/** 单元格外观. */
interface Look {
  readonly font: Font;
  readonly across: "left" | "center" | "right";
  /** In the middle of the row where nothing is said. */
  readonly atTop?: true;
  readonly wrapped?: true;
  readonly indent?: number;
  readonly boxed?: true;
  readonly fill?: string;
  /** 文本格式: what somebody types over it stays text. */
  readonly asText?: true;
  /** Can be typed into on a protected sheet. */
  readonly open?: true;
}

const songti: Font = { name: SONG, size: 10.5 };
const heiti: Font = { name: HEI, size: 10.5 };
const small: Font = { name: SONG, size: 9 };
const linked: Font = { ...songti, colour: "0563C1", underlined: true };

const centred = { across: "center", wrapped: true } as const;
const leftward = { across: "left", wrapped: true } as const;
const figure: Look = { font: songti, across: "center", boxed: true };

/** 底色 by severity: what must be put right, and what may also be explained. */
export const SEVERITY_GROUNDS = { mandatory: "F8CBAD", verification: "FFF2CC" } as const;

/** 样式表. */
const LOOKS: Readonly<Record<SheetStyle, Look>> = {
  title: { font: { name: HEI, size: 16 }, ...centred },
  subtitle: { font: { name: HEI, size: 12 }, across: "left" },
  note: { font: songti, across: "right" },
  heading: { font: heiti, ...centred, boxed: true, fill: "F2F2F2" },
  label: { font: songti, ...leftward, indent: 1, boxed: true },
  groupLabel: { font: songti, ...centred, boxed: true },
  remark: { font: songti, ...centred, boxed: true },
  figure,
  text: { font: small, ...leftward, boxed: true, asText: true },
  code: { font: small, across: "left", boxed: true },
  subtotal: { font: heiti, across: "center", boxed: true, fill: "E8EEF7" },
  subtotalLabel: { font: heiti, ...leftward, boxed: true, fill: "E8EEF7" },
  link: { font: linked, across: "center", boxed: true },
  entry: { font: linked, ...leftward, indent: 1, boxed: true },
  plain: { font: songti, ...leftward, atTop: true },
  letter: { font: songti, ...leftward, atTop: true, boxed: true },
  emphasis: { font: { name: HEI, size: 12, colour: "C00000" }, ...leftward },
  mandatory: { ...figure, fill: SEVERITY_GROUNDS.mandatory },
  verification: { ...figure, fill: SEVERITY_GROUNDS.verification },
  missing: { ...figure, font: { ...songti, colour: "7F7F7F" }, fill: "D9D9D9" },
  input: { ...figure, fill: "FFFFE5", open: true },
  override: { ...figure, open: true },
  given: { ...figure, fill: "E8EEF7" },
  closed: { ...figure, fill: "D9D9D9" },
  mark: { font: small, ...centred, boxed: true },
  markLabel: { font: small, ...leftward },
  answer: { font: songti, ...leftward, indent: 1, boxed: true, fill: "FFFFE5", asText: true },
  answerNumber: { font: songti, ...leftward, indent: 1, boxed: true, fill: "FFFFE5" },
};

const DIFFERENT: Readonly<Record<HighlightStyle, { readonly ink: string; readonly ground: string }>> = {
  agrees: { ink: "006100", ground: "C6EFCE" },
  differs: { ink: "9C0006", ground: "FFC7CE" },
};

/** The number by which a conditional format names its look. */
export const HIGHLIGHT_NUMBERS: Readonly<Record<HighlightStyle, number>> = { agrees: 0, differs: 1 };

const NAMES = Object.keys(LOOKS) as readonly SheetStyle[];

/** The number by which a cell names its style; 0 is the workbook's own. */
export const STYLE_NUMBERS = Object.fromEntries(NAMES.map((name, at) => [name, at + 1])) as Readonly<
  Record<SheetStyle, number>
>;

/** styles.xml, the same in every workbook. */
export function stylesXml(): string {
  const looks = NAMES.map((name) => LOOKS[name]);
  const fonts = distinct(['<font><sz val="11"/><name val="宋体"/></font>', ...looks.map((look) => fontXml(look.font))]);
  const fills = distinct([
    patternXml("none"),
    patternXml("gray125"),
    ...looks.flatMap((look) => (look.fill ? [fillXml(look.fill)] : [])),
  ]);
  const formats = looks.map((look) =>
    formatXml(look, fonts.indexOf(fontXml(look.font)), look.fill ? fills.indexOf(fillXml(look.fill)) : 0),
  );
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
    listXml("fonts", fonts),
    listXml("fills", fills),
    listXml("borders", ["<border><left/><right/><top/><bottom/><diagonal/></border>", BOX]),
    listXml("cellStyleXfs", ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>']),
    listXml("cellXfs", ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>', ...formats]),
    listXml("cellStyles", ['<cellStyle name="Normal" xfId="0" builtinId="0"/>']),
    listXml("dxfs", [differentXml("agrees"), differentXml("differs")]),
    "</styleSheet>",
  ].join("");
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}

function listXml(name: string, items: readonly string[]): string {
  return `<${name} count="${items.length}">${items.join("")}</${name}>`;
}

function fontXml({ name, size, colour, underlined }: Font): string {
  return `<font>${underlined ? "<u/>" : ""}<sz val="${size}"/>${colour ? `<color rgb="FF${colour}"/>` : ""}<name val="${name}"/></font>`;
}

function patternXml(pattern: string): string {
  return `<fill><patternFill patternType="${pattern}"/></fill>`;
}

function fillXml(colour: string): string {
  return `<fill><patternFill patternType="solid"><fgColor rgb="FF${colour}"/></patternFill></fill>`;
}

const BOX = `<border>${["left", "right", "top", "bottom"].map((side) => `<${side} style="thin"><color rgb="FF000000"/></${side}>`).join("")}<diagonal/></border>`;

/** Of a conditional format the ground is the background of its pattern. */
function differentXml(style: HighlightStyle): string {
  const { ink, ground } = DIFFERENT[style];
  return `<dxf><font><color rgb="FF${ink}"/></font><fill><patternFill patternType="solid"><fgColor rgb="FF${ground}"/><bgColor rgb="FF${ground}"/></patternFill></fill></dxf>`;
}

const GENERAL = 0;
const TEXT = 49;

function formatXml(
  { across, atTop, wrapped, indent, boxed, fill, asText, open }: Look,
  font: number,
  fillAt: number,
): string {
  const parts = [
    `numFmtId="${asText ? TEXT : GENERAL}" fontId="${font}" fillId="${fillAt}" borderId="${boxed ? 1 : 0}" xfId="0"`,
    ...(asText ? ['applyNumberFormat="1"'] : []),
    'applyFont="1"',
    ...(fill ? ['applyFill="1"'] : []),
    ...(boxed ? ['applyBorder="1"'] : []),
    'applyAlignment="1"',
    ...(open ? ['applyProtection="1"'] : []),
  ];
  const alignment = `<alignment horizontal="${across}" vertical="${atTop ? "top" : "center"}"${wrapped ? ' wrapText="1"' : ""}${indent ? ` indent="${indent}"` : ""}/>`;
  return `<xf ${parts.join(" ")}>${alignment}${open ? '<protection locked="0"/>' : ""}</xf>`;
}
