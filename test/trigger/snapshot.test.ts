import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { takeSnapshot } from "../../src/trigger/snapshot.js";

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), "snapshot-"));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  return made;
}

test("every file by its path, folders and files named in GB18030 too", async () => {
  const home = await folder();
  await mkdir(join(home, "2022", "乡镇"), { recursive: true });
  await writeFile(join(home, "2022", "乡镇", "叶坪镇.xlsx"), "1");
  // 叶坪镇.xlsx in GB18030, as an archive packed on Windows leaves it.
  const name = Buffer.concat([Buffer.from([0xd2, 0xb6, 0xc6, 0xba, 0xd5, 0xf2]), Buffer.from(".xlsx")]);
  await writeFile(Buffer.concat([Buffer.from(`${join(home, "2022")}/`), name]), "22");
  const seen = await takeSnapshot(home);
  expect([...seen].map(([path, { size }]) => [path, size]).sort()).toEqual([
    ["2022/乡镇/叶坪镇.xlsx", 1],
    ["2022/叶坪镇.xlsx", 2],
  ]);
});

test("a folder that is away is an error, and not units that sent nothing", async () => {
  await expect(takeSnapshot(join(await folder(), "away"))).rejects.toThrow("ENOENT");
});
