import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";

const MAKING = new URL("../deploy/bundle/", import.meta.url);
const made = async (name: string) => import(new URL(name, MAKING).href);

interface Starter {
  readonly name: string;
  readonly bytes: Buffer;
  readonly executable?: boolean;
}

async function starters(target: string): Promise<ReadonlyMap<string, Starter>> {
  const { starterFiles } = await made("starters.mjs");
  const files = starterFiles(target, "1.2.3") as readonly Starter[];
  return new Map(files.map((file) => [file.name, file]));
}

/** A folder as an office names it: Chinese, blanks, brackets. */
function unpacked(files: Iterable<Starter>): string {
  const above = mkdtempSync(join(tmpdir(), "start-"));
  onTestFinished(() => rmSync(above, { recursive: true, force: true }));
  const home = join(above, "某县 办公室", "年报 (新) & 汇总");
  mkdirSync(join(home, "inputs"), { recursive: true });
  mkdirSync(join(home, "program", "dist"), { recursive: true });
  for (const { name, bytes, executable } of files)
    writeFileSync(join(home, name), bytes, executable ? { mode: 0o755 } : {});
  return home;
}

describe("the starters on Windows", () => {
  test("are lines of cmd that a folder of any name does not disturb", async () => {
    const files = [...(await starters("win-x64")).values()].filter(({ name }) => name.endsWith(".cmd"));
    expect(files.map(({ name }) => name)).toEqual([
      "双击运行.cmd",
      "生成空白表.cmd",
      "持续运行.cmd",
      "定时运行.cmd",
      "看一遍示例.cmd",
    ]);
    for (const { name, bytes } of files) {
      const text = bytes.toString("utf8");
      expect(text.replaceAll("\r\n", ""), name).not.toMatch(/[\r\n]/);
      const [before = "", after = ""] = text.split("chcp 65001 >nul");
      expect(before, name).toBe("@echo off\r\n");
      expect(after, name).not.toMatch(/^\s*:|\bgoto\b/im);
      expect(after.match(/%~dp0/g)?.length).toBe(after.match(/"%~dp0[\w.\\]+"/g)?.length);
      expect(after, name).toMatch(/\r\npause\r\nexit \/b %code%\r\n$/);
    }
  });

  test("and the page that tells how is one that every editor shows", async () => {
    for (const [target, end] of [
      ["win-x64", "\r\n"],
      ["linux-x64", "\n"],
    ] as const) {
      const text = (await starters(target)).get("使用说明.txt")?.bytes.toString("utf8") ?? "";
      expect(text.startsWith("\uFEFF勾稽 1.2.3")).toBe(true);
      expect(text.replaceAll(end, "")).not.toMatch(/[\r\n]/);
      expect(text.split(end).length).toBeLessThan(50);
      for (const name of (await starters(target)).keys()) if (/\.(?:cmd|sh)$/.test(name)) expect(text).toContain(name);
    }
  });
});

/** What a starter calls in the tests: it says what it was given and ends as it is told. */
const ECHO = '#!/bin/sh\nprintf "%s|" "$@"\nexit 1\n';

describe.skipIf(process.platform === "win32")("the starters on Linux", () => {
  test("are scripts that plain sh takes", async () => {
    const files = [...(await starters("linux-arm64")).values()].filter(({ name }) => name.endsWith(".sh"));
    expect(files).toHaveLength(5);
    for (const { name, bytes, executable } of files) {
      expect([name, executable]).toEqual([name, true]);
      execFileSync("sh", ["-n"], { input: bytes });
    }
  });

  test("start the program of their own folder, and end as it ends", async () => {
    const home = unpacked((await starters("linux-x64")).values());
    writeFileSync(join(home, "program", "node"), ECHO);
    const { status, stdout } = spawnSync(join(home, "定时运行.sh"), { cwd: "/", encoding: "utf8" });
    expect(stdout).toBe(`${join(home, "program", "launch.mjs")}|schedule|0 6 * * *|`);
    expect(status).toBe(1);
  });

  test("say it where the program is not there", async () => {
    const home = unpacked((await starters("linux-x64")).values());
    const { status, stdout } = spawnSync(join(home, "双击运行.sh"), { encoding: "utf8" });
    expect([status, stdout]).toEqual([3, expect.stringContaining("先把压缩包整个解压")]);
  });

  test("the desktop's own entry leads to the script beside it, wherever that lies", async () => {
    const files = await starters("linux-x64");
    const home = unpacked(files.values());
    writeFileSync(join(home, "program", "node"), ECHO);
    const entry = files.get("双击运行.desktop")?.bytes.toString("utf8") ?? "";
    // First the escapes of a value, then those of a quoted argument, as the specification has it.
    const line = (/^Exec=(.*)$/m.exec(entry)?.[1] ?? "").replaceAll("\\\\", "\\");
    const script = (/^sh -c "(.*)" sh %k$/.exec(line)?.[1] ?? "").replace(/\\(["$`\\])/g, "$1");
    for (const file of [join(home, "双击运行.desktop"), `file://${join(home, "双击运行.desktop")}`]) {
      const { stdout } = spawnSync("sh", ["-c", script, "sh", file], { encoding: "utf8" });
      expect(stdout).toBe(`${join(home, "program", "launch.mjs")}|run|`);
    }
  });
});

describe("the start", () => {
  test("finds the folder that the program names", async () => {
    const { folderSaid } = await made("launch.mjs");
    expect(folderSaid("  审核意见：无\n  输出：C:\\年报 汇总\\outputs\\2022（运行编号 000001-2022-03850c73）\n")).toBe(
      "C:\\年报 汇总\\outputs\\2022",
    );
    expect(folderSaid("  输出：/年（新）/2022（与上次运行相同，没有新增运行记录）\n")).toBe("/年（新）/2022");
    expect(folderSaid("没有运行")).toBeUndefined();
  });

  test.each([
    ["nothing is set: it sets up", [], 0, "setup\n\n填好 schemas"],
    ["a draft", ["schemas/jurisdiction.json"], 1, "run\n\n完成：目前是草稿"],
    ["the settings are a workbook", ["schemas/设置.xlsx"], 0, "run\n\n完成：可以发布"],
    ["wrong use", ["schemas/设置.xlsx"], 2, "run\n\n没有运行"],
    ["the machine failed", ["schemas/设置.xlsx"], 3, "run\n\n没有完成"],
    ["a bug", ["schemas/设置.xlsx"], 70, "run\n\n程序内部出错"],
  ])("%s", (_, files, code, expected) => {
    const home = unpacked([]);
    cpSync(fileURLToPath(new URL("launch.mjs", MAKING)), join(home, "program", "launch.mjs"));
    writeFileSync(
      join(home, "program", "dist", "cli.js"),
      `console.log(process.argv.slice(2).join(" ")); process.exitCode = ${code};`,
    );
    mkdirSync(join(home, "schemas"));
    for (const path of files) writeFileSync(join(home, path), "");
    const { status, stdout } = spawnSync(process.execPath, [join(home, "program", "launch.mjs"), "run"], {
      encoding: "utf8",
    });
    expect(stdout).toContain(expected);
    expect(status).toBe(code);
  });
});

describe("the Node that goes with it", () => {
  test("is one that the program runs on, pinned for each system", async () => {
    const { NODES } = await made("node-program.mjs");
    expect(NODES.version).toMatch(/^(?:20\.(?:19|[2-9]\d)|2[2-9]\.\d+)\.\d+$/);
    expect(Object.keys(NODES.targets)).toEqual(["win-x64", "linux-x64", "linux-arm64"]);
    for (const { integrity } of Object.values(NODES.targets) as { integrity: string }[])
      expect(Buffer.from(integrity.replace("sha512-", ""), "base64")).toHaveLength(64);
  });

  test("is taken out of its package to the byte", async () => {
    const { filesInTar } = await made("node-program.mjs");
    const above = unpacked([]);
    mkdirSync(join(above, "package", "bin"), { recursive: true });
    const program = Buffer.alloc(1300, "node");
    writeFileSync(join(above, "package", "bin", "node"), program);
    chmodSync(join(above, "package", "bin", "node"), 0o755);
    writeFileSync(join(above, "package", "LICENSE"), "MIT");
    const tar = execFileSync("tar", ["--format=ustar", "-C", above, "-cf", "-", "package"]);
    const files = filesInTar(tar, ["package/bin/node", "package/LICENSE"]) as ReadonlyMap<string, Buffer>;
    expect(files.size).toBe(2);
    expect(files.get("package/bin/node")?.equals(program)).toBe(true);
    expect(files.get("package/LICENSE")?.toString()).toBe("MIT");
  });
});
