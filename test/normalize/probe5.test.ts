import { test } from "vitest";
import { judge, type Sent } from "./judging.js";
import { gridOf, plainRows, tableFour, tableThree, tableTwo, truthOf, workbook } from "./paper.js";
const t = truthOf(3);
test("x", async () => { let k = 30; const g = plainRows(tableThree(t)).map((row) => [...row.slice(0, 2), String(k++ % 50), ...row.slice(2)]);
  const v = await judge({ "水利局.xlsx": workbook(gridOf(tableTwo(t)), gridOf(g), gridOf(tableFour(t))) as Sent }, t); console.log(v.silent.slice(0, 4), v.mandatory.map((s) => s.slice(0, 200)), v.verification.map((s) => s.slice(0, 200)), v.rules); });
