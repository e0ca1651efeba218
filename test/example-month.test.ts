import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { MONTHS, truthOf } from "./example/month.mjs";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const CLI = join(ROOT, "dist/cli.js");
const TOWNSHIPS = 17;

interface Consolidated {
  readonly status: string;
  readonly coverage: { readonly due: readonly string[]; readonly received: readonly string[] };
  readonly figures: Readonly<Record<string, { readonly value: string | null }>>;
}

function consolidated(month: string): Consolidated {
  const outputs = mkdtempSync(join(tmpdir(), "month-"));
  try {
    execFileSync(process.execPath, [CLI, "run", "--period", month, "--outputs", outputs, "--no-cache", "--quiet"], {
      cwd: ROOT,
    });
    return JSON.parse(readFileSync(join(outputs, month, "consolidated.json"), "utf8")) as Consolidated;
  } finally {
    rmSync(outputs, { recursive: true, force: true });
  }
}

const ROWS = ["r4", "r5", "r6", "r7", "r8", "r9"];
const COLUMNS = { households: "cB", people: "cC", disabled: "cD", spent: "cE", sofar: "cF" } as const;

test.each(MONTHS)(
  "the shipped monthly form, %s: final, and every sum and average as the townships' figures make it",
  (month) => {
    const { status, coverage, figures } = consolidated(month);
    expect([status, coverage.due.length, coverage.received.length]).toEqual(["final", TOWNSHIPS, TOWNSHIPS]);
    for (const [at, truth] of truthOf(TOWNSHIPS, month).entries()) {
      const valueIn = (column: string): number => Number(figures[`t1.${ROWS[at]}.${column}`]?.value);
      for (const [key, column] of Object.entries(COLUMNS)) {
        const own = truth[key as keyof typeof COLUMNS];
        expect(valueIn(column), `${ROWS[at]} ${key}`).toBe(key === "spent" || key === "sofar" ? own / 10000 : own);
      }
      expect(valueIn("cG"), `${ROWS[at]} average`).toBe(Math.round((truth.spent / truth.people) * 100) / 100);
    }
  },
);
