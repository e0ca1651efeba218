import { applicationsTable, disputesTable, overviewTable, proactiveTable, stacked } from "./tables.mjs";
import { csvBytes, docxBytes, htmlBytes, workbookBytes } from "./writers.mjs";

/**
 * Which unit sends what: the layout, the file's name where it is not simply the unit's, what stands for zero.
 * Everything that is not named here is one sheet a table, with zeros typed.
 */
const MANNERS = {
  D01: { layout: "sheets", path: "市政府办.xlsx", counted: true },
  T01: { layout: "stacked", path: "乡镇/附件2：象湖镇2022年政府信息公开年报统计表.xlsx" },
  T02: { layout: "stacked", path: "乡镇/叶坪镇.xlsx", zero: "" },
  T03: { layout: "offset", path: "乡镇/沙洲坝镇人民政府2022年度报表.xlsx" },
  T04: { layout: "csv", path: "乡镇/云石山乡.csv", encoding: "utf-8" },
  T05: { layout: "csv", path: "乡镇/黄柏乡.csv", encoding: "gb18030" },
  T06: { layout: "stacked", path: "乡镇/大柏地乡.xlsx" },
  T07: { layout: "stacked", path: "乡镇/岗面乡.xlsx" },
  T10: { layout: "word", path: "乡镇/九堡镇人民政府2022年政府信息公开工作年度报告.docx" },
  T13: { layout: "offset", path: "乡镇/谢坊镇.xlsx" },
  T16: { layout: "csv", path: "乡镇/拔英乡.csv", encoding: "gb18030" },
  D02: { layout: "stacked", path: "部门/市发改委.xlsx" },
  D05: { layout: "sheets", path: "部门/公安局.xlsx", formulas: true },
  D07: { layout: "stacked", path: "部门/瑞金市司法局2022年政府信息公开工作年度报告（数据表）.xlsx" },
  D10: { layout: "stacked", path: "部门/自然资源局.xlsx", formulas: true },
  D11: { layout: "sheets", path: "部门/市住建局.xlsx", formulas: true },
  D15: { layout: "csv", path: "部门/商务局.csv", encoding: "utf-8" },
  D20: { layout: "page", path: "部门/审计局2022年政府信息公开工作年度报告.html" },
  D22: { layout: "stacked", path: "部门/附件2.xlsx" },
  D25: { layout: "sheets", path: "部门/行政审批局.xlsx", zero: "—" },
  D28: { layout: "stacked", path: "部门/信访局.xlsx" },
  D29: { layout: "offset", path: "部门/瑞金生态环境局.xlsx" },
};

/** One unit's submission: where it lies and its bytes. */
export async function submissionOf({ unit, form, overview, shares }) {
  const folder = unit.category === "乡镇" ? "乡镇" : "部门";
  const manner = {
    layout: "sheets",
    path: `${folder}/${unit.aliases[0] ?? unit.name}.xlsx`,
    zero: "0",
    ...MANNERS[unit.code],
  };
  const typedFor = valuesOf([form, overview], shares, manner);
  const asked = [...overview.figures.values()]
    .filter((figure) => wanted(figure, unit, shares))
    .map((figure) => figure.code);
  const tables = [
    overviewTable(overview, asked, typedFor),
    proactiveTable(form, typedFor),
    applicationsTable(form, typedFor),
    disputesTable(form, typedFor),
  ];
  return { path: manner.path, bytes: await LAYOUTS[manner.layout]({ unit, tables, manner }) };
}

/** The office's own entries stand in 正文.md; a unit leaves out what only another is asked for. */
function wanted(figure, unit, shares) {
  if (figure.combine === "office") return false;
  if (figure.combine !== "sum") return figure.combine.from === unit.code;
  return figure.parts.length > 0 ? figure.parts.some((part) => shares.has(part)) : shares.has(figure.code);
}

/** Typed values: a total is the sum of its parts; what has no share is zero, in the unit's own way of writing it. */
function valuesOf(forms, shares, { zero, counted }) {
  const exact = (code) => {
    const figure = forms.map((form) => form.figures.get(code)).find((one) => one !== undefined);
    if (figure.parts.length === 0) return Number(shares.get(code) ?? 0);
    return figure.parts.reduce((sum, part) => sum + exact(part), 0);
  };
  return (code) => {
    const value = shares.get(code) ?? String(exact(code));
    if (value === "0") return zero;
    return counted && code === "applications.received.total" ? `${value}件` : value;
  };
}

const cover = (unit) => [
  `${unit.name}2022年政府信息公开工作年度报告统计表`,
  `填报单位：${unit.name}`,
  "统计期限：2022年1月1日至12月31日",
  "填报日期：2023年1月10日",
];

const LAYOUTS = {
  sheets: ({ unit, tables, manner }) =>
    workbookBytes(
      tables.map((table, index) => ({
        name: ["表一", "表二", "表三", "表四"][index],
        cells: stacked([table], { before: index === 0 ? cover(unit) : [] }),
        widths: index === 2 ? [8, 14, 34] : [26],
      })),
      manner,
    ),
  stacked: ({ unit, tables, manner }) =>
    workbookBytes([{ name: "Sheet1", cells: stacked(tables, { before: cover(unit) }), widths: [16, 16, 30] }], manner),
  offset: ({ unit, tables, manner }) =>
    workbookBytes(
      [{ name: "年报", cells: stacked(tables, { top: 3, left: 2, before: cover(unit) }), widths: [3, 3, 16, 16, 30] }],
      manner,
    ),
  csv: ({ unit, tables, manner }) => csvBytes(stacked(tables, { before: cover(unit) }), manner.encoding),
  page: ({ unit, tables }) => htmlBytes(reportTitle(unit), reportBlocks(tables)),
  word: ({ unit, tables }) => docxBytes(reportTitle(unit), reportBlocks(tables)),
};

function reportTitle(unit) {
  return `${unit.name}2022年政府信息公开工作年度报告`;
}

/** A whole report of six parts, with the local table in the first. */
function reportBlocks([local, proactive, applications, disputes]) {
  return [
    "根据《中华人民共和国政府信息公开条例》的规定编制。统计期限为2022年1月1日至12月31日。",
    "一、总体情况",
    "2022年，本单位按照条例要求做好主动公开，及时发布政策文件、财政预决算和工作动态，没有收到政府信息公开申请。",
    local.title,
    local,
    proactive.title,
    proactive,
    applications.title,
    applications,
    disputes.title,
    disputes,
    "五、存在的主要问题及改进情况",
    "存在公开内容更新不够及时、业务培训偏少等问题。下一步将明确专人负责，定期检查栏目更新情况。",
    "六、其他需要报告的事项",
    "本年度没有收取信息处理费。",
  ];
}
