import type { FindingFacts } from "./finding-facts.js";

type ScanCode = Extract<keyof FindingFacts, `SCAN.${string}`>;

/** 扫描件录入的审核意见用语: one sentence a code, as in messages.ts. */
export const SCAN_SENTENCES: { readonly [C in ScanCode]: (facts: FindingFacts[C]) => string } = {
  "SCAN.UNCONFIRMED": ({ table, count, examples }) =>
    `“${table}”有${count}格没有经人核对，识别结果不作为填报数，所涉各数缺失（缺失不等于零）：${examples.join("；")}${count > examples.length ? "等" : ""}`,
  "SCAN.REFUSED": ({ reason, advice }) => `录入的工作簿没有采用：${reason}。${advice}`,
  "SCAN.SOURCE_MISSING": ({ scan, by }) =>
    `由${by}核对录入的数字取自扫描件《${scan}》，而收件文件夹中现在没有这份扫描件，无从查对`,
  "SCAN.CONFIRMED": ({ by, count, typed }) =>
    `扫描件的数字由${by}核对录入，采用${count}项${typed > 0 ? `，其中${typed}项逐格填写` : ""}；以录入的工作簿为准`,
};
