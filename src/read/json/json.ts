import { FIGURE_STATE_NAME } from "../../consolidation.js";
import { type Cell, type Grid, NOTHING_HIDDEN, type ReadDocument } from "../../grid.js";
import type { RollUp } from "../../roll-up.js";
import { isRollUpText, parseRollUp } from "../../roll-up-file.js";
import { type Budget, spendCells } from "../limits.js";
import { tooLarge, unreadable } from "../refusal.js";

/** 上报 or 汇总数据 of a level below; undefined for any other text. */
export function jsonKind(text: string): "rollUp" | "consolidated" | undefined {
  if (isRollUpText(text)) return "rollUp";
  return CONSOLIDATED.test(text.slice(0, 200)) ? "consolidated" : undefined;
}

/** The keys with which consolidated.json begins. */
const CONSOLIDATED = /^\s*\{\s*"jurisdiction":\s*"[^"]*",\s*"year":/;

/** In characters: of a form of some thousand figures, and of its lists. */
const LONGEST = 8_000_000;

const ADVICE = "请向报送单位索取由其汇总程序生成、未经改动的上报文件，或请其报送已定稿的工作簿";

/**
 * 上报文件: the figures of a level below, each in a row of its own that is addressed by the figure's code.
 * @throws ReadRefusal for a file that was changed since it was written, or is not whole
 */
export function readRollUp(text: string, budget: Budget): ReadDocument {
  if (text.length > LONGEST) throw tooLarge(`上报文件超过 ${LONGEST / 10_000} 万字`);
  const parsed = parseRollUp(text);
  if ("problem" in parsed) throw unreadable(`上报文件不能采用：${parsed.problem}`, ADVICE);
  const { rollUp } = parsed;
  const ofEntries = (rollUp.entries ?? []).reduce((total, { values }) => total + Object.keys(values).length, 0);
  spendCells(budget, Object.keys(rollUp.figures).length * COLUMNS + ofEntries);
  return { format: "json", blocks: [gridOf(rollUp)], remarks: [], rollUp };
}

/** 下级的 consolidated.json: it leads from a figure to its cells, and is no submission itself. */
export function readConsolidated(): ReadDocument {
  return { format: "json", blocks: [], remarks: [] };
}

const COLUMNS = 3;
const HEADINGS = ["指标代码", "数", "状态"] as const;

function gridOf({ figures }: RollUp): Grid {
  const rows = Object.entries(figures);
  return {
    kind: "grid",
    sheet: "上报",
    addressing: "line",
    rows: rows.length + 1,
    columns: COLUMNS,
    cells: [
      ...HEADINGS.map((heading, column) => cellAt(0, column, heading)),
      ...rows.flatMap(([code, { value, qualifier, state, answers }], index) => [
        cellAt(index + 1, 0, code),
        { ...cellAt(index + 1, 1, answers ? answersText(answers) : `${value ?? ""}${qualifier ?? ""}`), place: code },
        cellAt(index + 1, 2, FIGURE_STATE_NAME[state]),
      ]),
    ],
    ...NOTHING_HIDDEN,
  };
}

/** 是3、否1. */
function answersText(answers: Readonly<Record<string, number>>): string {
  const given = Object.entries(answers).filter(([, units]) => units > 0);
  return given.map(([answer, units]) => `${answer}${units}`).join("、");
}

function cellAt(row: number, column: number, text: string): Cell {
  return {
    row,
    column,
    rowSpan: 1,
    columnSpan: 1,
    text,
    kind: text === "" ? "blank" : "text",
    place: `第${row + 1}行`,
  };
}
