import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { findFonts } from "../../src/machine/font.js";
import { FACES } from "../../src/typeface.js";

const made: string[] = [];

afterEach(async () => {
  for (const folder of made.splice(0)) await rm(folder, { recursive: true });
});

/** A folder of files that begin as fonts do. */
async function fontFolder(names: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "fonts-"));
  made.push(folder);
  await mkdir(join(folder, "truetype"));
  for (const name of names)
    await writeFile(join(folder, name), Buffer.from(`\u0000\u0001\u0000\u0000${name}`, "latin1"));
  return folder;
}

async function facesIn(folder: string): Promise<readonly (string | undefined)[]> {
  const fonts = await findFonts(undefined, [join(folder, "nowhere"), folder]);
  return FACES.map((face) => fonts?.[face].name);
}

test("each face is the office's own font where it is installed", async () => {
  const folder = await fontFolder(["simfang.ttf", "simsun.ttc", "SIMHEI.TTF", "truetype/simkai.ttf", "FZXBSJW.TTF"]);
  expect(await facesIn(folder)).toEqual(["FZXBSJW.TTF", "SIMHEI.TTF", "simkai.ttf", "simfang.ttf", "simsun.ttc"]);
});

test("a face that is not installed is printed in what is nearest to it", async () => {
  const folder = await fontFolder(["simfang.ttf", "simhei.ttf"]);
  expect(await facesIn(folder)).toEqual(["simfang.ttf", "simhei.ttf", "simfang.ttf", "simfang.ttf", "simfang.ttf"]);
});

test("one font serves for all, and what is no font is passed over", async () => {
  const folder = await fontFolder(["truetype/gbsn00lp.ttf", "Arial.ttf"]);
  await writeFile(join(folder, "simhei.ttf"), "no font");
  expect(await facesIn(folder)).toEqual(FACES.map(() => "gbsn00lp.ttf"));
});

test("without a font that has the characters there is none", async () => {
  expect(await findFonts(undefined, [await fontFolder(["Arial.ttf"])])).toBeUndefined();
});

test("the font that the jurisdiction names is used for everything", async () => {
  const folder = await fontFolder(["own.ttf", "simhei.ttf"]);
  const fonts = await findFonts(join(folder, "own.ttf"), [folder]);
  expect(FACES.map((face) => fonts?.[face].name)).toEqual(FACES.map(() => "own.ttf"));
});
