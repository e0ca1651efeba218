/**
 * The statutory tables as rows of cells with spans, labels taken from the form itself.
 * A cell is { at: [row, column], span: [rows, columns], text } or, for a value, { at, span, value, sum? };
 * `sum` names the area [row, column, row, column] that a workbook may add up with a formula.
 */

/** 表二: four small tables one below the other. */
export function proactiveTable(form, typedFor) {
  const table = tableNamed(form, "proactive");
  const cells = [];
  let row = 0;
  for (const section of table.sections) {
    const columns = section.columns.lines;
    const wide = columns.length === 1 ? 3 : 1;
    cells.push(label(row, 0, section.label, 1, 4));
    cells.push(label(row + 1, 0, section.rowHeading));
    for (const [at, column] of columns.entries()) cells.push(label(row + 1, 1 + at, column.label, 1, wide));
    for (const [below, line] of section.rows.lines.entries()) {
      cells.push(label(row + 2 + below, 0, line.label));
      for (const [at, column] of columns.entries()) {
        cells.push({
          at: [row + 2 + below, 1 + at],
          span: [1, wide],
          value: typedFor(`proactive.${line.code}.${column.code}`),
        });
      }
    }
    row += 2 + section.rows.lines.length;
  }
  return { title: table.title, cells, rows: row, columns: 4 };
}

const LABEL_COLUMNS = 3;

/** 表三: three columns of nested row labels, three rows of headings. */
export function applicationsTable(form, typedFor) {
  const table = tableNamed(form, "applications");
  const { rows, columns } = table.sections[0];
  const lines = rows.lines.filter((line) => line.insteadOf.length === 0);
  const cells = [
    label(0, 0, table.note, 3, LABEL_COLUMNS),
    label(0, LABEL_COLUMNS, table.columnsHeading, 1, columns.lines.length),
  ];
  cells.push(...columnHeadings(columns.lines));
  for (const [at, line] of lines.entries()) {
    cells.push(...rowLabels(lines, line, at, 3 + at));
    for (const [across, column] of columns.lines.entries()) {
      const sum = sumOf(line, column, 3 + at, LABEL_COLUMNS + across, { lines, columns: columns.lines });
      cells.push({
        at: [3 + at, LABEL_COLUMNS + across],
        span: [1, 1],
        value: typedFor(`applications.${line.code}.${column.code}`),
        ...(sum && { sum }),
      });
    }
  }
  return { title: table.title, cells, rows: 3 + lines.length, columns: LABEL_COLUMNS + columns.lines.length };
}

function columnHeadings(lines) {
  const cells = [];
  for (const [at, line] of lines.entries()) {
    const group = line.groups[0];
    if (!group) cells.push(label(1, LABEL_COLUMNS + at, line.label, 2, 1));
    else {
      if (lines[at - 1]?.groups[0] !== group)
        cells.push(label(1, LABEL_COLUMNS + at, group.label, 1, lines.filter((one) => one.groups[0] === group).length));
      cells.push(label(2, LABEL_COLUMNS + at, line.label));
    }
  }
  return cells;
}

/** A group stands once, merged over its lines; a line's own label takes the columns that are left. */
function rowLabels(lines, line, at, row) {
  const above = line.groups.flatMap((group, depth) => {
    if (lines[at - 1]?.groups[depth] === group) return [];
    return [label(row, depth, group.label, lines.filter((one) => one.groups[depth] === group).length, 1)];
  });
  return [...above, label(row, line.groups.length, line.label, 1, LABEL_COLUMNS - line.groups.length)];
}

function sumOf(line, column, row, at, { lines, columns }) {
  if (column.sumOf.length > 0) return [row, at - columns.length + 1, row, at - 1];
  if (line.sumOf.length === 0) return undefined;
  const first = lines.findIndex((one) => one.code === line.sumOf[0]);
  return [3 + first, at, row - 1, at];
}

/** 表四: one line of values under two levels of headings. */
export function disputesTable(form, typedFor) {
  const table = tableNamed(form, "disputes");
  const { rows, columns } = table.sections[0];
  const wide = columns.lines.length;
  const cells = [];
  for (const [at, line] of rows.lines.entries()) {
    const group = line.groups[0];
    if (group && rows.lines[at - 1]?.groups[0] !== group)
      cells.push(
        label(0, at * wide, group.label, 1, wide * rows.lines.filter((one) => one.groups[0] === group).length),
      );
    cells.push(group ? label(1, at * wide, line.label, 1, wide) : label(0, at * wide, line.label, 2, wide));
    for (const [across, column] of columns.lines.entries()) {
      const place = at * wide + across;
      cells.push(label(2, place, column.label));
      const sum = column.sumOf.length > 0 ? [3, place - wide + 1, 3, place - 1] : undefined;
      cells.push({
        at: [3, place],
        span: [1, 1],
        value: typedFor(`disputes.${line.code}.${column.code}`),
        ...(sum && { sum }),
      });
    }
  }
  return { title: table.title, cells, rows: 4, columns: wide * rows.lines.length };
}

/** 附表: the local statistics behind part one; the figures the unit was asked for. */
export function overviewTable(overview, codes, typedFor) {
  const table = overview.tables[0];
  const section = table.sections[0];
  const lines = section.rows.lines.filter((line) => codes.includes(`overview.${line.code}.value`));
  const cells = [label(0, 0, section.rowHeading), label(0, 1, section.columns.lines[0].label)];
  for (const [at, line] of lines.entries()) {
    cells.push(label(1 + at, 0, line.label), {
      at: [1 + at, 1],
      span: [1, 1],
      value: typedFor(`overview.${line.code}.value`),
    });
  }
  return { title: table.title, cells, rows: 1 + lines.length, columns: 2 };
}

function tableNamed(form, code) {
  return form.tables.find((table) => table.code === code);
}

function label(row, column, text, rows = 1, columns = 1) {
  return { at: [row, column], span: [rows, columns], text };
}

/** The table moved down and to the right, its sums with it. */
export function moved(table, rows, columns) {
  return table.cells.map((cell) => ({
    ...cell,
    at: [cell.at[0] + rows, cell.at[1] + columns],
    ...(cell.sum && { sum: cell.sum.map((place, index) => place + (index % 2 === 0 ? rows : columns)) }),
  }));
}

/** Tables below each other, each under its title, as one sheet of cells. */
export function stacked(tables, { top = 0, left = 0, before = [] } = {}) {
  const cells = before.map((text, index) =>
    label(top + index, left, text, 1, Math.max(...tables.map((table) => table.columns))),
  );
  let row = top + before.length + (before.length > 0 ? 1 : 0);
  for (const table of tables) {
    cells.push(label(row, left, table.title, 1, table.columns), ...moved(table, row + 1, left));
    row += table.rows + 2;
  }
  return cells;
}
