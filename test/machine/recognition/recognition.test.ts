import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { batchesOf, linesIn, tensorOf } from "../../../src/machine/recognition/model.js";
import { installedRecognition, openRecognition } from "../../../src/machine/recognition/recognition.js";
import type { Grey } from "../../../src/read/read.js";
import { madePdf, write } from "../../read/made-pdf.js";

const there = (await installedRecognition()) !== undefined && hasPoppler();
const ROOT = join(import.meta.dirname, "../../..");

function line(width: number, height: number, value = 255): Grey {
  return { width, height, data: new Uint8Array(width * height).fill(value) };
}

describe("lines for the model", () => {
  test("lines of one width go together, within bounds, each once", () => {
    const lines = [
      line(40, 40),
      line(400, 40),
      line(30, 30),
      line(4000, 40),
      ...Array.from({ length: 60 }, () => line(50, 48)),
    ];
    const batches = batchesOf(lines);
    expect(batches.flatMap(({ places }) => places).sort((a, b) => a - b)).toEqual([...lines.keys()]);
    expect(batches.every(({ width, places }) => places.length === 1 || width * places.length <= 1600)).toBe(true);
    expect(batches.find(({ places }) => places.includes(3))?.width).toBe(1600);
    expect(batches.find(({ places }) => places.includes(0))?.places).toContain(2);
  });

  test("white is 1, black −1, and nothing follows a line's end", () => {
    const { data, dims } = tensorOf([line(24, 48, 0), line(24, 48, 255)], 64);
    expect(dims).toEqual([2, 3, 48, 64]);
    expect([data[0], data[30], data[3 * 48 * 64], data[3 * 48 * 64 + 63]]).toEqual([-1, 0, 1, 0]);
  });

  test("a sign that is repeated counts twice only with nothing between, and the least sure decides", () => {
    const steps = [
      [0.1, 0.9, 0],
      [0.2, 0.8, 0],
      [1, 0, 0],
      [0.3, 0.7, 0],
      [0, 0.4, 0.6],
    ];
    const data = Float32Array.from(steps.flat());
    const [read] = linesIn({ data, dims: [1, 5, 3] }, ["3", "9"]);
    expect(read?.text).toBe("339");
    expect(read?.confidence).toBeCloseTo(0.6);
  });

  test("signs of one look are one: neither can take from the other's share, nor make two of one", () => {
    const steps = [
      [0, 1, 0, 0],
      [0.1, 0, 0.5, 0.4],
      [0.1, 0, 0.3, 0.6],
      [1, 0, 0, 0],
      [0.05, 0, 0.55, 0.4],
    ];
    const data = Float32Array.from(steps.flat());
    const [read] = linesIn({ data, dims: [1, 5, 4] }, ["1", "0", "o"]);
    expect(read?.text).toBe("100");
    expect(read?.confidence).toBeCloseTo(0.9);
  });
});

describe("the optional part", () => {
  const manifest = JSON.parse(readFileSync(join(ROOT, "deploy/ocr/package.json"), "utf8"));
  const lock = JSON.parse(readFileSync(join(ROOT, "deploy/ocr/package-lock.json"), "utf8"));

  test("is pinned to the letter, comes with checksums, and is reviewed", () => {
    const wanted = Object.entries<string>(manifest.dependencies);
    const review = readFileSync(join(ROOT, "docs/dependencies.md"), "utf8");
    for (const [name, version] of wanted) {
      expect(version).toMatch(/^\d+\.\d+\.\d+$/);
      expect(lock.packages[`node_modules/${name}`]?.version).toBe(version);
      expect(review).toContain(`\`${name}\` ${version}, ${lock.packages[`node_modules/${name}`].license}`);
    }
    const packages = Object.entries<{ readonly integrity?: string; readonly license?: string }>(lock.packages);
    for (const [path, { integrity, license }] of packages.filter(([path]) => path !== "")) {
      expect(integrity, path).toMatch(/^sha512-/);
      expect(["MIT", "ISC", "Apache-2.0", "BSD-3-Clause"], path).toContain(license);
    }
    expect(JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")).scripts["setup:ocr"]).toContain(
      "--ignore-scripts",
    );
  });

  // Where it is not installed there is nothing to be read with.
  test.runIf(there)("reads printed numbers as they stand", async () => {
    const recognise = await openRecognition();
    const numbers = ["2058", "36", "714.25", "1390"];
    const pages = madePdf(numbers.map((number) => ({ content: write(number, 40, 300) })));
    const read = await recognise!(numbers.map((_, at) => printed(pages, at + 1)));
    expect(read.map(({ text }) => text)).toEqual(numbers);
    expect(Math.min(...read.map(({ confidence }) => confidence))).toBeGreaterThan(0.5);
  });
});

function hasPoppler(): boolean {
  try {
    execFileSync("pdftoppm", ["-v"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** The written part of a page as a grey picture. */
function printed(pdf: Uint8Array, page: number): Grey {
  const options = ["-r", "200", "-gray", "-f", String(page), "-l", String(page), "-singlefile", "-"];
  const pgm = execFileSync("pdftoppm", options, { input: pdf, maxBuffer: 1 << 26 });
  const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(pgm.subarray(0, 64).toString("latin1"))!;
  const width = Number(head[1]);
  const pixels = pgm.subarray(head[0].length);
  const dark = [...pixels.keys()].filter((at) => pixels[at]! < 128);
  const [xs, ys] = [dark.map((at) => at % width), dark.map((at) => Math.floor(at / width))];
  const [left, right] = [Math.min(...xs) - 8, Math.max(...xs) + 9];
  const [top, bottom] = [Math.min(...ys) - 4, Math.max(...ys) + 5];
  const out = new Uint8Array((right - left) * (bottom - top));
  for (let y = top; y < bottom; y += 1)
    out.set(pixels.subarray(y * width + left, y * width + right), (y - top) * (right - left));
  return { width: right - left, height: bottom - top, data: out };
}
