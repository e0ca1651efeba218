import type { Cell, CellKind, Grid, ReadDocument, TextBlock } from "../../src/grid.js";

/** 一份报送材料的真值: figure codes of the 2021 form with their values. */
export type Truth = Readonly<Record<string, string>>;

export const ROWS = [
  ["received", "一、本年新收政府信息公开申请数量"],
  ["carriedIn", "二、上年结转政府信息公开申请数量"],
  ["granted", "（一）予以公开"],
  ["partlyGranted", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"],
  ["refused.stateSecret", "1.属于国家秘密"],
  ["refused.prohibitedByLaw", "2.其他法律行政法规禁止公开"],
  ["refused.securityAndStability", "3.危及“三安全一稳定”"],
  ["refused.thirdPartyRights", "4.保护第三方合法权益"],
  ["refused.internalAffairs", "5.属于三类内部事务信息"],
  ["refused.processInformation", "6.属于四类过程性信息"],
  ["refused.enforcementFile", "7.属于行政执法案卷"],
  ["refused.administrativeInquiry", "8.属于行政查询事项"],
  ["unavailable.notHeld", "1.本机关不掌握相关政府信息"],
  ["unavailable.needsCreation", "2.没有现成信息需要另行制作"],
  ["unavailable.stillUnclear", "3.补正后申请内容仍不明确"],
  ["notProcessed.petition", "1.信访举报投诉类申请"],
  ["notProcessed.repeated", "2.重复申请"],
  ["notProcessed.publication", "3.要求提供公开出版物"],
  ["notProcessed.excessive", "4.无正当理由大量反复申请"],
  ["notProcessed.reissue", "5.要求行政机关确认或重新出具已获取信息"],
  ["otherHandling.correctionOverdue", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"],
  ["otherHandling.feeOverdue", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"],
  ["otherHandling.other", "3.其他"],
  ["outcomesTotal", "（七）总计"],
  ["carriedOut", "四、结转下年度继续办理"],
] as const;

export const COLUMNS = [
  ["naturalPerson", "自然人"],
  ["enterprise", "商业企业"],
  ["researchInstitution", "科研机构"],
  ["publicWelfareOrganization", "社会公益组织"],
  ["legalServiceAgency", "法律服务机构"],
  ["otherOrganization", "其他"],
  ["total", "总计"],
] as const;

export const COURTS = ["reconsideration", "litigationDirect", "litigationAfterReconsideration"] as const;
export const RESULTS = [
  ["upheld", "结果维持"],
  ["corrected", "结果纠正"],
  ["otherResult", "其他结果"],
  ["pending", "尚未审结"],
  ["total", "总计"],
] as const;

/** A submission whose relations all hold; every input cell has another value, so that no mistake goes unseen. */
export function truthOf(seed = 1): Truth {
  const truth: Record<string, string> = {};
  let next = 100 + seed * 7;
  const fresh = (): number => {
    next += 1;
    return next;
  };
  const give = (code: string, value: number): number => {
    truth[code] = String(value);
    return value;
  };
  for (const code of ["regulations.issued", "regulations.repealed", "regulations.inForce"])
    truth[`proactive.${code}`] = "0";
  for (const code of [
    "normativeDocuments.issued",
    "normativeDocuments.repealed",
    "normativeDocuments.inForce",
    "licensing.decisions",
    "penalties.decisions",
    "compulsion.decisions",
  ])
    truth[`proactive.${code}`] = String(fresh());
  truth["proactive.fees.amount"] = `${fresh()}.25`;
  const outcomes = ROWS.map(([row]) => row).filter(
    (row) => !["received", "carriedIn", "outcomesTotal", "carriedOut"].includes(row),
  );
  for (const [column] of COLUMNS.slice(0, 6)) {
    let total = 0;
    for (const row of outcomes) total += give(`applications.${row}.${column}`, fresh() % 1000);
    truth[`applications.outcomesTotal.${column}`] = String(total);
    const out = give(`applications.carriedOut.${column}`, fresh());
    const before = give(`applications.carriedIn.${column}`, fresh());
    truth[`applications.received.${column}`] = String(total + out - before);
  }
  for (const [row] of ROWS)
    truth[`applications.${row}.total`] = String(
      COLUMNS.slice(0, 6).reduce((sum, [column]) => sum + Number(truth[`applications.${row}.${column}`]), 0),
    );
  for (const court of COURTS) {
    let total = 0;
    for (const [result] of RESULTS.slice(0, 4)) total += give(`disputes.${court}.${result}`, fresh());
    truth[`disputes.${court}.total`] = String(total);
  }
  return truth;
}

/** 纸面: cells by row and column; a merged area stands in its top left corner as `[text, rows, columns]`. */
export type Written = string | readonly [string, number, number];
export type Paper = readonly (readonly Written[])[];

export function textOf(cell: Written | undefined): string {
  return typeof cell === "string" ? cell : (cell?.[0] ?? "");
}

export function tableTwo(t: Truth): Paper {
  const f = (code: string): string => t[`proactive.${code}`] ?? "";
  return [
    [["第二十条第（一）项", 1, 4]],
    ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
    ["规章", f("regulations.issued"), f("regulations.repealed"), f("regulations.inForce")],
    [
      "行政规范性文件",
      f("normativeDocuments.issued"),
      f("normativeDocuments.repealed"),
      f("normativeDocuments.inForce"),
    ],
    [["第二十条第（五）项", 1, 4]],
    ["信息内容", ["本年处理决定数量", 1, 3]],
    ["行政许可", [f("licensing.decisions"), 1, 3]],
    [["第二十条第（六）项", 1, 4]],
    ["信息内容", ["本年处理决定数量", 1, 3]],
    ["行政处罚", [f("penalties.decisions"), 1, 3]],
    ["行政强制", [f("compulsion.decisions"), 1, 3]],
    [["第二十条第（八）项", 1, 4]],
    ["信息内容", ["本年收费金额（单位：万元）", 1, 3]],
    ["行政事业性收费", [f("fees.amount"), 1, 3]],
  ];
}

const GROUPS: Readonly<Record<string, readonly [string, number]>> = {
  "refused.stateSecret": ["（三）不予公开", 8],
  "unavailable.notHeld": ["（四）无法提供", 3],
  "notProcessed.petition": ["（五）不予处理", 5],
  "otherHandling.correctionOverdue": ["（六）其他处理", 3],
};

/** 表三 as the form prints it: three label columns, merged groups, three heading rows. */
export function tableThree(t: Truth): Paper {
  const values = (row: string): string[] => COLUMNS.map(([column]) => t[`applications.${row}.${column}`] ?? "");
  const body = ROWS.map(([row, label]): readonly Written[] => {
    if (/^(received|carriedIn|carriedOut)$/.test(row)) return [[label, 1, 3], "", "", ...values(row)];
    const inGroup = row.includes(".");
    const first: Written = row === "granted" ? ["三、本年度办理结果", 22, 1] : "";
    const group = GROUPS[row];
    if (!inGroup) return [first, [label, 1, 2], "", ...values(row)];
    return [first, group ? [group[0], group[1], 1] : "", label, ...values(row)];
  });
  return [
    [["（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3], "", "", ["申请人情况", 1, 7]],
    ["", "", "", ["自然人", 2, 1], ["法人或其他组织", 1, 5], "", "", "", "", ["总计", 2, 1]],
    ["", "", "", "", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", ""],
    ...body,
  ];
}

export function tableFour(t: Truth): Paper {
  const results = RESULTS.map(([, label]) => label);
  return [
    [["行政复议", 1, 5], "", "", "", "", ["行政诉讼", 1, 10]],
    [
      ...results.map((label): Written => [label, 2, 1]),
      ["未经复议直接起诉", 1, 5],
      "",
      "",
      "",
      "",
      ["复议后起诉", 1, 5],
    ],
    ["", "", "", "", "", ...results, ...results],
    COURTS.flatMap((court) => RESULTS.map(([result]) => t[`disputes.${court}.${result}`] ?? "")),
  ];
}

export interface GridOptions {
  readonly sheet?: string;
  readonly row?: number;
  readonly column?: number;
  readonly addressing?: Grid["addressing"];
  /** Numbers are stored as numbers, as a spreadsheet does. */
  readonly numbers?: boolean;
  readonly unmerged?: boolean;
}

/** A grid as a reader would give it. */
export function gridOf(paper: Paper, options: GridOptions = {}): Grid {
  const {
    sheet = "Sheet1",
    row: top = 0,
    column: left = 0,
    addressing = "A1",
    numbers = false,
    unmerged = false,
  } = options;
  const cells: Cell[] = [];
  const covered = new Set<string>();
  for (const [r, line] of paper.entries()) {
    for (const [c, cell] of line.entries()) {
      const text = textOf(cell);
      const [rowSpan, columnSpan] = typeof cell === "string" || unmerged ? [1, 1] : [cell[1], cell[2]];
      for (let i = r; i < r + rowSpan; i++)
        for (let j = c; j < c + columnSpan; j++) if (i !== r || j !== c) covered.add(`${i},${j}`);
      if (covered.has(`${r},${c}`) || (text === "" && addressing === "A1")) continue;
      cells.push({ row: r + top, column: c + left, rowSpan, columnSpan, text, kind: kindOf(text, numbers) });
    }
  }
  return {
    kind: "grid",
    sheet,
    addressing,
    cells,
    hiddenRows: [],
    hiddenColumns: [],
    hidden: false,
    rows: paper.length + top,
    columns: Math.max(0, ...cells.map((cell) => cell.column + cell.columnSpan)),
  };
}

function kindOf(text: string, numbers: boolean): CellKind {
  if (text === "") return "blank";
  return numbers && /^-?\d+(\.\d+)?(E\d+)?$/.test(text) ? "number" : "text";
}

/** Every cell of the paper spread out: merged areas become their corner and empty cells (a CSV, an unmerged sheet). */
export function plainRows(paper: Paper): string[][] {
  const width = Math.max(
    ...paper.map((line) =>
      line.reduce((sum, cell, at) => Math.max(sum, at + (typeof cell === "string" ? 1 : cell[2])), 0),
    ),
  );
  return paper.map((line) => Array.from({ length: width }, (_, at) => textOf(line[at])));
}

export function workbook(...blocks: readonly (Grid | TextBlock)[]): ReadDocument {
  return { format: "xlsx", blocks, remarks: [] };
}

export function threeSheets(t: Truth, options: GridOptions = {}): ReadDocument {
  return workbook(
    gridOf(tableTwo(t), { ...options, sheet: "表二" }),
    gridOf(tableThree(t), { ...options, sheet: "表三" }),
    gridOf(tableFour(t), { ...options, sheet: "表四" }),
  );
}

/** All tables on one sheet, one under the other, with the form's headings between them. */
export function stacked(t: Truth): Paper {
  return [
    ["二、主动公开政府信息情况"],
    ...tableTwo(t),
    [],
    ["三、收到和处理政府信息公开申请情况"],
    ...tableThree(t),
    [],
    ["四、政府信息公开行政复议、行政诉讼情况"],
    ...tableFour(t),
  ];
}

export function textBlock(text: string): TextBlock {
  return {
    kind: "text",
    sheet: "正文",
    lines: text.split("\n").map((line, at) => ({ text: line, place: `第${at + 1}行` })),
  };
}

/** The flattened text of a page: one cell a paragraph, merged cells once; with `gap` an empty line between. */
export function flattened(t: Truth, title = "瑞金市水利局2023年政府信息公开工作年度报告"): string[] {
  const cells = (paper: Paper): string[] => {
    const covered = new Set<string>();
    return paper.flatMap((line, r) =>
      line.flatMap((cell, c) => {
        if (covered.has(`${r},${c}`)) return [];
        if (typeof cell !== "string")
          for (let i = r; i < r + cell[1]; i++)
            for (let j = c; j < c + cell[2]; j++) if (i !== r || j !== c) covered.add(`${i},${j}`);
        return [textOf(cell)];
      }),
    );
  };
  return [
    title,
    "一、总体情况",
    "本单位认真贯彻落实条例。",
    "二、主动公开政府信息情况",
    ...cells(tableTwo(t)),
    "三、收到和处理政府信息公开申请情况",
    ...cells(tableThree(t)),
    "四、政府信息公开行政复议、行政诉讼情况",
    ...cells(tableFour(t)),
    "五、存在的主要问题及改进情况",
    "无。",
    "六、其他需要报告的事项",
    "无。",
  ];
}
