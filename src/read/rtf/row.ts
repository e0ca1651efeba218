/** 单元格定义: what a row says of one of its cells, before its right edge. */
export interface CellDefinition {
  readonly right: number;
  readonly down?: "restart" | "continue";
  readonly across?: "restart" | "continue";
  /** A colour by its number, or a pattern of which no one colour is known. */
  readonly ground?: number | "pattern";
  readonly removed?: boolean;
}

type OpenDefinition = { -readonly [Key in keyof CellDefinition]?: CellDefinition[Key] };

/** 行定义: `\trowd` to the last `\cellx`. */
export interface RowDefinition {
  left: number;
  readonly cells: CellDefinition[];
  open: OpenDefinition;
  /** It has hardly any height. */
  hidden: boolean;
}

/** Word itself stops at 63 cells. */
const MOST_CELLS = 1000;
/** In twentieths of a point: what is lower nobody sees. */
const LEAST_HEIGHT = 60;

export function openDefinition(): RowDefinition {
  return { left: 0, cells: [], open: {}, hidden: false };
}

type Say = (row: RowDefinition, value: number | undefined) => void;

const PATTERNS = "horiz vert fdiag bdiag cross dcross dkhor dkvert dkfdiag dkbdiag dkcross dkdcross".split(" ");

const WORDS: ReadonlyMap<string, Say> = new Map<string, Say>([
  ["trleft", (row, value) => (row.left = value ?? 0)],
  ["trrh", (row, value = 0) => (row.hidden = value < 0 && value > -LEAST_HEIGHT)],
  ["clmgf", ({ open }) => (open.across = "restart")],
  ["clmrg", ({ open }) => (open.across = "continue")],
  ["clvmgf", ({ open }) => (open.down = "restart")],
  ["clvmrg", ({ open }) => (open.down = "continue")],
  ["cldel", ({ open }) => (open.removed = true)],
  ["clcbpat", ({ open }, value) => (open.ground ??= value ?? 0)],
  ["clshdng", ({ open }, value = 0) => Object.assign(open, value > 0 ? { ground: "pattern" } : {})],
  ["cellx", closeCell],
  ...PATTERNS.map((pattern): [string, Say] => [`clbg${pattern}`, ({ open }) => (open.ground = "pattern")]),
]);

/** A control word that may speak of a row or its cells. */
export function takeRowWord(row: RowDefinition, name: string, value: number | undefined): void {
  WORDS.get(name)?.(row, value);
}

function closeCell(row: RowDefinition, value: number | undefined): void {
  if (row.cells.length < MOST_CELLS) row.cells.push({ ...row.open, right: value ?? Number.NaN });
  row.open = {};
}
