import type { Consolidation, SourceDocument } from "../../src/consolidation.js";
import { decimal, format, sum } from "../../src/decimal.js";
import { figureCode, unitCode } from "../../src/figure.js";
import type { GradedFinding } from "../../src/finding.js";
import type { Unit } from "../../src/form/form.js";
import { addressOf, type Cell, type Grid } from "../../src/grid.js";
import { layoutTable } from "../../src/publish/layout/layout.js";
import type { Publication } from "../../src/publish/publish.js";
import { madePublication } from "../publish/making.js";
import { madeScan } from "../scans/made-scan.js";

/** What units might write to do harm or by accident, in names, cells, file names and messages. */
export const HARM = [
  "</script><script>document.title='坏'</script>",
  "<img src=x onerror=\"document.title='坏'\">",
  "=cmd|'/C calc'!A0",
  "\u202Etxt.exe\u202C‏עברית",
  "javascript:document.title='坏'",
  "<!--<script>",
  "\u2028]]>{{constructor}}${1}&lt;b&gt;",
] as const;

export interface ReviewMaking {
  readonly units?: number;
  readonly hostile?: boolean;
  readonly prior?: boolean;
  readonly draft?: boolean;
  /** The first unit sent only a scan. */
  readonly scanned?: boolean;
}

const OUTLIER = 9000;

/** A roster of made units, each with a workbook in which every figure stands in the cell it is said to stand in. */
export function reviewPublication({
  units: count = 12,
  hostile = false,
  prior = true,
  draft = true,
  scanned = false,
}: ReviewMaking = {}): Publication {
  const made = madePublication({ prior, missing: false, findings: [] });
  const units = madeUnits(made.consolidation.units, count, hostile);
  const sized = withUnits(made.consolidation, units, hostile);
  const consolidation: Consolidation = {
    ...sized,
    ...(draft
      ? {
          status: "draft",
          reasons: ["有2条强制性审核意见未改正（退回1个单位）", hostile ? HARM[0] : "有1个应报单位未报"],
        }
      : {}),
    findings: draft ? madeFindings(sized, hostile) : [],
    ...(scanned && { scans: [waitingScan(sized)] }),
  };
  return { ...made, consolidation };
}

/** A scan named to do harm, with a cell that a seal covers and a row that was not found. */
function waitingScan({ units: [unit], forms: [form] }: Consolidation): NonNullable<Consolidation["scans"]>[number] {
  const covered = "applications.granted.naturalPerson";
  const scan = madeScan({
    form,
    unit: unit!,
    file: `2022/${HARM[1]}.pdf`,
    proposals: { [covered]: "3", "disputes.reconsideration.upheld": HARM[0] },
    doubts: { [covered]: ["seal"], "disputes.reconsideration.upheld": ["noDigits"] },
    without: ["applications.carriedOut"],
  });
  return { scan, workbook: "录入-待核/第1乡人民政府.xlsx" };
}

function madeUnits(made: readonly Unit[], count: number, hostile: boolean): readonly Unit[] {
  return Array.from({ length: count }, (_, index) => ({
    ...made[index % made.length]!,
    code: unitCode(`U${index + 1}`),
    category: index % 6 === 5 ? "部门" : "乡镇",
    name: hostile ? `${HARM[index % HARM.length]}${index + 1}` : `第${index + 1}乡人民政府`,
  }));
}

function withUnits(consolidation: Consolidation, units: readonly Unit[], hostile: boolean): Consolidation {
  const codes = units.map((unit) => unit.code);
  const last = codes.at(-1)!;
  const documents = units.slice(0, -1).map((unit, index) => madeDocument(consolidation, unit, index, hostile));
  const addresses = addressesOf(consolidation);
  const figures = new Map(
    [...consolidation.figures].map(([code]) => {
      const contributions = units.map((unit, index) => {
        const place = addresses.get(code)!;
        const value = unit.code === last ? null : amountOf(code, index);
        return {
          unit: unit.code,
          value,
          source: value && {
            file: documents[index]!.file,
            sheet: place.sheet,
            cell: place.cell,
            text: typed(format(value), index, hostile),
          },
        };
      });
      const value = sum(contributions.flatMap((one) => (one.value ? [one.value] : [])));
      const state = code.startsWith("disputes") ? "provisional" : "incomplete";
      return [
        code,
        { figure: code, value, state: code.startsWith("proactive") ? "final" : state, contributions },
      ] as const;
    }),
  );
  const base = consolidation.prior;
  return {
    ...consolidation,
    units,
    figures,
    documents,
    coverage: {
      due: codes,
      received: codes.slice(0, -1),
      missing: [last],
      returned: [unitCode("U1")],
      late: [unitCode("U2")],
    },
    submissions: [
      ...documents.map(({ unit, file }) => ({
        unit,
        status: "counted" as const,
        file,
        sha256: "0".repeat(64),
        format: "xlsx",
      })),
      {
        unit: null,
        status: "stray",
        reasons: ["FILE.NOT_A_SUBMISSION"],
        file: hostile ? `2022/${HARM[1]}.txt` : "2022/通知.txt",
        sha256: "1".repeat(64),
        format: "text",
      },
    ],
    prior: base && {
      ...base,
      byUnit: new Map(
        codes.map((code, at) => [code, base.byUnit.get([...base.byUnit.keys()][at % base.byUnit.size]!)!]),
      ),
    },
  };
}

/** Plain small numbers, and one unit far above the others. */
function amountOf(code: string, unit: number): ReturnType<typeof decimal> {
  const place = [...code].reduce((total, sign) => total + sign.charCodeAt(0), 0) % 7;
  return decimal(String(unit === 2 ? OUTLIER + place : place + 3 + (unit % 4)));
}

function typed(text: string, unit: number, hostile: boolean): string {
  if (hostile) return `${text}${HARM[unit % HARM.length]}`;
  return unit === 0 ? `${text}\u00a0件` : text;
}

function fileOf(unit: Unit, index: number, hostile: boolean): string {
  return hostile ? `2022/${HARM[index % HARM.length]}${unit.code}.xlsx` : `2022/乡镇/${unit.name}.xlsx`;
}

const TOP = 3;

function addressesOf({ forms }: Consolidation): ReadonlyMap<string, { readonly sheet: string; readonly cell: string }> {
  const addresses = new Map<string, { sheet: string; cell: string }>();
  for (const table of forms.flatMap((form) => form.tables)) {
    for (const cell of layoutTable(table, () => "1").rows.flat()) {
      if (cell.figure)
        addresses.set(cell.figure, {
          sheet: table.title.slice(0, 20),
          cell: addressOf(grid(table.title, []), { row: cell.row + TOP, column: cell.column }),
        });
    }
  }
  return addresses;
}

function grid(title: string, cells: readonly Cell[]): Grid {
  return {
    kind: "grid",
    sheet: title.slice(0, 20),
    addressing: "A1",
    rows: 60,
    columns: 12,
    cells,
    hiddenRows: [TOP],
    hiddenColumns: [],
    hidden: false,
  };
}

/** A table of a PDF page: the cells of a line share its address. */
const PAGE: Grid = {
  kind: "grid",
  sheet: "第2页",
  addressing: "line",
  rows: 2,
  columns: 3,
  hiddenRows: [],
  hiddenColumns: [],
  hidden: false,
  cells: ["维持", "纠正", "总计", "7", "0", "8"].map((text, index) => ({
    row: Math.floor(index / 3),
    column: index % 3,
    rowSpan: 1,
    columnSpan: 1,
    text,
    kind: "text",
    place: `第${5 + Math.floor(index / 3)}行`,
  })),
};

function madeDocument({ forms }: Consolidation, unit: Unit, index: number, hostile: boolean): SourceDocument {
  const grids = forms
    .flatMap((form) => form.tables)
    .map((table) => {
      const cells = layoutTable(table, (code) => typed(format(amountOf(code, index)), index, hostile)).rows.flat();
      const title: Cell = {
        row: 0,
        column: 0,
        rowSpan: 2,
        columnSpan: 6,
        text: hostile ? HARM[1] : `${unit.name}${table.title}`,
        kind: "text",
      };
      return grid(table.title, [
        title,
        ...cells.map(
          ({ row, column, rowSpan, columnSpan, text, figure }): Cell => ({
            row: row + TOP,
            column,
            rowSpan,
            columnSpan,
            text,
            kind: "text",
            ...(figure?.endsWith(".total") && { formula: true }),
          }),
        ),
      ]);
    });
  const lines = Array.from({ length: 30 }, (_, at) => ({
    text: at === 12 ? `全年新收申请XX件${hostile ? HARM[0] : ""}` : `正文第${at + 1}行`,
    place: `第${at + 1}行`,
  }));
  return {
    unit: unit.code,
    file: fileOf(unit, index, hostile),
    blocks: [...grids, PAGE, { kind: "text", sheet: "正文", lines }],
  };
}

const BALANCE = [
  "applications.received.naturalPerson",
  "applications.carriedIn.naturalPerson",
  "applications.outcomesTotal.naturalPerson",
  "applications.carriedOut.naturalPerson",
].map(figureCode);

/** Two findings of one root, one from the text, one explained, a missing unit, one of a refused file, a notice. */
function madeFindings({ figures, documents, units }: Consolidation, hostile: boolean): readonly GradedFinding[] {
  const harm = (text: string, at = 0): string => (hostile ? `${text}${HARM[at % HARM.length]}` : text);
  const sources = BALANCE.map((code) => figures.get(code)!.contributions[0]!.source!);
  const base: GradedFinding = {
    id: "T3.BALANCE-U1-aaaaaaaaaaaa",
    rule: "T3.BALANCE",
    severity: "mandatory",
    unit: unitCode("U1"),
    figures: BALANCE,
    message: `${harm("“自然人”列：新收加结转不等于办理结果总计加结转下年度")}。位置：见下。`,
    advice: harm("请核对该列的四个数。", 1),
    expected: "14",
    actual: "12",
    difference: "2",
    sources,
    cause: "U1-自然人",
    suspects: [harm("“结转下年度”由5改为7", 2)],
    explanation: null,
  };
  const none = { expected: null, actual: null, difference: null, cause: null, suspects: [], sources: [], figures: [] };
  return [
    base,
    {
      ...base,
      id: hostile ? `T3.ROW_TOTAL-U1-#/?%25${HARM[1]}` : "T3.ROW_TOTAL-U1-bbbbbbbbbbbb",
      rule: "T3.ROW_TOTAL",
      message: harm("“结转下年度”行：六类申请人之和不等于总计。", 3),
    },
    {
      ...base,
      ...none,
      id: "UNIT.MISSING-U12-cccccccccccc",
      rule: "UNIT.MISSING",
      unit: units.at(-1)!.code,
      message: "尚未报送。",
      advice: "没有报送的请尽快报送。",
    },
    {
      ...base,
      ...none,
      id: "TEXT.PLACEHOLDER-U2-dddddddddddd",
      rule: "TEXT.PLACEHOLDER",
      severity: "verification",
      unit: unitCode("U2"),
      message: harm("文字部分留有“XX”。", 4),
      sources: [
        { file: documents[1]!.file, sheet: "正文", cell: "第13行", text: harm("全年新收申请XX件") },
        { file: documents[1]!.file, sheet: "第2页", cell: "第6行", text: "8" },
      ],
    },
    {
      ...base,
      ...none,
      id: "YEAR.SWING-U3-eeeeeeeeeeee",
      rule: "YEAR.SWING",
      severity: "verification",
      unit: unitCode("U3"),
      figures: [figureCode("applications.received.total")],
      message: "本年与上年相比变动很大。",
      explanation: { text: harm("机构调整", 5), by: harm("张三", 6) },
    },
    {
      ...base,
      ...none,
      id: "FILE.ENCRYPTED-X-ffffffffffff",
      rule: "FILE.ENCRYPTED",
      unit: null,
      message: "文件有密码。",
      sources: [{ file: harm("2022/加密.xlsx", 1), sheet: "", cell: "", text: "" }],
    },
    {
      ...base,
      ...none,
      id: "VALUE.CLEANED-U1-999999999999",
      rule: "VALUE.CLEANED",
      severity: "notice",
      unit: unitCode("U1"),
      figures: [figureCode("applications.received.naturalPerson")],
      message: "略去了“件”。",
      sources: sources.slice(0, 1),
    },
  ];
}
