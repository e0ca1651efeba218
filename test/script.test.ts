import { execFileSync } from "node:child_process";
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { runInNewContext, Script } from "node:vm";
import { expect, test } from "vitest";
import { wholeReport } from "./hostile/kind.js";
import { makeRar } from "./read/archive/made-archive.js";

interface Scripts {
  readonly exportsOf: (name: string) => { readonly answer: () => number } | undefined;
  readonly keepCode: (path: string, script: Script) => void;
}

const OWN = fileURLToPath(new URL("../src/script/script.mjs", import.meta.url));
const PROGRAM = fileURLToPath(new URL("../dist/program/script.js", import.meta.url));
const SOURCE = "(function (exports) { exports.answer = () => 41 + 1; })";

/** A folder with one script, and what another copy of the loader makes of it. */
async function folder() {
  const home = await mkdtemp(join(tmpdir(), "crossfoot-script-"));
  const script = join(home, "part.cjs");
  let copies = 0;
  const loader = async (): Promise<Scripts> => {
    copies += 1;
    const copy = join(home, `loader${copies}.mjs`);
    await copyFile(OWN, copy);
    return import(pathToFileURL(copy).href);
  };
  await writeFile(script, SOURCE);
  (await loader()).keepCode(script, new Script(SOURCE, { filename: script }));
  const code = (await readdir(home)).find((name) => name.startsWith("part.cjs."));
  return { home, script, code: join(home, code ?? ""), exports: async () => (await loader()).exportsOf("part") };
}

test("a script is run with the code that was kept for it, once", async () => {
  const { home, script, exports } = await folder();
  expect((await exports())?.answer()).toBe(42);
  const { exportsOf } = (await import(pathToFileURL(join(home, "loader2.mjs")).href)) as Scripts;
  expect(exportsOf("part")).toBe(exportsOf("part"));
  await rm(script);
  expect(await exports()).toBeUndefined();
});

test("code that is damaged, cut off, missing or of another source is not used", async () => {
  const { script, code, exports } = await folder();
  const whole = await readFile(code);
  for (const at of [0, 31, 32, 40, Math.floor(whole.length / 2), whole.length - 1]) {
    const damaged = Buffer.from(whole);
    damaged[at]! ^= 0x41;
    await writeFile(code, damaged);
    expect(await exports(), `byte ${at}`).toBeUndefined();
  }
  await writeFile(code, whole.subarray(0, -1));
  expect(await exports()).toBeUndefined();
  await writeFile(code, whole);
  await writeFile(script, SOURCE.replace("41", "51"));
  expect(await exports()).toBeUndefined();
  await writeFile(script, SOURCE);
  expect((await exports())?.answer()).toBe(42);
  await rm(code);
  expect(await exports()).toBeUndefined();
});

test("a script is the same program in ASCII, and one that would not be is refused", async () => {
  const { inAscii } = (await import(new URL("../src/script/make.mjs", import.meta.url).href)) as {
    inAscii: (code: string) => string;
  };
  const code = "({ 表: `三、${'𠮷'}`, found: '第二十条'.match(/[一-龥]{2}(?=条)/)[0], astral: /^[𠮷]$/u.test('𠮷') })";
  const escaped = inAscii(code);
  expect(/^[\0-\x7f]*$/.test(escaped)).toBe(true);
  expect(runInNewContext(escaped)).toEqual({ 表: "三、𠮷", found: "二十", astral: true });
  expect(runInNewContext(inAscii("['\\汉', /^\\、$/.test('、'), '\\\\汉']"))).toEqual(["汉", true, "\\汉"]);
  expect(() => inAscii("String.raw`[^<>]\\d件`")).toThrow("an escape");
  const built = await readFile(join(PROGRAM, "../cli.cjs"));
  expect(built.every((byte) => byte < 0x80)).toBe(true);
});

test("the built program has code for the command, and does without it on another Node or under other settings of V8", async () => {
  const kept = (await readdir(join(PROGRAM, ".."))).filter((name) => name.startsWith("cli.cjs.v"));
  expect(kept).toHaveLength(1);
  const isOfThisNode = kept[0]!.startsWith(`cli.cjs.${process.version}-`);
  const asked = `import { exportsOf } from ${JSON.stringify(pathToFileURL(PROGRAM).href)};
console.log(typeof exportsOf("cli")?.main);`;
  const answer = (...flags: string[]): string =>
    execFileSync(process.execPath, [...flags, "--input-type=module", "-e", asked], { encoding: "utf8" }).trim();
  expect(answer()).toBe(isOfThisNode ? "function" : "undefined");
  expect(answer("--no-opt")).toBe("undefined");
});

test("the built program opens an archive whose library is a package of its own", async () => {
  const home = await mkdtemp(join(tmpdir(), "crossfoot-script-"));
  const archive = join(home, "云石山乡.rar");
  await writeFile(archive, makeRar([{ name: "云石山乡.csv", content: wholeReport() }]));
  const given = [fileURLToPath(new URL("../dist/cli.js", import.meta.url)), "check", "--year", "2022", archive];
  const said = execFileSync(process.execPath, given, { encoding: "utf8" });
  expect(said).toContain("强制性0条");
});
