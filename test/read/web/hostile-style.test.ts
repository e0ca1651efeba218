import { describe, expect, test } from "vitest";
import { read, table } from "../made-page.js";

const MANY = table("<tr><td><b><i>1</i></b><td>2".repeat(1500));
const FEW = table("<tr><td><b><i>1</i></b><td>2".repeat(100));

describe("style sheets that want to do harm", () => {
  test.each([
    ["rules for every element", "*+*{color:red}".repeat(4000)],
    ["nesting that doubles", `${".a{& & & &".repeat(60)}{color:red}${"}".repeat(60)}`],
    ["brackets within brackets", `td{width:${"(".repeat(50_000)}`],
    ["custom properties for every element", `*{${Array.from({ length: 2000 }, (_, at) => `--v${at}:1;`).join("")}}`],
  ])("%s: refused, and said why", (_, css) => {
    expect(() => read(`<style>${css}</style>${MANY}`)).toThrow(/样式/);
  });

  test.each([
    ["comments never closed", "/*".repeat(50_000)],
    [
      "values that refer to each other",
      `:root{${Array.from({ length: 40 }, (_, at) => `--v${at + 1}:var(--v${at}) var(--v${at});`).join("")}}td{color:var(--v40)}`,
    ],
    [
      "long values",
      `td{display:${"block ".repeat(9000)};filter:${"a() ".repeat(9000)}!;transform:${"a".repeat(1900)}(1)}`,
    ],
    ["many names", `${Array.from({ length: 9000 }, (_, at) => `.a${at}`).join(",")}{color:red}`],
  ])("%s: read", (_, css) => {
    const [block] = read(`<style>${css}</style>${FEW}`).blocks;
    expect(block?.kind === "grid" && block.cells.length).toBe(200);
  });
});
