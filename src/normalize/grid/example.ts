import { plainText } from "../../wording.js";

const EXAMPLE =
  /^[(【[]?(?:填写|填报|填表|表格)?(?:示例|样例|范例|样表|例表|举例|例)表?[)】\]]?(?:\(.*\))?[:：]?$|仅供参考/;
const EXAMPLE_SHEET = /示例|样例|范例|样表/;

/** 填写示例: whether a text says that the table below it is an example: （样表）, 填写示例：, 仅供参考. */
export function saysExample(text: string): boolean {
  const plain = plainText(text);
  return plain.length <= 30 && EXAMPLE.test(plain);
}

/** Whether a sheet's name says that it is an example. */
export function isExampleSheet(sheet: string): boolean {
  return EXAMPLE_SHEET.test(sheet);
}
