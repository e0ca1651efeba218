import { shortestName } from "../../figure-name.js";
import { type Forms, formsOf, mainForms, type Schemas, unitsDue } from "../../form/form.js";
import { OUTLINE_WORDS, THE_OTHERS } from "../../form/office/office.js";
import { openMachine } from "../../machine/machine.js";
import type { Period } from "../../period.js";
import { jsonText } from "../../shown-text.js";
import { type Console, checkValues, foldersOf, type Given, taskOf } from "../command.js";

/** 提纲可用的名称: every label that may stand between braces in the outline or in 正文, with its code. */
export async function outline(given: Given, console: Console): Promise<number> {
  checkValues(given);
  const task = await taskOf(given);
  const { period } = task;
  const machine = await openMachine({ ...foldersOf(given), cache: "recall", task, log: console.log });
  try {
    const schemas = await machine.schemas();
    const forms = formsOf(schemas, period);
    const labels = labelsOf(forms);
    if (given.json) console.say(jsonText({ exitCode: 0, labels, ...sharesOf(schemas, period) }));
    else
      console.say(`${listed(labels, forms, schemas, period)}${others(await machine.compiled.load(), forms, period)}`);
    return 0;
  } finally {
    await machine.close();
  }
}

/** 其他报表, whose figures may stand behind their names. */
function others(all: Schemas, [own]: Forms, period: Period): string {
  const forms = mainForms(all, period).filter(({ id }) => id !== own.id);
  if (forms.length === 0) return "";
  const named = forms.map(({ id, title }) => `${title}（outline --form ${id}）`).join("、");
  return `\n另一种报表的数写作 {报表名称／名称}，outline.json 和规则里写作 报表代码/指标代码；它们的名称见：${named}`;
}

interface OutlineLabel {
  readonly label: string;
  readonly code: string;
  readonly table: string;
  readonly unit: string;
}

function labelsOf(forms: Forms): readonly OutlineLabel[] {
  return forms.flatMap((form) =>
    [...form.figures.values()].map((figure) => ({
      label: shortestName(figure, forms),
      code: figure.code,
      table: figure.table,
      unit: figure.unit,
    })),
  );
}

function sharesOf(
  schemas: Schemas,
  period: Period,
): { readonly units: readonly string[]; readonly groups: readonly string[] } {
  const due = unitsDue(schemas, period);
  return { units: due.map(({ name }) => name), groups: [...new Set(due.map(({ category }) => category))] };
}

function listed(labels: readonly OutlineLabel[], forms: Forms, schemas: Schemas, period: Period): string {
  const { groups } = sharesOf(schemas, period);
  const tables = forms.flatMap((form) => form.tables);
  return [
    ...tables.flatMap(({ code, title }) => [
      title,
      ...labels.filter(({ table }) => table === code).map((one) => `  {${one.label}}  ${one.unit}  ${one.code}`),
    ]),
    `以上名称在报告提纲.docx 和正文中都可以写，outline.json 写代码。报告提纲.docx 中还可以写：${Object.keys(
      OUTLINE_WORDS,
    )
      .map((word) => `{${word}}`)
      .join("、")}`,
    `报告提纲.docx 中某个单位的数写作 {名称@单位名称或别名}；一类单位的写作 {名称@类别}（${groups.join("、")}）；同一段里写明的单位以外的写作 {名称@${THE_OTHERS}}。`,
  ].join("\n");
}
