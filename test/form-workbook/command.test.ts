import { execFile } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { decimal } from "../../src/decimal.js";
import { filledBlank } from "../../src/publish/form-book/form-book.js";
import { folderWith, MONTHLY } from "./blanks.js";
import { bookOf, designOf, proposalOf, settled } from "./made.js";

const CLI = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
const SCHEMAS = fileURLToPath(new URL("../../schemas/", import.meta.url));

function crossfoot(cwd: string, ...args: readonly string[]) {
  return new Promise<{ readonly exit: number; readonly out: string; readonly err: string }>((resolve) => {
    execFile(process.execPath, [CLI, ...args], { cwd }, (error, out, err) => {
      resolve({ exit: error ? Number(error.code) : 0, out, err });
    });
  });
}

const ANSWERS: Readonly<Record<string, string>> = {
  汇总方式: "C/B*10000，四舍五入",
  document: "某民〔2022〕1号",
  级别: "核实性",
};

interface Month {
  readonly figures: readonly [number, number, number];
  readonly ofWhichBefore: number;
  readonly total: number;
}

/** A unit's month: people and money of four rows, what was spent before, and a total that is right or not. */
async function submission(unit: string, { figures: [people, money, before], ofWhichBefore, total }: Month) {
  const design = await designOf(MONTHLY);
  const named = design.grid.cells.map((cell) =>
    cell.text.startsWith("填报单位") ? { ...cell, text: `填报单位：${unit}` } : cell,
  );
  const values = new Map<string, ReturnType<typeof decimal>>();
  const put = (row: number, one: number, spent: number, earlier: number, wrong = 0): void => {
    const cells = [one + wrong, spent, spent + earlier, one === 0 ? 0 : (spent / one) * 10000];
    for (const [at, value] of cells.entries()) values.set(`${row - 1} ${at + 1}`, decimal(value.toFixed(2)));
  };
  put(4, people, money, before);
  put(5, 1, 1, ofWhichBefore);
  put(6, people, money, before);
  put(7, people, money, before);
  put(8, people * 3, money * 3, before * 3, total);
  return filledBlank({ ...design, grid: { ...design.grid, cells: named } }, values, "2022-12-31");
}

test("from a blank to a consolidated month: settled, read back, summed, its average computed anew", async () => {
  const folder = folderWith({});
  const schemas = join(folder, "schemas");
  cpSync(SCHEMAS, schemas, { recursive: true });
  mkdirSync(join(schemas, "relief/2022"), { recursive: true });
  const proposal = settled(await proposalOf(MONTHLY), (_, heading) => ANSWERS[heading]);
  const own = {
    ...proposal,
    settings: { ...proposal.settings, reporters: "T01、T02", submission: "+5", publication: "+9" },
  };
  writeFileSync(join(schemas, "relief/2022/表式.xlsx"), await bookOf(MONTHLY, own));
  const units = { 象湖镇: [10, 5, 20], 叶坪镇: [30, 3, 10] } as const;
  for (const [month, wrong, earlier] of [
    ["2022-11", 0, 0],
    ["2022-12", 1, 1],
  ] as const) {
    mkdirSync(join(folder, "inputs", month), { recursive: true });
    for (const [unit, [people, money, before]] of Object.entries(units))
      writeFileSync(
        join(folder, "inputs", month, `${unit}.xlsx`),
        await submission(unit, {
          figures: [people, money, before + earlier * money],
          ofWhichBefore: earlier,
          total: unit === "象湖镇" ? wrong : 0,
        }),
      );
  }
  const checked = await crossfoot(folder, "form", "check", "relief");
  expect([checked.exit, checked.out]).toEqual([0, expect.stringContaining("20格读回原样")]);
  expect(checked.out).toContain("T1S1R8.TOTAL ‘合计’等于所属各项之和：2份中1份成立");
  expect(checked.out).toMatch(/R4\.RELATION .*：2份中2份成立/);

  const run = await crossfoot(folder, "run", "--period", "2022-11", "--quiet", "--json");
  expect(JSON.parse(run.out)).toMatchObject({ exitCode: 0, status: "final" });
  const { figures } = JSON.parse(readFileSync(join(folder, "outputs/2022-11/consolidated.json"), "utf8")) as {
    figures: Record<string, { value: string }>;
  };
  expect(figures["t1.r8.cB"]?.value).toBe("120");
  // 3 × (5 + 3) 万元 over 120 people, and not the sum of 5000 and 1000.
  expect(figures["t1.r8.cE"]?.value).toBe("2000");
});
