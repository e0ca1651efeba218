import { test } from "vitest";
import { judge, type Sent } from "./judging.js";
import { gridOf, plainRows, stacked, tableFour, tableThree, tableTwo, truthOf, workbook, type Truth } from "./paper.js";
const mulberry = (a: number) => () => { a |= 0; a = (a + 0x6d2b79f5) | 0; let x = Math.imul(a ^ (a >>> 15), 1 | a); x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x; return ((x ^ (x >>> 14)) >>> 0) / 4294967296; };
const N = Number(process.env.N ?? 25);
type Rows = string[][];
const t = truthOf(3);
const pick = (r: () => number, n: number) => Math.floor(r() * n);
const ops: Record<string, (g: Rows, r: () => number) => [Rows, string]> = {
  delRow: (g, r) => { const i = pick(r, g.length); return [g.filter((_, j) => j !== i), `del row ${i} ${g[i]!.filter(Boolean).slice(0, 3)}`]; },
  delCol: (g, r) => { const i = pick(r, 10); return [g.map((row) => row.filter((_, j) => j !== i)), `del col ${i}`]; },
  dupRow: (g, r) => { const i = pick(r, g.length); return [[...g.slice(0, i + 1), ...g.slice(i)], `dup row ${i}`]; },
  dupCol: (g, r) => { const i = pick(r, 10); return [g.map((row) => [...row.slice(0, i + 1), ...row.slice(i)]), `dup col ${i}`]; },
  swapCols: (g, r) => { const i = pick(r, 10), k = pick(r, 10); return [g.map((row) => row.map((c, j) => j === i ? row[k] ?? "" : j === k ? row[i] ?? "" : c)), `swap ${i} ${k}`]; },
  swapRows: (g, r) => { const i = pick(r, g.length), k = pick(r, g.length); return [g.map((row, j) => j === i ? g[k]! : j === k ? g[i]! : row), `swap rows ${i} ${k}: ${g[i]!.filter(Boolean).slice(0, 2)} | ${g[k]!.filter(Boolean).slice(0, 2)}`]; },
  insRow: (g, r) => { const i = pick(r, g.length + 1); return [[...g.slice(0, i), Array.from({ length: 10 }, () => String(pick(r, 50))), ...g.slice(i)], `ins row ${i}`]; },
  insRowLabel: (g, r) => { const i = pick(r, g.length + 1); return [[...g.slice(0, i), ["其他情况", ...Array.from({ length: 9 }, () => String(pick(r, 50)))], ...g.slice(i)], `ins labelled row ${i}`]; },
  insCol: (g, r) => { const i = pick(r, 11); return [g.map((row) => [...row.slice(0, i), String(pick(r, 50)), ...row.slice(i)]), `ins col ${i}`]; },
  insColHead: (g, r) => { const i = pick(r, 11); return [g.map((row, j) => [...row.slice(0, i), j === 2 ? "备注" : j < 3 ? "" : String(pick(r, 50)), ...row.slice(i)]), `ins col 备注 ${i}`]; },
  insBlankCol: (g, r) => { const i = pick(r, 11); return [g.map((row) => [...row.slice(0, i), "", ...row.slice(i)]), `ins blank col ${i}`]; },
  blankLabel: (g, r) => { const i = pick(r, g.length); const j = pick(r, 3); return [g.map((row, a) => row.map((c, b) => a === i && b === j ? "" : c)), `blank label ${i},${j} ${g[i]![j]}`]; },
  blankHead: (g, r) => { const i = pick(r, 3); const j = 3 + pick(r, 7); return [g.map((row, a) => row.map((c, b) => a === i && b === j ? "" : c)), `blank head ${i},${j} ${g[i]![j]}`]; },
  shiftRow: (g, r) => { const i = 3 + pick(r, g.length - 3); const j = 3 + pick(r, 7); return [g.map((row, a) => a === i ? [...row.slice(0, j), ...row.slice(j + 1), ""] : row), `shift left row ${i} at ${j}`]; },
  shiftRight: (g, r) => { const i = 3 + pick(r, g.length - 3); const j = 3 + pick(r, 7); return [g.map((row, a) => a === i ? [...row.slice(0, j), "", ...row.slice(j)] : row), `shift right row ${i} at ${j}`]; },
};
const tables: Record<string, Rows> = { three: plainRows(tableThree(t)), two: plainRows(tableTwo(t)).map((r) => [...r, "", "", "", "", "", ""]), four: plainRows(tableFour(t)), all: plainRows(stacked(t)) };
for (const [tn, g] of Object.entries(tables)) for (const [on, op] of Object.entries(ops)) test(`${tn} ${on}`, async () => {
  const r = mulberry(11 + Number(process.env.SEED ?? 0)); let bad = 0; const seen: string[] = [];
  for (let k = 0; k < N; k++) { const [m, what] = op(g, r); const grids = tn === "all" ? [gridOf(m)] : (["two", "three", "four"] as const).map((n) => gridOf(n === tn ? m : plainRows(n === "two" ? tableTwo(t) : n === "three" ? tableThree(t) : tableFour(t)), { sheet: n }));
    const v = await judge({ "水利局.xlsx": workbook(...grids) as Sent }, t); if (v.silent.length) { bad++; if (seen.length < 3) seen.push(`${what} => ${v.silent.length}: ${v.silent.slice(0, 3).join("; ")}`); } }
  if (bad) console.log(`## ${tn} ${on}: ${bad}/${N}\n` + seen.map((s) => "   " + s).join("\n"));
});
