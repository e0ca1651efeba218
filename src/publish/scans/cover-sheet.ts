import type { Consolidation } from "../../consolidation.js";
import type { Unit } from "../../form/form.js";
import { ENTRY_HEAD, type EntryPlace, NOT_LEGIBLE, SEEN_BLANK } from "../../scan-entry.js";
import { pageText } from "../../scan-words.js";
import type { ScannedForm } from "../../scanned-form.js";
import { acrossRow, type Sheet, type SheetRow, titleRow } from "../workbook/workbook.js";

const WIDTHS = [14, 90];
const NAME = "说明";

/** 说明页: whose scan it is, who confirms it and how. */
export interface CoverRequest {
  readonly scan: ScannedForm;
  readonly unit: Unit;
  readonly consolidation: Consolidation;
  /** Below the inputs folder, where the workbook is put. */
  readonly folder: string;
  /** The sheets, each with what to do there. */
  readonly tasks: readonly (readonly [name: string, task: string])[];
  /** 勾稽不符 over what was recognised. */
  readonly failing: readonly string[];
}

export function coverSheet(request: CoverRequest): { readonly sheet: Sheet; readonly confirmer: EntryPlace } {
  const { scan, unit, consolidation, folder, tasks, failing } = request;
  const [form] = consolidation.forms;
  const head = [
    titleRow(ENTRY_HEAD),
    {
      cells: [{ value: `${unit.name}${consolidation.period.label}${form.title}`, style: "subtitle" as const }],
      height: 24,
    },
  ];
  const about = [pair("单位", `${unit.name}（${unit.code}）`), pair("扫描件", scan.file)];
  const signed = head.length + about.length + 1;
  const rows = [
    ...about,
    {
      cells: [
        { value: "核对人", style: "heading" as const },
        { value: "", style: "input" as const },
      ],
      height: 26,
    },
    pair("先填核对人", "谁照图核对，谁在上面浅黄色的格里填姓名；没有填的，整份不采用。"),
    pair(
      "先看扫描件",
      `打开扫描件，看它是不是${unit.name}${consolidation.period.label}的报告：标题不在各格的图里，也没有识别。不是的不要录入。`,
    ),
    ...tasks.map(([name, task]) => pair(name, task)),
    pair(
      "填什么",
      `照图上看到的填，填报单位填错的也照填，由审核指出。图上写的金额单位与栏目注明的不同的，折算后填。图上是空白的填“${SEEN_BLANK}”，看不清的填“${NOT_LEGIBLE}”。没有填、也没有经总计确认的格，不作为填报数。`,
    ),
    pair(
      "怎样保存",
      `填好后保存到收件文件夹 inputs/${folder}，文件名不限，再运行一次。扫描件要留在原处：数字的来源是扫描件上的位置。各页的行、列和“识别”一行不要改动。`,
    ),
    ...scan.pages.map((page, at) => pair(at === 0 ? "各页" : "", pageText(page))),
    ...failing.map((text, at) => pair(at === 0 ? "勾稽不符" : "", text)),
  ];
  const sheet: Sheet = {
    name: NAME,
    widths: WIDTHS,
    rows: [...head, ...rows],
    merges: head.map((_, at) => acrossRow(at + 1, WIDTHS.length)),
    printed: { columns: WIDTHS.length, rows: head.length + rows.length },
    locked: true,
  };
  return { sheet, confirmer: { sheet: NAME, cell: `B${signed}` } };
}

function pair(name: string, text: string): SheetRow {
  return {
    cells: [
      { value: name, style: "heading" },
      { value: text, style: "label" },
    ],
  };
}
