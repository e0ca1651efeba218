import type { FindingFacts } from "./finding-facts.js";
import type { ScanDoubt, ScannedPage, ScannedPlace, ScanTrouble } from "./scanned-form.js";

type ScanCode = Extract<keyof FindingFacts, `SCAN.${string}`>;

/** 扫描件录入的审核意见用语: one sentence a code, as in messages.ts. */
export const SCAN_SENTENCES: { readonly [C in ScanCode]: (facts: FindingFacts[C]) => string } = {
  "SCAN.PENDING": (facts) =>
    "reason" in facts
      ? `扫描件没有可以核对录入的内容：${facts.reason}`
      : `扫描件已识别出${facts.count}格，没有经人核对以前不作为填报数、没有计入汇总；核对录入用的工作簿是《${facts.workbook}》`,
  "SCAN.UNCONFIRMED": ({ name, table, count, examples }) =>
    `${name}录入的“${table}”有${count}格没有经人核对，识别结果不作为填报数，所涉各数缺失（缺失不等于零）：${examples.join("；")}${count > examples.length ? "等" : ""}`,
  "SCAN.REFUSED": ({ reason, advice }) => `录入的工作簿没有采用：${reason}。${advice}`,
  "SCAN.SOURCE_MISSING": ({ scan, by }) =>
    `由${by}核对录入的数字取自扫描件《${scan}》，而收件文件夹中现在没有这份扫描件，无从查对`,
  "SCAN.CONFIRMED": ({ by, count, typed }) =>
    `扫描件的数字由${by}核对录入，共${count}项${typed > 0 ? `，其中${typed}项逐格填写` : ""}`,
};

/** 存疑的原因. */
export const SCAN_DOUBT: Readonly<Record<ScanDoubt, string>> = {
  unsure: "识别没有把握",
  disagreeing: "两次识别不一致",
  seal: "有印章盖住",
  touching: "笔画碰到表格线",
  count: "数字的个数对不上",
  blank: "可能不是空白",
  noDigits: "识别出的不是数字",
  label: "行或栏的名称没有认准",
  money: "图上写的金额单位与本表式的不同，折算后填",
};

/** 没有可取的表格的原因. */
export const SCAN_TROUBLE: Readonly<Record<ScanTrouble, string>> = {
  noGrid: "没有找到表格线",
  notOfForm: "找到的表格不是本表式的",
  noPicture: "页面上没有图像",
};

/** 第2个表格第5行第3列. */
export function placeText({ table, row, column }: ScannedPlace): string {
  return `第${table}个表格第${row}行第${column}列`;
}

/** 第3页：没有找到表格线. */
export function pageText({ number, tables, trouble }: ScannedPage): string {
  return `第${number}页：${trouble ? SCAN_TROUBLE[trouble] : `找到${tables}个表格`}`;
}
