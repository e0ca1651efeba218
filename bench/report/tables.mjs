// The measurements as Markdown: what was measured on which machine, one table a question, and what follows from them.
import { exponent } from "../measure/clock.mjs";

const READERS = [
  ["floor", "floor: the parts inflated"],
  ["read", "crossfoot, read"],
  ["checked", "crossfoot, read to checked"],
  ["SheetJS", "SheetJS, read"],
  ["exceljs", "exceljs, read"],
  ["openpyxl", "openpyxl, read"],
  ["pandas", "pandas, read"],
];

/** Three digits that mean something. */
export function shown(value) {
  if (value === undefined || !Number.isFinite(value)) return "–";
  return value >= 100 ? String(Math.round(value)) : value.toFixed(value >= 10 ? 1 : 2);
}

export function table(heads, rows) {
  const lines = [heads, heads.map((_, at) => (at === 0 ? "---" : "--:")), ...rows];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** Milliseconds of one format, look and contender; undefined where it was not measured. */
export function msOf(rows, format, look, name) {
  return rows.find((row) => row.format === format && row.look === look && row.name === name)?.ms;
}

/** 读一个工作簿: the readers that took part, each alike and messy. */
export function readersOf({ rows }) {
  return READERS.flatMap(([name, label]) => {
    const [alike, messy] = ["alike", "messy"].map((look) => msOf(rows, "xlsx", look, name));
    return alike === undefined ? [] : [{ name, label, alike, messy }];
  });
}

export function formatsOf({ rows }) {
  return [...new Set(rows.map(({ format }) => format))].map((format) => ({
    format: format === "pdf" ? "pdf, a page" : format,
    files: rows.find((row) => row.format === format).files,
    read: { alike: msOf(rows, format, "alike", "read"), messy: msOf(rows, format, "messy", "read") },
    checked: { alike: msOf(rows, format, "alike", "checked"), messy: msOf(rows, format, "messy", "checked") },
  }));
}

const HEADS = ["a workbook, ms of processor time", "alike", "× floor", "messy", "× floor"];

function readersTable(files, heads = HEADS) {
  const readers = readersOf(files);
  const floor = readers.find(({ name }) => name === "floor");
  const cells = ({ label, alike, messy }) => [
    label,
    shown(alike),
    shown(alike / floor.alike),
    shown(messy),
    shown(messy / floor.messy),
  ];
  return table(heads, readers.map(cells));
}

function aloneTable(alone) {
  const heads = [
    `${alone.rows[0].files} workbooks of one kind alone, ms of processor time each`,
    "alike",
    "× floor",
    "messy",
    "× floor",
  ];
  return readersTable(alone, heads);
}

function formatsTable(files) {
  const cells = ({ format, files: count, read, checked }) => [
    format,
    String(count),
    ...[read.alike, checked.alike, read.messy, checked.messy].map(shown),
  ];
  const heads = ["a file, ms of processor time", "files", "alike: read", "to checked", "messy: read", "to checked"];
  return table(heads, formatsOf(files).map(cells));
}

function threadsTable({ files, jobs }) {
  const rows = [
    ...files.map((row) => ({ ...row, what: `read to checked, ${row.look}, ms a file`, key: row.look })),
    ...jobs.map((row) => ({
      ...row,
      what: `the whole job, ${row.units} units, ${row.mix}, s`,
      key: row.mix + row.units,
    })),
  ];
  const cells = rows
    .filter(({ threads }) => threads === 1)
    .map((one) => {
      const two = rows.find(({ what, threads }) => what === one.what && threads === 2);
      return [one.what, ...[one.wall, two.wall, one.wall / two.wall, one.processor, two.processor].map(shown)];
    });
  return table(["", "clock, 1 thread", "2 threads", "gain", "processor, 1 thread", "2 threads"], cells);
}

function jobsTable({ rows }) {
  const cells = ({ units, mix, run, wall, processor, megabytes, rounds }) => [
    `${units} units, ${mix}`,
    run,
    shown(wall),
    shown(processor),
    String(Math.round(megabytes)),
    String(rounds),
  ];
  return table(
    ["the whole job, all outputs", "run", "s, clock", "s, processor", "MB at most", "rounds"],
    rows.map(cells),
  );
}

/** 增长: the first run's processor time from each size to the next. */
export function growthOf({ rows }) {
  const firsts = rows.filter(({ run, mix }) => run === "first" && mix === "alike");
  return firsts.map(({ units, processor, megabytes }) => ({ size: units, cost: processor, megabytes }));
}

function growthLines(jobs) {
  const sizes = growthOf(jobs);
  return sizes.slice(1).map((larger, at) => {
    const smaller = sizes[at];
    return `- From ${smaller.size} to ${larger.size} units the processor time grows with exponent ${exponent(smaller, larger).toFixed(2)} (1: twice as many cost twice as much), memory from ${Math.round(smaller.megabytes)} to ${Math.round(larger.megabytes)} MB.`;
  });
}

function ratioLines(files) {
  const [alike, messy] = ["alike", "messy"].map((look) => (name) => msOf(files.rows, "xlsx", look, name));
  const against = readersOf(files).filter(({ name }) => !["floor", "read", "checked"].includes(name));
  const list = (of) => against.map(({ name }) => `${shown(of(name) / of("checked"))} × ${name}`).join(", ");
  return [
    `- Reading a workbook to its checked figures is as fast as the mere reading of: ${list(alike)} (alike); ${list(messy)} (messy). More than 1 × is faster.`,
    ...files.absent.map((name) => `- ${name} was not there and was not measured.`),
  ];
}

function machineLine({ date, cores, gigabytes, system, program, node, versions }, rounds) {
  const others = versions.map(({ name, version }) => `${name} ${version}`).join(", ");
  return `${date}, ${cores} cores, ${shown(gigabytes)} GB, ${system}, Node ${node}, crossfoot ${program}; ${others}. ${rounds === 1 ? "One round" : `Medians of ${rounds} rounds`} in which all took turns.`;
}

/** The whole section between the marks of the README. */
export function sectionOf({ machine, alone, files, threads, jobs, rounds }) {
  const parts = [
    machineLine(machine, rounds),
    "![The tables below as bars](plot.svg)",
    aloneTable(alone),
    readersTable(files),
    ratioLines(files).join("\n"),
    formatsTable(files),
    threadsTable({ files: threads, jobs: jobs.threads }),
    jobsTable(jobs),
    growthLines(jobs).join("\n"),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

const [BEGIN, END] = ["<!-- measured: begin -->", "<!-- measured: end -->"];

/** @throws where the marks are not there */
export function insertedInto(readme, section) {
  const [begin, end] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`no place between ${BEGIN} and ${END}`);
  return `${readme.slice(0, begin + BEGIN.length)}\n${section}\n${readme.slice(end)}`;
}
