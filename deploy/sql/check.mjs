/**
 * 逐位核对: runs sums.sql on every engine that is there and holds each sum against consolidated.json, to the last digit.
 *
 *     node deploy/sql/check.mjs FOLDER        FOLDER holds contributions.parquet, contributions.csv and consolidated.json
 *
 * PostgreSQL is there where its programs are (Debian: postgresql); DuckDB where the package @duckdb/node-api, ClickHouse where the package chdb
 * can be found from the folder ENGINES. An engine that is not there is said, and fails nothing; WANTED=duckdb,postgresql fails without them.
 */
import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const [folder = "."] = process.argv.slice(2);
const here = import.meta.dirname;
const engines = createRequire(join(resolve(process.env.ENGINES ?? "."), "package.json"));
const sql = (name) => readFileSync(join(here, `${name}.sql`), "utf8");

/** Exact: digits before and behind the point, without zeros that say nothing. */
function plain(value) {
  const text = String(value);
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

function wanted() {
  const { figures } = JSON.parse(readFileSync(join(folder, "consolidated.json"), "utf8"));
  return new Map(
    Object.entries(figures).flatMap(([code, { value, contributions }]) =>
      contributions.length > 0 ? [[code, value]] : [],
    ),
  );
}

async function duckdb() {
  const { DuckDBInstance } = engines("@duckdb/node-api");
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  await connection.run("SET autoinstall_known_extensions = false");
  await connection.run(sql("duckdb").replace("'contributions.parquet'", `'${join(folder, "contributions.parquet")}'`));
  const rows = (await connection.runAndReadAll(sql("sums"))).getRows();
  return rows.map(([figure, value]) => [figure, value === null ? null : value.toString()]);
}

async function clickhouse() {
  const { Session } = engines("chdb");
  const session = new Session();
  session.query(
    sql("clickhouse").replace("'contributions.parquet'", `'${join(resolve(folder), "contributions.parquet")}'`),
  );
  const text = session.query(sql("sums").replace(/;\s*$/, ""), "TabSeparated");
  session.cleanup();
  return String(text)
    .trim()
    .split("\n")
    .map((line) => line.split("\t").slice(0, 2))
    .map(([figure, value]) => [figure, value === "\\N" ? null : value]);
}

/** A server of its own in a folder of its own, which is gone afterwards. It refuses to run as root. */
async function postgresql() {
  const bin = `/usr/lib/postgresql/${readdirSync("/usr/lib/postgresql").sort((a, b) => b - a)[0]}/bin`;
  const root = mkdtempSync(join(tmpdir(), "crossfoot-pg-"));
  const asUser = process.getuid() === 0 ? ["runuser", "-u", "postgres", "--"] : [];
  const run = (...command) => {
    const [program, ...rest] = [...asUser, ...command];
    return execFileSync(program, rest, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  };
  const data = join(root, "data");
  chmodSync(root, 0o777);
  for (const name of ["contributions.csv"]) cpSync(join(folder, name), join(root, name));
  for (const name of ["postgresql.sql", "sums.sql"]) cpSync(join(here, name), join(root, name));
  try {
    run(join(bin, "initdb"), "-D", data, "-E", "UTF8", "--locale=C", "-A", "trust", "--no-sync");
    run(
      join(bin, "pg_ctl"),
      "-D",
      data,
      "-w",
      "-l",
      join(root, "log"),
      "-o",
      `-k ${root} -c listen_addresses=''`,
      "start",
    );
    const psql = (...rest) =>
      run("psql", "-h", root, "-d", "postgres", "-v", "ON_ERROR_STOP=1", "-q", "-A", "-t", ...rest);
    // Twice: loading again changes nothing.
    psql("-f", "postgresql.sql");
    psql("-f", "postgresql.sql");
    const text = psql("-F", "\t", "-f", "sums.sql");
    return text
      .trim()
      .split("\n")
      .map((line) => line.split("\t").slice(0, 2))
      .map(([figure, value]) => [figure, value === "" ? null : value]);
  } finally {
    if (existsSync(join(data, "postmaster.pid"))) run(join(bin, "pg_ctl"), "-D", data, "-m", "immediate", "stop");
    rmSync(root, { recursive: true, force: true });
  }
}

const ENGINES = {
  duckdb: { run: duckdb, isThere: () => found("@duckdb/node-api") },
  clickhouse: { run: clickhouse, isThere: () => found("chdb") },
  postgresql: { run: postgresql, isThere: () => existsSync("/usr/lib/postgresql") },
};

function found(name) {
  try {
    engines.resolve(name);
    return true;
  } catch {
    return false;
  }
}

let failed = false;
const demanded = (process.env.WANTED ?? "").split(",").filter((name) => name !== "");
for (const [name, engine] of Object.entries(ENGINES)) {
  if (!engine.isThere()) {
    failed ||= demanded.includes(name);
    console.log(`${name}: not there`);
    continue;
  }
  const sums = new Map((await engine.run()).map(([figure, value]) => [figure, value === null ? null : plain(value)]));
  const expected = wanted();
  const wrong = [...expected].filter(([code, value]) => sums.get(code) !== value);
  failed ||= wrong.length > 0 || sums.size !== expected.size;
  console.log(`${name}: ${sums.size} figures, ${wrong.length} differ from consolidated.json`);
  for (const [code, value] of wrong.slice(0, 5)) console.log(`  ${code}: ${sums.get(code)}, should be ${value}`);
}
process.exitCode = failed ? 1 : 0;
