import type { Form, Jurisdiction, Naming } from "../../form/form.js";
import { dayAfter, periodWords, spokenDay } from "../../period.js";
import { acrossRow, type Sheet, type SheetRow, titleRow } from "../workbook/workbook.js";
import { carriedOver } from "./carried-over.js";
import type { UnitForm } from "./unit-form.js";

const WIDTHS = [14, 76];

/** 填报说明: by when, to whom, how cells are filled in, what a blank means, which relations must hold. */
export function instructionSheet(
  forms: readonly [UnitForm, ...UnitForm[]],
  settings: Jurisdiction,
  naming: Naming,
): Sheet {
  const [main] = forms;
  const head = [titleRow(main.title), { cells: [{ value: "填报说明", style: "subtitle" as const }], height: 24 }];
  const rows = [
    pair(naming.unitHeadings[0] ?? "", main.unit.name),
    pair("代码", main.unit.code),
    ...termRows(main, settings),
    ...fillingRows(forms, settings),
    ...forms.flatMap(({ form }) => relationRows(form)),
    pair("依据", `《${main.form.title}》表式：${main.form.basis.document}`),
  ];
  return {
    name: "填报说明",
    widths: WIDTHS,
    rows: [...head, ...rows],
    merges: head.map((_, at) => acrossRow(at + 1, WIDTHS.length)),
    printed: { columns: WIDTHS.length, rows: head.length + rows.length },
    header: `${main.unit.name}　${main.period.label}`,
    locked: true,
  };
}

function pair(name: string, text: string): SheetRow {
  return {
    cells: [
      { value: name, style: "heading" },
      { value: text, style: "label" },
    ],
  };
}

/** 何时报、找谁问, as far as the settings say. */
function termRows({ period }: UnitForm, { deadlines, contact, phone }: Jurisdiction): readonly SheetRow[] {
  return [
    pair("报送截止", `${spokenDay(dayAfter(period, deadlines.submission))}前`),
    ...(contact === undefined ? [] : [pair("联系人", contact)]),
    ...(phone === undefined ? [] : [pair("联系电话", phone)]),
  ];
}

function fillingRows(forms: readonly [UnitForm, ...UnitForm[]], { policies }: Jurisdiction): readonly SheetRow[] {
  const { own, former } = periodWords(forms[0].period);
  const [ownReport, formerReport] = forms[0].period.kind === "year" ? [`${own}度`, `${former}度`] : [own, former];
  const given = forms.some((one) => one.given.size > 0);
  const canBeGiven = forms.some(({ form, before }) => carriedOver(form, before).size > 0);
  return [
    pair("填在哪里", "各表浅黄色的格。其他的格已锁定：表名、栏目名称和代码不要改，行和列不要增删，工作表不要改名。"),
    pair("怎样填", "只填数字，不写计量单位。件数填不小于0的整数；金额按栏目写明的计量单位填，可以有小数。"),
    ...(forms.some(({ form }) => form.tables.some(({ sections }) => sections.some(({ list }) => list)))
      ? [pair("台账", "一行填一条，行数不够的可以在下面接着填；编号、名称不要重复，不要合并单元格。合计可以不填。")]
      : []),
    pair("空白的意思", BLANK[policies.blank]),
    pair("合计", "浅蓝色的合计格是公式，填了分项自动算出，不用填。什么都没有填的，合计是空白。"),
    ...(given
      ? [
          pair(
            "已填好的数",
            `由${formerReport}结转的数已按你单位${formerReport}的报告填好并锁定。与实际不符的，请先撤销工作表保护（没有密码）再改，并在报送时说明原因。`,
          ),
        ]
      : canBeGiven
        ? [pair("结转的数", `你单位${formerReport}的报告没有结转下来的数，${ownReport}的结转数应为0。`)]
        : []),
    pair(
      "核对",
      "表右侧和下方自动核对勾稽关系：绿色“相符”；红色“不符”的，后面是相差多少，请改正后再报。核对栏不打印，也不要改动。",
    ),
    pair(
      "怎样报送",
      "填好后保存为 .xlsx 文件报送，文件名不限。不要复制其他单位的文件来填：文件中记有单位代码，与所填单位不一致的不予采用。",
    ),
  ];
}

const BLANK: Readonly<Record<Jurisdiction["policies"]["blank"], string>> = {
  zero: "没有填的格按0计。确实没有的，填0或者留空；不要填“无”“/”等。",
  unreadable: "空白不等于0。每一格都要填，确实没有的填0；留空的须退回补填。",
};

/** 勾稽关系 that are checked in the workbook, in the words of the rules. */
function relationRows({ rules }: Form): readonly SheetRow[] {
  const shown = [...rules.values()].filter(
    ({ kind, regraded }) =>
      regraded?.to !== "off" && (kind === "cross-footing" || kind === "total" || kind === "roll-forward"),
  );
  return shown.map(({ title, advice }, at) => pair(at === 0 ? "勾稽关系" : "", `${title}。${advice}`));
}
