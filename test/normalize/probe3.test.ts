import { test } from "vitest";
import { judge, type Sent } from "./judging.js";
import { flattened, textBlock, truthOf, gridOf, tableTwo, tableThree, tableFour, plainRows, stacked, type Truth } from "./paper.js";
const small = (seed: number): Truth => { const big = truthOf(seed); return big; };
const zeros: Truth = Object.fromEntries(Object.keys(truthOf()).map((k) => [k, "0"]));
// few nonzero, one digit
const few: Truth = (() => { const x: Record<string, string> = { ...zeros }; const set = (k: string, v: number) => { x[k] = String(v); }; set("proactive.normativeDocuments.issued", 2); set("proactive.normativeDocuments.inForce", 9); set("proactive.licensing.decisions", 17); set("proactive.fees.amount", 3); set("applications.received.naturalPerson", 3); set("applications.received.enterprise", 1); set("applications.received.total", 4); set("applications.granted.naturalPerson", 2); set("applications.granted.total", 2); set("applications.otherHandling.other.enterprise", 1); set("applications.otherHandling.other.total", 1); set("applications.outcomesTotal.naturalPerson", 2); set("applications.outcomesTotal.enterprise", 1); set("applications.outcomesTotal.total", 3); set("applications.carriedOut.naturalPerson", 1); set("applications.carriedOut.total", 1); set("disputes.reconsideration.upheld", 1); set("disputes.reconsideration.total", 1); return x; })();
const doc = (text: string): Sent => ({ format: "text", remarks: [], blocks: [textBlock(text)] });
const styles: Record<string, (t: Truth) => string> = {
  double: (t) => flattened(t).join("\n\n"), single: (t) => flattened(t).join("\n"),
  pipes: (t) => ["瑞金市水利局2023年政府信息公开工作年度报告", ...stacked(t).length ? plainRows(stacked(t)).map((r) => `| ${r.join(" | ")} |`) : []].join("\n"),
  pipesBare: (t) => plainRows(stacked(t)).map((r) => r.join(" | ")).join("\n"),
  tabs: (t) => plainRows(stacked(t)).map((r) => r.join("\t")).join("\n"),
  spaces: (t) => plainRows(stacked(t)).map((r) => r.filter((c) => c !== "").join(" ")).join("\n"),
  multispace: (t) => plainRows(stacked(t)).map((r) => r.filter((c) => c !== "").join("    ")).join("\n"),
};
const mulberry = (a: number) => () => { a |= 0; a = (a + 0x6d2b79f5) | 0; let x = Math.imul(a ^ (a >>> 15), 1 | a); x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x; return ((x ^ (x >>> 14)) >>> 0) / 4294967296; };
const MODE = process.env.FUZZ ?? "whole"; const N = Number(process.env.N ?? 60);
for (const [sn, s] of Object.entries(styles)) for (const [tn, t] of Object.entries({ few, zeros, many: truthOf(2) })) {
  test(`${sn} ${tn}`, async () => {
    const rnd = mulberry(7 + Number(process.env.SEED ?? 0)); const whole = s(t); const lines = whole.split("\n");
    const seen = new Map<string, string>(); let bad = 0; let runs = 0; let alarms = "";
    const once = async (text: string, what: string) => { runs++; const v = await judge({ "水利局.txt": doc(text) }, t); if (MODE === "whole") alarms = `wrong ${v.wrong.length} missing ${v.missing.length} ${v.mandatory.slice(0, 3).map((x) => x.slice(0, 160)).join(" @@ ")}`; if (v.silent.length) { bad++; const k = v.silent[0]!.split(":")[0]!; if (!seen.has(k) && seen.size < 3) seen.set(k, what + " => " + v.silent.slice(0, 3).join("; ")); } };
    if (MODE === "whole") await once(whole, "whole");
    if (MODE === "cut") for (let i = 0; i < N; i++) { const at = Math.floor(rnd() * whole.length); await once(whole.slice(0, at), `cut ${at} …${JSON.stringify(whole.slice(at - 25, at))}`); }
    if (MODE === "line") for (let i = 0; i < N; i++) { const at = Math.floor(rnd() * lines.length); const k = 1 + Math.floor(rnd() * 3); await once([...lines.slice(0, at), ...lines.slice(at + k)].join("\n"), `del ${k} at ${at} ${JSON.stringify(lines.slice(at, at + k))}`); }
    if (MODE === "cell") for (let i = 0; i < N; i++) { const full = lines.flatMap((l, at) => l.trim() ? [at] : []); const at = full[Math.floor(rnd() * full.length)]!; await once(lines.filter((_, j) => j !== at).join("\n"), `del ${at} ${JSON.stringify(lines[at])}`); }
    if (MODE === "page") for (let i = 0; i < N; i++) { const at = Math.floor(rnd() * lines.length); const p = rnd() < 0.5 ? `- ${i % 9 + 1} -` : String(i % 9 + 1); await once([...lines.slice(0, at), p, ...lines.slice(at)].join("\n"), `page ${p} at ${at} after ${JSON.stringify(lines.slice(at - 1, at + 1))}`); }
    if (MODE === "blank") for (let i = 0; i < N; i++) { const at = full0(lines, rnd); const l = lines[at]!; await once(lines.map((x, j) => j === at ? x.replace(/\d+(\.\d+)?/, "") : x).join("\n"), `blank ${at} ${JSON.stringify(l)}`); }
    console.log(`## ${MODE} ${sn} ${tn}: bad ${bad}/${runs} ${alarms}\n` + [...seen.values()].map((x) => "   " + x.slice(0, 400)).join("\n"));
  });
}
function full0(lines: string[], rnd: () => number): number { const full = lines.flatMap((l, at) => /\d/.test(l) ? [at] : []); return full[Math.floor(rnd() * full.length)]!; }
