import { escapeXml } from "../markup.js";
import type { Highlight, Validation } from "./sheet.js";
import { HIGHLIGHT_NUMBERS } from "./styles.js";

/** 条件格式 of a sheet; the first that is written goes before the others. */
export function highlightsXml(highlights: readonly Highlight[]): string {
  return highlights
    .map(
      ({ cells, formula, as }, at) =>
        `<conditionalFormatting sqref="${cells}"><cfRule type="expression" dxfId="${HIGHLIGHT_NUMBERS[as]}" priority="${at + 1}"><formula>${escapeXml(formula)}</formula></cfRule></conditionalFormatting>`,
    )
    .join("");
}

/** In signs: a longer list of choices, or longer words beside a cell, and a spreadsheet program calls the file damaged. */
const LONGEST = 250;

/**
 * 数据有效性 of a sheet. A blank cell is always allowed: what it means is the form's matter. A list that a spreadsheet can't hold as it is, long or
 * with its own separator in a choice, is left out: it would refuse right answers.
 */
export function validationsXml(validations: readonly Validation[]): string {
  const held = validations.filter(({ allows }) => !("oneOf" in allows) || canBeHeld(allows.oneOf));
  if (held.length === 0) return "";
  return `<dataValidations count="${held.length}">${held.map(validationXml).join("")}</dataValidations>`;
}

function canBeHeld(choices: readonly string[]): boolean {
  return choices.join(",").length <= LONGEST && choices.every((choice) => !/[,"]/.test(choice));
}

function shortened(words: string): string {
  return words.length <= LONGEST ? words : `${words.slice(0, LONGEST - 2)}……`;
}

function validationXml({ cells, allows, error, prompt }: Validation): string {
  const [type, formula] =
    "formula" in allows
      ? ['type="custom"', allows.formula]
      : "oneOf" in allows
        ? ['type="list"', `"${allows.oneOf.join(",")}"`]
        : ['type="whole" operator="greaterThanOrEqual"', String(allows.wholeFrom)];
  const words = [
    `errorTitle="${ERROR_TITLE}"`,
    `error="${escapeXml(shortened(error))}"`,
    ...(prompt === undefined ? [] : [`prompt="${escapeXml(shortened(prompt))}"`]),
  ];
  return `<dataValidation ${type} allowBlank="1" showInputMessage="1" showErrorMessage="1" ${words.join(" ")} sqref="${cells}"><formula1>${escapeXml(formula)}</formula1></dataValidation>`;
}

const ERROR_TITLE = "填写有误";
