/**
 * 示例月报: a blank of a relief table, the answers that settle what `form new` leaves open, and the submissions of every township for two
 * months, in the kinds of files that they send.
 */
import { csvBytes, docxBytes, htmlBytes, workbookBytes } from "./writers.mjs";

export const TITLE = "困难群众救助情况月报表";
export const MONTHS = ["2022-11", "2022-12"];

const HEADINGS = [
  "项目",
  "户数（户）",
  "人数（人）",
  "其中：残疾人（人）",
  "本月支出（万元）",
  "累计支出（万元）",
  "人均支出（元）",
  "按时发放率（%）",
];
const ROWS = ["一、城市低保", "二、农村低保", "三、特困人员供养", "其中：集中供养", "四、临时救助"];
const TOTAL = "合计";
const FIRST = 3;
const COLUMNS = "BCDEFGH";

/** The rows that add up: what is part of another row does not. */
const ADDING = [0, 1, 2, 4];

const cellAt = (row, column, more, span = [1, 1]) => ({ at: [row, column], span, ...more });

function headed(unit, period) {
  return [
    cellAt(0, 0, { text: TITLE }, [1, HEADINGS.length]),
    cellAt(1, 0, { text: `填报单位：${unit}` }, [1, 4]),
    cellAt(1, 4, { text: period }, [1, 4]),
    ...HEADINGS.map((text, column) => cellAt(2, column, { text })),
  ];
}

const WIDTHS = [20, 12, 12, 18, 18, 18, 16, 18];

/** 空白表, as an office would send it out, with the formulas of totals and averages. */
export async function blankBytes() {
  const rows = [...ROWS, TOTAL];
  const cells = rows.flatMap((name, at) => [
    cellAt(FIRST + at, 0, { text: name }),
    ...[...COLUMNS].map((letter, column) =>
      cellAt(FIRST + at, column + 1, { value: formulaAt(name, letter, FIRST + at + 1) }),
    ),
  ]);
  return workbookBytes([{ name: "月报", cells: [...headed("", "2022年   月"), ...cells], widths: WIDTHS }]);
}

function formulaAt(name, letter, row) {
  if (letter === "G") return { formula: `E${row}/C${row}*10000` };
  if (letter === "H" || name !== TOTAL) return "";
  return { formula: ADDING.map((at) => `${letter}${FIRST + at + 1}`).join("+") };
}

/** 待定的答复: what the office that issues the table knows and the table does not say. */
export const ANSWERS = {
  settings: {
    document: "示例：困难群众救助情况月报制度",
    reporters: "乡镇",
    submission: "+5",
    publication: "+10",
  },
  combine: { G: "E/C*10000，四舍五入", H: "按C加权，四舍五入" },
  severity: "核实性",
};

/** Counts of a township, by its place in the roster: no two are alike, and money follows from people. */
function figuresOf(place, month) {
  const grown = MONTHS.indexOf(month);
  const rows = ROWS.map((_, at) => {
    const households = 12 + ((place * 7 + at * 5) % 31) + (at === 1 ? 60 : 0) + grown * (at === 4 ? 2 : 0);
    const people = households + ((place * 3 + at) % 17);
    const rate = at === 4 ? 10000 - (place % 3) * 25 : 10000;
    return {
      households,
      people,
      disabled: Math.floor(people / (4 + (at % 3))),
      spent: people * (380 + at * 45) + households * ((place * 13 + at) % 40),
      rate,
    };
  });
  const [centre, all] = [rows[3], rows[2]];
  rows[3] = {
    ...centre,
    households: Math.floor(all.households / 3),
    people: Math.floor(all.people / 3),
    disabled: Math.floor(all.disabled / 4),
    spent: Math.floor(all.people / 3) * 610,
  };
  all.spent = Math.max(all.spent, rows[3].spent);
  return rows;
}

/** What was spent from January on: ten months before the first of the example as in that one. */
function sofar(place, month, at) {
  const before = figuresOf(place, MONTHS[0])[at].spent * 10;
  return MONTHS.slice(0, MONTHS.indexOf(month) + 1).reduce((sum, one) => sum + figuresOf(place, one)[at].spent, before);
}

/** 汇总的真数: what the townships' figures make, in 户, 人 and 元, by row of the table and at last in all. */
export function truthOf(places, month) {
  const units = Array.from({ length: places }, (_, place) => ({
    rows: figuresOf(place, month),
    sofar: ROWS.map((_, at) => sofar(place, month, at)),
  }));
  const rows = ROWS.map((_, at) => ({
    ...Object.fromEntries(
      ["households", "people", "disabled", "spent"].map((key) => [key, sumOf(units, ({ rows: own }) => own[at][key])]),
    ),
    sofar: sumOf(units, (unit) => unit.sofar[at]),
  }));
  const all = Object.fromEntries(Object.keys(rows[0]).map((key) => [key, sumOf(ADDING, (at) => rows[at][key])]));
  return [...rows, all];
}

const sumOf = (all, of) => all.reduce((sum, one) => sum + of(one), 0);

const yuan = (amount) => trimmed((amount / 10000).toFixed(6));
const trimmed = (text) => text.replace(/\.?0+$/, "") || "0";

function textsOf(place, month) {
  const rows = figuresOf(place, month);
  const line = (own, whole) => [
    String(own.households),
    String(own.people),
    String(own.disabled),
    yuan(own.spent),
    yuan(whole),
    trimmed((own.spent / own.people).toFixed(2)),
    trimmed((own.rate / 100).toFixed(2)),
  ];
  const added = (of) => ADDING.reduce((sum, at) => sum + of(at), 0);
  const total = Object.fromEntries(
    ["households", "people", "disabled", "spent"].map((key) => [key, added((at) => rows[at][key])]),
  );
  const rate = Math.round(added((at) => rows[at].rate * rows[at].people) / total.people);
  return [
    ...rows.map((own, at) => line(own, sofar(place, month, at))),
    line(
      { ...total, rate },
      added((at) => sofar(place, month, at)),
    ),
  ];
}

const spoken = (month) => month.replace(/^(\d+)-0?(\d+)$/, "$1年$2月");

/** @returns the path below inputs/<month> and the bytes of a township's file */
export async function submissionOf(unit, place, month) {
  const period = spoken(month);
  const texts = textsOf(place, month);
  const cells = [
    ...headed(unit.name, period),
    ...[...ROWS, TOTAL].flatMap((name, at) => [
      cellAt(FIRST + at, 0, { text: name }),
      ...texts[at].map((value, column) => cellAt(FIRST + at, column + 1, { value })),
    ]),
  ];
  const table = {
    cells: cells.filter(({ at }) => at[0] >= 2).map((cell) => ({ ...cell, at: [cell.at[0] - 2, cell.at[1]] })),
    rows: ROWS.length + 2,
  };
  const title = `${unit.name}${period}${TITLE}`;
  const short = unit.aliases[0] ?? unit.name;
  switch (place % 6) {
    case 3:
      return { path: `${short}.csv`, bytes: csvBytes(cells, "gb18030") };
    case 4:
      return { path: `${short}.docx`, bytes: await docxBytes(title, [`填报单位：${unit.name}`, table]) };
    case 5:
      return { path: `${short}.html`, bytes: htmlBytes(title, [`填报单位：${unit.name}`, table]) };
    default:
      return { path: `${short}${period}.xlsx`, bytes: await workbookBytes([{ name: "月报", cells, widths: WIDTHS }]) };
  }
}
