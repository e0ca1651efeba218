import { readFileSync } from "node:fs";
import { mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { sha256 } from "../../src/bytes.js";
import { loadSchemas } from "../../src/form/load.js";
import type { ThreadPool } from "../../src/machine/pool.js";
import { yearPeriod } from "../../src/period.js";
import { DEFAULT_LIMITS } from "../../src/read/read.js";
import { bytesOf } from "../read/making.js";
import { schemasOf } from "../rules/made-year.js";
import { HOSTILE_KINDS } from "./hostile-kinds.js";
import { asked, consolidatedFigure, openOffice, program, submission, YEAR } from "./office.js";

const ROOT = join(import.meta.dirname, "../..");
const SECURITY = readFileSync(join(ROOT, "SECURITY.md"), "utf8");

/** The cells of the document's table whose first heading is the given one. */
function tableUnder(heading: string): readonly (readonly string[])[] {
  const lines = SECURITY.split("\n");
  const from = lines.findIndex((line) => line.startsWith(`| ${heading} |`));
  const rows = lines.slice(from + 2);
  const end = rows.findIndex((line) => !line.startsWith("|"));
  return rows.slice(0, end).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

interface Found {
  readonly rule: string;
  readonly sources: readonly { readonly file: string }[];
}

interface Processed {
  readonly findings: readonly { readonly code: string }[];
  readonly filled?: { readonly findings: readonly { readonly code: string }[] };
}

describe("every kind of hostile file", () => {
  let pool: ThreadPool;
  beforeAll(async () => {
    const built = new URL("../../dist/machine/pool.js", import.meta.url).href;
    const { createThreadPool } = (await import(built)) as typeof import("../../src/machine/pool.js");
    pool = createThreadPool({ size: 1, data: { limits: DEFAULT_LIMITS, schemas: loadSchemas(schemasOf({})) } });
  });
  afterAll(() => pool.close());

  test.each(HOSTILE_KINDS)("$kind: $rule", async ({ name, rule, bytes }) => {
    const content = bytesOf(bytes());
    const job = { bytes: content, hash: sha256(content), path: name, period: yearPeriod(YEAR), limits: undefined };
    const answer = await pool.process(job);
    const processed = "text" in answer ? (JSON.parse(answer.text) as readonly Processed[]) : [];
    const codes = processed.flatMap(({ findings, filled }) => [...findings, ...(filled?.findings ?? [])]);
    expect(codes.map(({ code }) => code)).toContain(rule);
  });

  test("in one folder, two good reports beside them: these are summed, and no other file is without a word", async () => {
    const hostile = Object.fromEntries(HOSTILE_KINDS.map(({ name, bytes }) => [name, bytes()]));
    const office = await openOffice({
      ...hostile,
      "象湖镇.csv": submission("象湖镇人民政府", asked(11)),
      "市政府办.csv": submission("瑞金市政府办公室", asked(23)),
    });
    await symlink("/etc/hostname", join(office.inputs, String(YEAR), "叶坪镇.xlsx"));
    const { exitCode, stderr } = await office.alone("run", "--json", "--no-cache");
    expect(exitCode, stderr).toBe(1);
    // One of the kinds is a whole report but for two cells: it counts with its 2.
    expect(await consolidatedFigure(office, "applications.received.naturalPerson")).toBe("36");
    const text = await readFile(join(office.outputs, String(YEAR), "findings.json"), "utf8");
    const findings = JSON.parse(text) as readonly Found[];
    const named = (path: string): readonly string[] =>
      findings.filter(({ sources }) => sources.some(({ file }) => file === `${YEAR}/${path}`)).map(({ rule }) => rule);
    expect(HOSTILE_KINDS.filter(({ name }) => named(name).length === 0)).toEqual([]);
    expect(named("叶坪镇.xlsx")).toContain("FILE.UNSUPPORTED");
  });
});

describe("SECURITY.md", () => {
  test("lists the kinds that are tried here, with their findings", () => {
    const listed = tableUnder("kind").map(([kind, rule]) => [kind, rule?.replaceAll("`", "")]);
    const link = ["a link, a pipe, a socket or a device", "FILE.UNSUPPORTED"];
    expect(listed).toEqual([...HOSTILE_KINDS.map(({ kind, rule }) => [kind, rule]), link]);
  });

  test("states the limits that the program has", () => {
    const stated = tableUnder("limit").map(([, figure]) => Number(figure?.replace(/[^\d]/g, "")));
    const megabyte = 1024 * 1024;
    const { fileBytes, inflatedBytes, ratio, entries, cells, milliseconds, memoryMb } = DEFAULT_LIMITS;
    const limits = [
      fileBytes / megabyte,
      inflatedBytes / megabyte,
      ratio,
      entries,
      cells,
      milliseconds / 1000,
      memoryMb,
    ];
    const bounds = readFileSync(join(ROOT, "src/read/bounds.ts"), "utf8");
    const more = [...bounds.matchAll(/^const (?:MOST|LONGEST)\w* = ([\d_]+);/gm)].map(([, figure]) =>
      Number(figure?.replaceAll("_", "")),
    );
    expect(stated).toEqual([...limits, ...more]);
  });
});

interface Locked {
  readonly dev?: boolean;
  readonly license?: string;
  readonly hasInstallScript?: boolean;
}

const LOCK = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")) as { packages: Record<string, Locked> };
const INSTALLED = Object.entries(LOCK.packages).filter(([path]) => path !== "");
const FOR_RUNNING = INSTALLED.filter(([, { dev }]) => !dev);

/** Anybody may use and pass on what is under these. */
const LICENCES =
  /^\(?(?:MIT|MIT-0|ISC|Apache-2\.0|BSD-[23]-Clause|0BSD|BlueOak-1\.0\.0|Zlib|Unlicense|MIT\/X11)(?: (?:AND|OR) [\w.-]+)*\)?$/;

const SHUT = `
import { appendFileSync } from "node:fs";
import { createRequire, syncBuiltinESMExports } from "node:module";
const require = createRequire(import.meta.url);
const shut = (name, what) => (...given) => {
  appendFileSync(process.env.ATTEMPTS, name + " " + String(given[0]?.host ?? given[0]) + "\\n");
  throw new Error(name + " is shut");
};
const DOORS = {
  net: ["connect", "createConnection", "createServer"], tls: ["connect", "createServer"], dgram: ["createSocket"],
  http: ["request", "get", "createServer"], https: ["request", "get", "createServer"], http2: ["connect", "createServer"],
  dns: ["lookup", "resolve", "resolve4"], child_process: ["spawn", "exec", "execFile", "fork", "spawnSync", "execSync", "execFileSync"],
  cluster: ["fork"],
};
for (const [name, doors] of Object.entries(DOORS)) for (const door of doors) require(name)[door] = shut(name + "." + door);
require("net").Socket.prototype.connect = shut("Socket.connect");
require("net").Server.prototype.listen = shut("Server.listen");
globalThis.fetch = shut("fetch");
const loaded = new Set();
const { _extensions } = require("module");
const compile = _extensions[".js"];
_extensions[".js"] = (module, filename) => {
  for (const [, name] of filename.replaceAll("\\\\", "/").matchAll(/node_modules\\/((?:@[^/]+\\/)?[^/]+)\\//g))
    if (!loaded.has(name) && loaded.add(name)) appendFileSync(process.env.LOADED, name + "\\n");
  return compile(module, filename);
};
syncBuiltinESMExports();
`;

describe("a run of the shipped example, threads included", () => {
  /** A run behind shut doors: what it tried to open, and the packages of node_modules that it loaded. */
  async function shutRun(options = ""): Promise<{ readonly attempts: string; readonly loaded: readonly string[] }> {
    const home = await mkdtemp(join(tmpdir(), "shut-"));
    onTestFinished(() => rm(home, { recursive: true, force: true }));
    const [preload, attempts, loadings] = [join(home, "shut.mjs"), join(home, "attempts"), join(home, "loaded")];
    await writeFile(preload, SHUT);
    for (const path of [attempts, loadings]) await writeFile(path, "");
    const env = {
      ATTEMPTS: attempts,
      LOADED: loadings,
      NODE_OPTIONS: `--import=${pathToFileURL(preload).href} ${options}`,
    };
    const folders = { inputs: join(ROOT, "inputs"), schemas: join(ROOT, "schemas"), outputs: join(home, "out") };
    const args = Object.entries(folders).flatMap(([name, folder]) => [`--${name}`, folder]);
    const { exitCode, stderr } = await program(["run", "--quiet", ...args], home, env);
    expect(exitCode, stderr).toBe(0);
    const [tried, packages] = [await readFile(attempts, "utf8"), await readFile(loadings, "utf8")];
    return { attempts: tried, loaded: packages.trim().split("\n") };
  }

  test("opens no socket and starts no process", async () => {
    expect((await shutRun()).attempts).toBe("");
  });

  test("loads no package that only development needs", async () => {
    // V8 keeps no code across this setting: the modules and packages are then loaded one by one.
    const { attempts, loaded } = await shutRun("--interpreted-frames-native-stack");
    expect(attempts).toBe("");
    expect(loaded).toEqual(expect.arrayContaining(["pdfmake", "pdfkit"]));
    const forRunning = new Set(FOR_RUNNING.map(([path]) => path.split("node_modules/").at(-1)));
    expect(loaded.filter((name) => !forRunning.has(name))).toEqual([]);
  });

  test("the doors that are shut for it would have told", async () => {
    const home = await mkdtemp(join(tmpdir(), "shut-"));
    onTestFinished(() => rm(home, { recursive: true, force: true }));
    const [preload, attempts] = [join(home, "shut.mjs"), join(home, "attempts")];
    await writeFile(preload, SHUT);
    const script = join(home, "try.mjs");
    await writeFile(
      script,
      'import { spawnSync } from "node:child_process";import { connect } from "node:net";\nfor (const one of [() => spawnSync("true"), () => connect(9), () => fetch("http://x.invalid")]) try { one(); } catch {}\n',
    );
    const { spawnSync } = await import("node:child_process");
    const env = { ...process.env, ATTEMPTS: attempts };
    spawnSync(process.execPath, [`--import=${pathToFileURL(preload).href}`, script], { env });
    const told = (await readFile(attempts, "utf8")).split("\n").map((line) => line.split(" ")[0]);
    expect(told).toEqual(["child_process.spawnSync", "net.connect", "fetch", ""]);
  });
});

describe("the packages that the program is made of", () => {
  test("have licences that let everybody use them, and none runs a script when it is installed", () => {
    expect(FOR_RUNNING.length).toBeGreaterThan(50);
    const named = FOR_RUNNING.filter(([, { license }]) => license !== undefined);
    expect(named.filter(([, { license }]) => !LICENCES.test(license!))).toEqual([]);
    expect(INSTALLED.filter(([, { hasInstallScript }]) => hasInstallScript)).toEqual([]);
  });

  test("are reviewed one by one, as far as the program itself names them", () => {
    const { dependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
      dependencies: Record<string, string>;
    };
    const review = readFileSync(join(ROOT, "docs/dependencies.md"), "utf8").split("\n");
    const rows = review
      .filter((line) => line.startsWith("| `"))
      .map((line) => line.split("|").map((cell) => cell.trim()));
    const given = Object.entries(dependencies).map(([name, version]) => [
      `\`${name}\``,
      version,
      LOCK.packages[`node_modules/${name}`]?.license ?? "",
    ]);
    expect(rows.map((cells) => cells.slice(1, 4))).toEqual(given);
  });

  test("are listed by npm sbom in the format that .npmrc sets", async () => {
    const { spawnSync } = await import("node:child_process");
    const args = ["sbom", "--package-lock-only", "--omit=dev"];
    const { stdout } = spawnSync("npm", args, { cwd: ROOT, encoding: "utf8", shell: process.platform === "win32" });
    const bill = JSON.parse(stdout) as {
      readonly bomFormat: string;
      readonly components: readonly { readonly name: string; readonly version: string; readonly purl: string }[];
    };
    expect(bill.bomFormat).toBe("CycloneDX");
    const names = bill.components.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["zod", "parse5", "@e965/xlsx"]));
    expect(names).not.toContain("vitest");
    for (const { version, purl } of bill.components) expect(purl).toContain(`@${version}`);
  });
});
