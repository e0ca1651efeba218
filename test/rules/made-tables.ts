import type { Form, Line, Section, Table } from "../../src/form/form.js";
import type { CellKind, Grid } from "../../src/grid.js";

/** 造表: how a made file departs from a whole form filled with zeros. Places are `table.row.column`, or the beginning of one. */
export interface MadeTables {
  readonly edition?: string;
  /** Figure → text as typed; every other cell holds `otherwise` ("0"). */
  readonly typed?: Readonly<Record<string, string>>;
  readonly otherwise?: string;
  readonly kinds?: Readonly<Record<string, CellKind>>;
  /** Tables (`disputes`), rows (`applications.received`) or columns (`applications.*.total`) that are not there. */
  readonly omit?: readonly string[];
  /** Label as the form has it → label as the file has it. */
  readonly relabelled?: Readonly<Record<string, string>>;
  /** Rows that the form does not have, at the end of a table. */
  readonly strangeRows?: readonly {
    readonly table: string;
    readonly label: string;
    readonly values: readonly string[];
  }[];
  /** A row that stands a second time, with other figures. */
  readonly repeated?: { readonly row: string; readonly typed: Readonly<Record<string, string>> };
  /** Tables without the rows of column headings. */
  readonly headless?: readonly string[];
  readonly hiddenRows?: readonly string[];
  /** 局部统计表: label → text as typed. */
  readonly overview?: Readonly<Record<string, string>>;
}

interface Placed {
  readonly row: number;
  readonly column: number;
  readonly rowSpan?: number;
  readonly columnSpan?: number;
  readonly text: string;
  readonly kind?: CellKind;
}

/** One grid a table, each under its title, as the reader of a workbook gives them. */
export function madeGrids(form: Form, made: MadeTables): readonly Grid[] {
  const tables = form.tables
    .filter((table) => !table.optional && !omitted(made, table.code))
    .map((table, index) => gridOf(table, made, `表${"二三四"[index] ?? index}`));
  return made.overview ? [...tables, overviewGrid(Object.entries(made.overview))] : tables;
}

/** 局部统计表: its headings and the given rows. */
export function overviewGrid(rows: readonly (readonly [string, string])[]): Grid {
  const texts = [["统计项目", "本年数量"], ...rows];
  const cells = texts.flatMap((texts, row) =>
    texts.map((text, column) => ({ row, column, rowSpan: 1, columnSpan: 1, text, kind: "text" as const })),
  );
  return {
    kind: "grid",
    sheet: "局部统计",
    addressing: "A1",
    rows: texts.length,
    columns: 2,
    cells,
    hiddenRows: [],
    hiddenColumns: [],
    hidden: false,
  };
}

function omitted({ omit = [] }: MadeTables, place: string): boolean {
  return omit.some((one) =>
    one.includes("*")
      ? new RegExp(`^${one.replaceAll(".", "\\.").replaceAll("*", ".+")}$`).test(place)
      : place === one || place.startsWith(`${one}.`),
  );
}

function gridOf(table: Table, made: MadeTables, sheet: string): Grid {
  const cells: Placed[] = [{ row: 0, column: 0, text: table.title }];
  const hidden: number[] = [];
  let next = 1;
  for (const section of table.sections) {
    const drawn = section.layout === "single-row" ? singleRow(section, made, next) : matrix(section, made, next);
    cells.push(...drawn.cells);
    hidden.push(...drawn.hidden);
    next = drawn.next;
  }
  for (const { label, values } of (made.strangeRows ?? []).filter((row) => row.table === table.code)) {
    const depth = depthOf(table.sections.at(-1)!);
    cells.push(
      { row: next, column: 0, columnSpan: depth, text: label },
      ...values.map((text, at) => ({ row: next, column: depth + at, text })),
    );
    next += 1;
  }
  return {
    kind: "grid",
    sheet,
    addressing: "A1",
    rows: next,
    columns: 20,
    hidden: false,
    hiddenRows: hidden,
    hiddenColumns: [],
    cells: cells
      .filter(({ text }) => text !== "")
      .map((cell) => ({
        rowSpan: 1,
        columnSpan: 1,
        kind: "text" as const,
        ...cell,
        text: made.relabelled?.[cell.text] ?? cell.text,
      })),
  };
}

function depthOf(section: Section): number {
  return 1 + Math.max(...section.rows.lines.map((line) => line.groups.length));
}

interface Drawn {
  readonly cells: readonly Placed[];
  readonly hidden: readonly number[];
  readonly next: number;
}

function matrix(section: Section, made: MadeTables, top: number): Drawn {
  const depth = depthOf(section);
  const rows = section.rows.lines.filter(
    (line) =>
      !omitted(made, `${section.table}.${line.code}`) && (line.insteadOf.length === 0 || typedRow(section, line, made)),
  );
  const columns = section.columns.lines.filter((line) => !omitted(made, `${section.table}.x.${line.code}`));
  const repeated = made.repeated && rows.find((line) => `${section.table}.${line.code}` === made.repeated?.row);
  const lines = [
    ...rows.map((line) => ({ line, typed: made.typed ?? {} })),
    ...(repeated ? [{ line: repeated, typed: made.repeated!.typed }] : []),
  ];
  const headless = made.headless?.includes(section.table) ?? false;
  const first = top + (headless ? 0 : 3);
  const heading: readonly Placed[] = headless
    ? []
    : [
        ...(section.label ? [{ row: top, column: 0, text: section.label }] : []),
        { row: top + 1, column: 0, text: section.rowHeading ?? "" },
        ...headings(columns, top + 1, depth),
      ];
  const cells = lines.flatMap(({ line, typed }, at) => [
    ...labels(line, rows, rows.indexOf(line), first + at),
    ...columns.map((column, across) =>
      valueAt(`${section.table}.${line.code}.${column.code}`, { made, typed, row: first + at, column: depth + across }),
    ),
  ]);
  const hidden = lines.flatMap(({ line }, at) =>
    made.hiddenRows?.includes(`${section.table}.${line.code}`) ? [first + at] : [],
  );
  return { cells: [...heading, ...cells], hidden, next: first + lines.length };
}

function typedRow(section: Section, line: Line, { typed = {} }: MadeTables): boolean {
  return Object.keys(typed).some((code) => code.startsWith(`${section.table}.${line.code}.`));
}

function headings(columns: readonly Line[], row: number, left: number): readonly Placed[] {
  return columns.flatMap((line, at): readonly Placed[] => {
    const group = line.groups[0];
    if (!group) return [{ row, column: left + at, rowSpan: 2, text: line.label }];
    const width = columns.filter((one) => one.groups[0] === group).length;
    const own = { row: row + 1, column: left + at, text: line.label };
    return columns[at - 1]?.groups[0] === group
      ? [own]
      : [{ row, column: left + at, columnSpan: width, text: group.label }, own];
  });
}

function labels(line: Line, rows: readonly Line[], at: number, row: number): readonly Placed[] {
  const above = line.groups.flatMap((group, depth): readonly Placed[] =>
    rows[at - 1]?.groups[depth] === group
      ? []
      : [{ row, column: depth, rowSpan: rows.filter((one) => one.groups[depth] === group).length, text: group.label }],
  );
  return [
    ...above,
    {
      row,
      column: line.groups.length,
      columnSpan: Math.max(1, depthOfRows(rows) - line.groups.length),
      text: line.label,
    },
  ];
}

function depthOfRows(rows: readonly Line[]): number {
  return 1 + Math.max(...rows.map((line) => line.groups.length));
}

function valueAt(
  code: string,
  given: { made: MadeTables; typed: Readonly<Record<string, string>>; row: number; column: number },
): Placed {
  const { made, typed, row, column } = given;
  return { row, column, text: typed[code] ?? made.otherwise ?? "0", kind: made.kinds?.[code] ?? "text" };
}

function singleRow(section: Section, made: MadeTables, top: number): Drawn {
  const width = section.columns.lines.length;
  const cells = section.rows.lines.flatMap((line, at): readonly Placed[] => {
    const group = line.groups[0];
    const left = at * width;
    const own: Placed = {
      row: group ? top + 1 : top,
      column: left,
      rowSpan: group ? 1 : 2,
      columnSpan: width,
      text: line.label,
    };
    const above: readonly Placed[] =
      group && section.rows.lines[at - 1]?.groups[0] !== group
        ? [{ row: top, column: left, columnSpan: width * 2, text: group.label }]
        : [];
    const below = section.columns.lines.flatMap((column, across) => [
      { row: top + 2, column: left + across, text: column.label },
      valueAt(`${section.table}.${line.code}.${column.code}`, {
        made,
        typed: made.typed ?? {},
        row: top + 3,
        column: left + across,
      }),
    ]);
    return [...above, own, ...below];
  });
  return { cells, hidden: [], next: top + 4 };
}
