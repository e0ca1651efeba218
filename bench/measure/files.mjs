// What one file costs: mere reading and reading to checked figures, format by format, alike and messy, beside other readers and the floor.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FORMATS, PDF_PAGES, schemasOf, submissionOf } from "../submissions.mjs";
import { check, holdAgainstTruth, openThreads, read } from "./checked.mjs";
import { inTurn, spent } from "./clock.mjs";
import { inflateAll, LIBRARIES, openPython, PYTHON_LIBRARIES } from "./peers.mjs";

const LOOKS = ["alike", "messy"];

/** Slower formats are tried with fewer files. */
function countOf(format, files) {
  return format === "xlsx" ? files : Math.max(2, Math.ceil(files / (format === "pdf" ? 12 : 6)));
}

async function made(format, look, files) {
  const { schemas } = await schemasOf(countOf(format, files));
  const submissions = [];
  for (let at = 0; at < countOf(format, files); at += 1)
    submissions.push(await submissionOf({ format, messy: look === "messy" }, at, schemas));
  return { format, look, schemas, submissions };
}

async function all(submissions, work) {
  return spent(async () => {
    for (const one of submissions) await work(one);
  });
}

/** The contenders over one set of submissions, under `format/look/name`. */
function contendersOver({ format, look, schemas, submissions }) {
  const named = (name, work) => [`${format}/${look}/${name}`, work];
  const own = [
    named("read", () => all(submissions, read)),
    named("checked", () => spent(() => check(submissions, schemas))),
  ];
  if (format !== "xlsx") return own;
  return [
    named("floor", () => all(submissions, ({ bytes }) => inflateAll(bytes))),
    ...own,
    ...LIBRARIES.map(({ name, read: readOne }) => named(name, () => all(submissions, ({ bytes }) => readOne(bytes)))),
  ];
}

/** Python reads from the disk what the others have in memory; a file just written costs it next to nothing. */
async function pythonContenders(sets, pythons, home) {
  const opened = [];
  const absent = [];
  for (const library of PYTHON_LIBRARIES) {
    const python = await openPython(library, pythons);
    if (python) opened.push({ library, ...python });
    else absent.push(library);
  }
  const contenders = sets.flatMap(({ look, submissions }) => {
    const paths = submissions.map(({ path, bytes }) => {
      const place = join(home, `${look}-${path}`);
      writeFileSync(place, bytes);
      return place;
    });
    return opened.map(({ library, read: readAll }) => [`xlsx/${look}/${library}`, () => readAll(paths)]);
  });
  return { contenders, opened, absent };
}

/** @returns milliseconds a file (of a PDF: a page) by format, look and contender; versions of the other readers, and which are absent */
export async function measureFiles({ files, rounds, formats = FORMATS, pythons }) {
  const sets = [];
  for (const format of formats) for (const look of LOOKS) sets.push(await made(format, look, files));
  for (const { look, submissions, schemas } of sets)
    if (look === "alike") holdAgainstTruth(await check(submissions, schemas), schemas);
  const home = mkdtempSync(join(tmpdir(), "bench-files-"));
  const books = sets.filter(({ format }) => format === "xlsx");
  const python = await pythonContenders(books, pythons, home);
  try {
    const costs = await inTurn(new Map([...sets.flatMap(contendersOver), ...python.contenders]), { rounds });
    const rows = [...costs].map(([key, { processor }]) => {
      const [format, look, name] = key.split("/");
      const count = countOf(format, files);
      return { format, look, name, files: count, ms: processor / count / (format === "pdf" ? PDF_PAGES : 1) };
    });
    const versions = [...LIBRARIES, ...python.opened.map(({ library, version }) => ({ name: library, version }))];
    return { rows, versions: versions.map(({ name, version }) => ({ name, version })), absent: python.absent };
  } finally {
    for (const { close } of python.opened) close();
    rmSync(home, { recursive: true, force: true });
  }
}

/**
 * 同一种工作簿: so many workbooks of one kind and nothing else, before other formats are read: the program has become fast for them.
 * Milliseconds a file, by look and contender.
 */
export async function measureAlone({ files, rounds }) {
  const rows = [];
  for (const look of LOOKS) {
    const { submissions, schemas } = await made("xlsx", look, files);
    const sheetJs = LIBRARIES.find(({ name }) => name === "SheetJS");
    const contenders = new Map([
      ["floor", () => all(submissions, ({ bytes }) => inflateAll(bytes))],
      ["checked", () => spent(() => check(submissions, schemas))],
      [sheetJs.name, () => all(submissions, ({ bytes }) => sheetJs.read(bytes))],
    ]);
    for (const [name, { processor }] of await inTurn(contenders, { rounds }))
      rows.push({ format: "xlsx", look, name, files, ms: processor / files });
  }
  return { rows, absent: [] };
}

/** The same in one thread and in two: milliseconds a file by the clock and of the processor. */
export async function measureThreads({ files, rounds }) {
  const rows = [];
  for (const look of LOOKS) {
    const { submissions, schemas } = await made("xlsx", look, files);
    const pools = [1, 2].map((threads) => ({ threads, pool: openThreads(schemas, threads) }));
    const contenders = pools.map(({ threads, pool }) => [threads, () => spent(() => pool.check(submissions))]);
    // The second thread is started after a hundred files, which is before the counted rounds.
    const warmUp = Math.max(1, Math.ceil(120 / files));
    const costs = await inTurn(new Map(contenders), { rounds, warmUp });
    for (const { pool } of pools) await pool.close();
    for (const [threads, { processor, wall }] of costs)
      rows.push({ look, threads, wall: wall / files, processor: processor / files });
  }
  return rows;
}
