import type { Material, Slot, Table } from "./material.js";
import type { Random } from "./random.js";

/** 改表: a change of cells, labels, rows, columns or merged areas. What it makes of the figures stands in the material that it gives. */
export type TableChange = (made: Material, random: Random) => Material;

const WIDTHS = new Map(
  [..."（(", ..."）)", ..."：:", ..."，,"].flatMap((sign, at, all) => [[sign, all[at ^ 1]!] as const]),
);
const OTHER_SIGNS =
  "年月日件数一二三十其他总计0123456789.-/（）()、，:_*&%$#@!~'\"\\|<>=+ \t\u200b\u202e\ufeff\ufffd𠀀é";
const NO_FIGURES = [
  ...[
    "若干",
    "12 13",
    "1O",
    "=1+1",
    "1e3",
    "-5",
    "5.5",
    "NaN",
    "0x10",
    "∞",
    "#REF!",
    "无",
    "/",
    "—",
    "…",
    "约5",
    "5余件",
  ],
  ...[
    "9".repeat(40),
    "0".repeat(400),
    "1,2,3",
    "１２",
    "三十六",
    "12/13",
    "(12)",
    "12-13",
    "12月3日",
    "50%",
    "1.2.3",
    "＋7",
    "\u202e12",
  ],
];

export const TABLE_CHANGES = {
  "blanks in a label": relabelled((text, random) => {
    const at = random.below(text.length + 1);
    return text.slice(0, at) + random.pick([" ", "\u3000", "\u00a0", "\n", "  "]) + text.slice(at);
  }),
  "width of a label's signs": relabelled((text) => text.replace(/[（）：，()]/g, (sign) => WIDTHS.get(sign) ?? sign)),
  "one sign of a label": relabelled((text, random) => {
    const signs = [...text];
    const at = random.below(signs.length);
    const put = random.pick([[], [signs[at]!, signs[at]!], [random.pick([...OTHER_SIGNS])]]);
    return [...signs.slice(0, at), ...put, ...signs.slice(at + 1)].join("");
  }),
  "a figure typed otherwise": typedOtherwise,
  "another figure": anotherFigure,
  "a figure that is none": withText(NO_FIGURES),
  "a figure left out": leftOut,
  "a blank row": withRow((width) => Array.from({ length: width }, () => cell(""))),
  "a row of text": withRow((width) => [
    cell("备注：以上数据截至年底"),
    ...Array.from({ length: width - 1 }, () => cell("")),
  ]),
  "a row twice": rowTwice,
  "a row less": rowLess,
  "two rows change places": rowsChangePlaces,
  "a column less": columnLess,
  "a cell less": cellLess,
  "a cell more": cellMore,
  "a wider cell": widerCell,
  "the tables in another order": (made, random) => ({ ...made, tables: rotated(made.tables, random) }),
  "a heading less": (made, random) => inTable(made, random, (table) => ({ ...table, heading: "" })),
} as const satisfies Record<string, TableChange>;

function cell(text: string): Slot {
  return { text, rows: 1, columns: 1 };
}

function rotated<T>(items: readonly T[], random: Random): readonly T[] {
  const by = random.below(items.length);
  return [...items.slice(by), ...items.slice(0, by)];
}

function inTable(made: Material, random: Random, change: (table: Table) => Table): Material {
  const at = random.below(made.tables.length);
  return { ...made, tables: made.tables.map((table, index) => (index === at ? change(table) : table)) };
}

function codesIn(slots: readonly Slot[]): readonly string[] {
  return slots.flatMap(({ code }) => code ?? []);
}

/** These figures stand nowhere any more. */
function without(made: Material, codes: readonly string[]): Material {
  return { ...made, truth: new Map([...made.truth, ...codes.map((code) => [code, null] as const)]) };
}

function loosened(made: Material, codes: readonly string[]): Material {
  return { ...made, loose: new Set([...made.loose, ...codes]) };
}

function inPlace(made: Material, chosen: Slot, put: Slot): Material {
  const rows = (table: Table): Table["rows"] =>
    table.rows.map((row) => (row.includes(chosen) ? row.map((slot) => (slot === chosen ? put : slot)) : row));
  return { ...made, tables: made.tables.map((table) => ({ ...table, rows: rows(table) })) };
}

function someSlot(made: Material, random: Random, wanted: (slot: Slot) => boolean): Slot | undefined {
  const found = made.tables.flatMap(({ rows }) => rows.flat().filter((slot) => !slot.covered && wanted(slot)));
  return found.length === 0 ? undefined : random.pick(found);
}

const isFigure = ({ code }: Slot): boolean => code !== undefined;
const isLabel = ({ code, text }: Slot): boolean => code === undefined && text !== "";

function relabelled(change: (text: string, random: Random) => string): TableChange {
  return (made, random) => {
    const slot = someSlot(made, random, isLabel);
    return slot ? inPlace(made, slot, { ...slot, text: change(slot.text, random) }) : made;
  };
}

/** Other signs for the same number. */
function typedOtherwise(made: Material, random: Random): Material {
  const slot = someSlot(made, random, (one) => isFigure(one) && /^\d+(\.\d+)?$/.test(one.text));
  if (!slot) return made;
  const { text } = slot;
  const counted = slot.code?.startsWith("proactive.fees") ? text : `${text}件`;
  const full = text.replace(/[\d.]/g, (sign) =>
    sign === "." ? "．" : String.fromCharCode(sign.charCodeAt(0) + 0xfee0),
  );
  const parted = text.replace(/^(\d+)(\d{3})(?=\.|$)/, "$1,$2");
  const more = text.includes(".") ? `${text}0` : `${text}.0`;
  const put = random.pick([
    full,
    parted,
    more,
    ` ${text} `,
    `${text}\u3000`,
    `\u00a0${text}`,
    slot.code?.startsWith("overview") ? text : counted,
  ]);
  return inPlace(made, slot, { ...slot, text: put });
}

function anotherFigure(made: Material, random: Random): Material {
  const slot = someSlot(made, random, isFigure);
  if (!slot?.code) return made;
  const text = String(random.pick([random.below(10), 2000 + random.below(7000), 0]));
  return { ...inPlace(made, slot, { ...slot, text }), truth: new Map([...made.truth, [slot.code, text]]) };
}

function withText(texts: readonly string[]): TableChange {
  return (made, random) => {
    const slot = someSlot(made, random, isFigure);
    return slot ? loosened(inPlace(made, slot, { ...slot, text: random.pick(texts) }), codesIn([slot])) : made;
  };
}

/** A blank counts as 0 by the office's own policy, and is said. */
function leftOut(made: Material, random: Random): Material {
  const slot = someSlot(made, random, isFigure);
  return slot ? loosened(inPlace(made, slot, { ...slot, text: "" }), codesIn([slot])) : made;
}

/** Between two rows: a merged cell that reaches over the place grows by the row. */
function withRow(row: (width: number) => readonly Slot[]): TableChange {
  return (made, random) =>
    inTable(made, random, (table) => {
      const at = random.below(table.rows.length + 1);
      return { ...table, rows: inserted(table.rows, at, row(table.rows[0]?.length ?? 1)) };
    });
}

function inserted(rows: Table["rows"], at: number, row: readonly Slot[]): Table["rows"] {
  const reaches = (slot: Slot, index: number): boolean => !slot.covered && index < at && index + slot.rows > at;
  const under = new Set<number>();
  const above = rows.slice(0, at).map((line, index) =>
    line.map((slot, column) => {
      if (!reaches(slot, index)) return slot;
      for (let c = column; c < column + slot.columns; c++) under.add(c);
      return { ...slot, rows: slot.rows + 1 };
    }),
  );
  const put = row.map((slot, column) => (under.has(column) ? { ...cell(""), covered: true as const } : slot));
  return [...above, put, ...rows.slice(at)];
}

/** Rows that are in no merged cell that reaches over several. */
function freeRows({ rows }: Table): readonly number[] {
  return rows.flatMap((row, at) => (codesIn(row).length > 0 && !row.some((slot) => slot.rows > 1) ? [at] : []));
}

function rowTwice(made: Material, random: Random): Material {
  return inTable(made, random, (table) => {
    const [at, to] = [random.pick(freeRows(table)), random.below(table.rows.length + 1)];
    const row = table.rows[at];
    if (!row) return table;
    const other = random.once(2)
      ? row
      : row.map((slot) => (slot.code ? { ...slot, text: String(3000 + random.below(999)) } : slot));
    // The copy is no figure's own cell: only what stood there at first is right, unless somebody is told.
    return {
      ...table,
      rows: inserted(
        table.rows,
        to,
        other.map(({ code, ...slot }) => (code === undefined ? slot : { ...slot, copyOf: code })),
      ),
    };
  });
}

/** A copy of the row that is left says what it says. */
function rowLess(made: Material, random: Random): Material {
  let gone: readonly string[] = [];
  const changed = inTable(made, random, (table) => {
    const at = random.pick(freeRows(table));
    if (at === undefined) return table;
    gone = codesIn(table.rows[at]!);
    return { ...table, rows: lessRow(table.rows, at) };
  });
  const copied = new Set(changed.tables.flatMap(({ rows }) => rows.flat().flatMap(({ copyOf }) => copyOf ?? [])));
  const left = gone.filter((code) => copied.has(code));
  return loosened(without(changed, gone), left);
}

function lessRow(rows: Table["rows"], at: number): Table["rows"] {
  return rows
    .map((row, index) =>
      row.map((slot) =>
        !slot.covered && index < at && index + slot.rows > at ? { ...slot, rows: slot.rows - 1 } : slot,
      ),
    )
    .filter((_, index) => index !== at);
}

/** The order of rows is free where they lie under the same merged cells. */
function rowsChangePlaces(made: Material, random: Random): Material {
  return inTable(made, random, (table) => {
    const free = freeRows(table).filter((at, index, all) => all[index + 1] === at + 1 && sameCover(table.rows, at));
    const at = random.pick(free);
    if (at === undefined) return table;
    const rows = [...table.rows];
    [rows[at], rows[at + 1]] = [rows[at + 1]!, rows[at]!];
    return { ...table, rows };
  });
}

function sameCover(rows: Table["rows"], at: number): boolean {
  return rows[at]!.every((slot, column) => slot.covered === rows[at + 1]?.[column]?.covered);
}

function columnLess(made: Material, random: Random): Material {
  let gone: readonly string[] = [];
  const changed = inTable(made, random, (table) => {
    const column = random.below(table.rows[0]?.length ?? 1);
    gone = codesIn(table.rows.flatMap((row) => row[column] ?? []).filter(({ columns }) => columns === 1));
    return { ...table, rows: table.rows.map((row) => lessColumn(row, column)) };
  });
  return without(changed, gone);
}

function lessColumn(row: readonly Slot[], at: number): readonly Slot[] {
  const owner = row.findIndex((slot, column) => !slot.covered && column <= at && column + slot.columns > at);
  const slot = row[owner];
  if (!slot || slot.columns === 1) return row.filter((_, column) => column !== at);
  const narrower = row.map((one) => (one === slot ? { ...one, columns: one.columns - 1 } : one));
  return narrower.filter((_, column) => column !== owner + 1);
}

/** What stands behind it in the row moves one place to the left, and a blank closes the row: nobody can see it but by a total. */
function cellLess(made: Material, random: Random): Material {
  const slot = someSlot(made, random, ({ columns, rows }) => columns === 1 && rows === 1);
  if (!slot) return made;
  const shorter = (row: readonly Slot[]): readonly Slot[] =>
    row.includes(slot) ? [...row.filter((one) => one !== slot), cell("")] : row;
  const tables = made.tables.map((table) => ({ ...table, rows: table.rows.map(shorter) }));
  const row = made.tables.flatMap(({ rows }) => rows).find((one) => one.includes(slot)) ?? [];
  const moved = isFigure(slot) ? row.slice(row.indexOf(slot)) : [];
  return loosened({ ...made, tables }, codesIn(moved));
}

/** A heading of its own that comes between the others makes another table of it: what stands below is anybody's guess. */
function cellMore(made: Material, random: Random): Material {
  const slot = someSlot(made, random, ({ columns, rows }) => columns === 1 && rows === 1);
  if (!slot) return made;
  const more = cell(random.pick(["", "0", "77", "其他"]));
  const longer = (row: readonly Slot[]): readonly Slot[] =>
    row.includes(slot) ? row.flatMap((one) => (one === slot ? [more, one] : [one])) : row;
  const table = made.tables.find(({ rows }) => rows.some((row) => row.includes(slot)));
  const ofHeadings = codesIn(table?.rows.find((row) => row.includes(slot)) ?? []).length === 0 && more.text !== "";
  const tables = made.tables.map((one) => ({ ...one, rows: one.rows.map(longer) }));
  return loosened({ ...made, tables }, ofHeadings ? codesIn(table?.rows.flat() ?? []) : []);
}

/** A cell that is merged with the one beside it: what stood there lies under it now, or moves on. */
function widerCell(made: Material, random: Random): Material {
  const slot = someSlot(made, random, () => true);
  if (!slot) return made;
  const wide = { ...slot, columns: slot.columns + 1 + random.below(3), rows: slot.rows + random.below(2) };
  return inPlace(made, slot, wide);
}
