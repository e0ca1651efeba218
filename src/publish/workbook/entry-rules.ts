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

/** 数据有效性 of a sheet. A blank cell is always allowed: what it means is the form's matter. */
export function validationsXml(validations: readonly Validation[]): string {
  if (validations.length === 0) return "";
  return `<dataValidations count="${validations.length}">${validations.map(validationXml).join("")}</dataValidations>`;
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
    `error="${escapeXml(error)}"`,
    ...(prompt === undefined ? [] : [`prompt="${escapeXml(prompt)}"`]),
  ];
  return `<dataValidation ${type} allowBlank="1" showInputMessage="1" showErrorMessage="1" ${words.join(" ")} sqref="${cells}"><formula1>${escapeXml(formula)}</formula1></dataValidation>`;
}

const ERROR_TITLE = "填写有误";
