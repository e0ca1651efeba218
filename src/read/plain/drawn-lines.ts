/** 制表符: the signs of which mail programs and old systems draw a table. */
const HORIZONTAL = "─━═┄┅┈┉╌╍-=－＝";
const JUNCTION = "┌┍┎┏┐┑┒┓└┕┖┗┘┙┚┛├┝┞┟┠┡┢┣┤┥┦┧┨┩┪┫┬┭┮┯┰┱┲┳┴┵┶┷┸┹┺┻┼┽┾┿╀╁╂╃╄╅╆╇╈╉╊╋╒╓╔╕╖╗╘╙╚╛╜╝╞╟╠╡╢╣╤╥╦╧╨╩╪╫╬╭╮╯╰+＋";
const VERTICAL = "│┃║┆┇┊┋╎╏|｜";

/** A sign of a line and the display column at which it begins. */
export interface PlacedSign {
  readonly sign: string;
  readonly at: number;
}

/** 显示宽度: how many columns box signs and signs such as “ take; terminals and mail programs differ. */
export interface Widths {
  readonly box: 1 | 2;
  readonly ambiguous: 1 | 2;
}

export const WIDTHS: readonly Widths[] = [
  { box: 1, ambiguous: 1 },
  { box: 1, ambiguous: 2 },
  { box: 2, ambiguous: 2 },
  { box: 2, ambiguous: 1 },
];

/** The signs of a line with their display columns: a Han character counts two. */
export function placed(line: string, widths: Widths): readonly PlacedSign[] {
  let at = 0;
  return [...line].map((sign) => {
    const one = { sign, at };
    at += widthOf(sign, widths);
    return one;
  });
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;
const BOX = /[\u2500-\u257f]/;
const AMBIGUOUS = /[“”‘’…—―·×÷±§°№①-⑳⑴-⒇Ⅰ-ⅻ℃→←↑↓■□▲△◆◇○●★☆]/;

function widthOf(sign: string, { box, ambiguous }: Widths): number {
  if (BOX.test(sign)) return box;
  if (AMBIGUOUS.test(sign)) return ambiguous;
  if (/\p{M}|[\u200b-\u200f\ufeff]/u.test(sign)) return 0;
  return WIDE.test(sign) ? 2 : 1;
}

export function isHorizontal(sign: string): boolean {
  return HORIZONTAL.includes(sign);
}

export function isJunction(sign: string): boolean {
  return JUNCTION.includes(sign);
}

export function isVertical(sign: string): boolean {
  return VERTICAL.includes(sign);
}

/** 横线: a line of rules from edge to edge: ├──┼──┤, +----+----+. */
export function isRule(line: string): boolean {
  const signs = [...line.trim()];
  return (
    signs.length >= 4 &&
    isJunction(signs[0] ?? "") &&
    isJunction(signs.at(-1) ?? "") &&
    signs.every((sign) => isHorizontal(sign) || isJunction(sign)) &&
    signs.some(isHorizontal)
  );
}

/** A line of a drawn table: it begins and ends with a rule or a bar. */
export function isDrawn(line: string): boolean {
  const signs = [...line.trim()];
  const isEdge = (sign: string | undefined): boolean => sign !== undefined && (isVertical(sign) || isJunction(sign));
  return signs.length >= 3 && isEdge(signs[0]) && isEdge(signs.at(-1));
}
