import { parseAddress } from "../sheet/sheet.js";

/** 普通单元格: its address, type, style and value as written, and where its element ends. */
export interface PlainCell {
  readonly row: number;
  readonly column: number;
  readonly type: string;
  readonly style: number;
  /** Undefined where the cell is empty. */
  readonly value: string | undefined;
  readonly end: number;
}

const PLAIN_CELL =
  /<c r="([A-Z]{1,3}[1-9]\d{0,6})"(?: s="(\d{1,5})")?(?: t="([ns])")?(?:\/>|><v>([^<&\r]*)<\/v><\/c>)/y;

/** The cell that begins here, if it has neither formula nor references and is written as most programs write it: `<c r="B7" s="1"><v>36</v></c>`. */
export function plainCellAt(xml: string, at: number): PlainCell | undefined {
  PLAIN_CELL.lastIndex = at;
  const match = PLAIN_CELL.exec(xml);
  const address = match && parseAddress(match[1] as string);
  if (!address) return undefined;
  // Written out: spreading the address into the cell took half of the time of reading a sheet.
  const { row, column } = address;
  const [, , style = "0", type = "n", value] = match;
  return { row, column, type, style: Number(style), value, end: PLAIN_CELL.lastIndex };
}
