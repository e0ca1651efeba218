import { cp, mkdir, mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { times } from "../times.js";
import { asked, digests, openOffice, program, submission, WHOLE_YEAR, YEAR } from "./office.js";

/** Machines that differ in whatever must not matter. */
const MACHINES: readonly Readonly<Record<string, string>>[] = [
  { TZ: "Asia/Shanghai", LANG: "zh_CN.UTF-8", LC_ALL: "zh_CN.UTF-8" },
  { TZ: "America/St_Johns", LANG: "C", LC_ALL: "C" },
  { TZ: "Pacific/Kiritimati", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" },
  { TZ: "Pacific/Pago_Pago", LANG: "de_DE.UTF-8", LC_ALL: "de_DE.UTF-8" },
  { TZ: "UTC", LANG: "sv_SE.UTF-8", LC_ALL: "sv_SE.UTF-8" },
];

const SHUFFLES = times(MACHINES.length, 20);

const FILES = {
  ...WHOLE_YEAR,
  "报送/叶坪镇.csv": submission("叶坪镇人民政府", asked(2)),
  "Z.csv": "a,b\n1,2\n",
  "é.csv": "a,b\n1,2\n",
  "ä/石城镇.csv": submission("石城镇"),
  "乡镇/象湖镇.csv": submission("象湖镇人民政府", {
    typed: { ...asked(11).typed, "proactive.fees.amount": "1234.5", "applications.received.total": "12" },
  }),
};

/** The order in which a folder lists its files depends on the order in which they were made. */
function shuffled<T>(items: readonly T[], seed: number): readonly T[] {
  const keyed = items.map((item, at) => ({ item, key: ((at + 1) * 7919 * (seed + 1)) % 104729 }));
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
}

/** One thread, two threads, as many as there are processors. */
async function setThreads(schemas: string, threads: number): Promise<void> {
  const path = join(schemas, "jurisdiction.json");
  const settings = JSON.parse(await readFile(path, "utf8"));
  if (threads > 0) await writeFile(path, JSON.stringify({ ...settings, threads }));
}

test("the same bytes whatever the time zone, the language, the folder, the order of the files and the number of threads", async () => {
  const office = await openOffice(null);
  const seen: Readonly<Record<string, string>>[] = [];
  for (let seed = 0; seed < SHUFFLES; seed += 1) {
    const machine = MACHINES[seed % MACHINES.length];
    const home = await mkdtemp(join(office.home, "copy-"));
    await cp(office.schemas, join(home, "schemas"), { recursive: true });
    await setThreads(join(home, "schemas"), seed % 3);
    for (const [path, content] of shuffled(Object.entries(FILES), seed)) {
      await mkdir(dirname(join(home, "inputs", String(YEAR), path)), { recursive: true });
      await writeFile(join(home, "inputs", String(YEAR), path), content);
    }
    const { exitCode, stderr } = await program(
      ["run", "--quiet", ...(seed % 2 === 0 ? [] : ["--no-cache"])],
      home,
      machine,
    );
    expect(exitCode, stderr).toBe(1);
    const [run] = await readdir(join(home, "outputs", "runs"));
    seen.push(await digests(join(home, "outputs", "runs", run!, String(YEAR))));
  }
  expect(Object.keys(seen[0]!).length).toBeGreaterThan(10);
  expect(seen).toHaveLength(SHUFFLES);
  for (const other of seen.slice(1)) expect(other).toEqual(seen[0]);
}, 1_200_000);

test("outputs hold neither the present day nor this machine's paths", async () => {
  const office = await openOffice(FILES);
  await office.crossfoot("run", "--quiet");
  const folder = join(office.outputs, String(YEAR));
  const texts = (await readdir(folder, { recursive: true })).filter((path) => /\.(?:json|csv|html)$/.test(path));
  for (const path of texts) {
    const text = await readFile(join(folder, path), "utf8");
    expect(text).not.toContain(office.home);
    expect(text).not.toContain(new Date().toISOString().slice(0, 10));
  }
});
