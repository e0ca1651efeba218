import { sha256 } from "./bytes.js";
import type { FigureState } from "./figure.js";
import { checkJson } from "./json-text.js";
import type { LevelSummary, RolledEntry, RolledFigure, RolledForm, RolledUnit, RollUp } from "./roll-up.js";
import { either, flag, listOf, mapOf, natural, nothing, oneOf, optional, record, text } from "./shape.js";
import { jsonText } from "./shown-text.js";

/** By this word the file is known, whatever its name. */
const FORMAT = "crossfoot-rollup/1";

/** 是否上报文件: whether a text means to be one; whether it is whole, `parseRollUp` tells. */
export function isRollUpText(content: string): boolean {
  return /^\s*\{/.test(content) && content.includes('"crossfoot-rollup/');
}

/** 写成文件: one figure a line, with a SHA-256 of the content, by which a later change shows. */
export function printRollUp({ figures, ...head }: RollUp): string {
  const content = { format: FORMAT, ...head, figures };
  const lines = Object.entries(figures).map(([code, figure]) => `  ${jsonText(code)}: ${jsonText(figure)}`);
  const top = Object.entries({ format: FORMAT, ...head }).map(([key, value]) => `${jsonText(key)}: ${jsonText(value)}`);
  return `{\n${top.join(",\n")},\n"figures": {\n${lines.join(",\n")}\n},\n"sha256": "${hashOf(content)}"\n}\n`;
}

/** 读取结果: what a text gives, or in words why it gives nothing. */
export type ParsedRollUp = { readonly rollUp: RollUp } | { readonly problem: string };

/** 解析: only what the program wrote, unchanged, is taken. A hash protects from mistakes, not from whoever computes it anew. */
export function parseRollUp(content: string): ParsedRollUp {
  const { brokenAt, repeated } = checkJson(content);
  if (brokenAt !== undefined) return { problem: `不是完整的 JSON（第${brokenAt + 1}个字符处有误）` };
  if (repeated[0]) return { problem: `“${repeated[0].key}”出现了两次，不能确定以哪一个为准` };
  const { sha256: stated, ...rest } = JSON.parse(content) as Record<string, unknown>;
  const { format, ...rollUp } = rest;
  if (format !== FORMAT) return { problem: `格式是“${String(format).slice(0, 40)}”，应为“${FORMAT}”` };
  if (!isRollUp(rollUp)) return { problem: `内容不符合上报文件的格式${wrongFigure(rollUp)}` };
  if (stated !== hashOf(rest)) return { problem: "内容与文件中写明的校验值不符，可能在生成以后被改动过" };
  return { rollUp };
}

function hashOf(content: object): string {
  return sha256(new TextEncoder().encode(JSON.stringify(content)));
}

/** A name or a reason is one line: it is shown beside others. */
function line(value: unknown): value is string {
  return text(value) && value.length <= LONGEST_LINE && !/\p{Cc}/u.test(value);
}

const LONGEST_LINE = 2_000;

/** Digits enough for any sum; a longer text is none. */
const PLAIN = /^-?(?:0|[1-9]\d{0,29})(?:\.\d{1,12})?$/;

function plainDecimal(value: unknown): value is string {
  return typeof value === "string" && PLAIN.test(value);
}

const isFigure = record<RolledFigure>({
  value: either(plainDecimal, nothing),
  qualifier: optional(line),
  state: oneOf<FigureState>({ final: true, provisional: true, incomplete: true, notReported: true }),
  answers: optional(mapOf(natural)),
});

const isEntry = record<RolledEntry>({
  table: line,
  section: line,
  row: line,
  key: text,
  name: text,
  counted: flag,
  values: mapOf(text),
  unit: line,
  file: line,
  sheet: line,
  cell: line,
});

function isHash(value: unknown): value is string {
  return typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
}

/** The shape of what the file holds, for whoever keeps it. */
export const isRollUp = record<RollUp>({
  unit: record<RolledUnit>({ name: line, government: line, level: line }),
  period: line,
  forms: listOf(record<RolledForm>({ id: line, edition: line, title: line, tables: listOf(line) })),
  status: oneOf<RollUp["status"]>({ final: true, draft: true }),
  reasons: listOf(line),
  figures: mapOf(isFigure),
  entries: optional(listOf(isEntry)),
  entriesLeftOut: optional(natural),
  levels: listOf(
    record<LevelSummary>({
      level: line,
      due: natural,
      received: natural,
      missing: natural,
      returned: natural,
      late: natural,
      mandatory: natural,
      verification: natural,
      notice: natural,
    }),
  ),
  rules: mapOf(natural),
  consolidated: isHash,
});

/** Names the first figure that is none: 数 36 is no text, "36件" no plain decimal. */
function wrongFigure({ figures }: Readonly<Record<string, unknown>>): string {
  if (typeof figures !== "object" || figures === null) return "";
  const wrong = Object.entries(figures).find(([, figure]) => !isFigure(figure));
  return wrong ? `：指标“${wrong[0]}”的数应写作带引号的十进制数，或写 null` : "";
}
