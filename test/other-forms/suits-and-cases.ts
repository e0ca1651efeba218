import { schemasWithForms, sheet } from "./two-forms.js";

export const WITHIN = {
  id: "SUITS.WITHIN",
  kind: "compare",
  left: ["suits.all.number"],
  sign: "<=",
  right: ["cases/cases.all.number"],
  title: "案件数不大于执法数",
};
export const CASES = { title: "执法统计" };
export const SUITS = {
  title: "诉讼统计",
  rules: [WITHIN],
  sentences: ["同期执法{cases/cases.all.number}件，其中乡镇{cases/cases.all.number@=乡镇}件。"],
};
export const TWO = schemasWithForms({ cases: CASES, suits: SUITS });

export const SUITS_SENT = {
  "2022/诉讼统计/象湖镇.csv": sheet("象湖镇人民政府", "诉讼统计", 7, 2),
  "2022/诉讼统计/叶坪镇.csv": sheet("叶坪镇人民政府", "诉讼统计", 3, 3),
  "2022/诉讼统计/水利局.csv": sheet("瑞金市水利局", "诉讼统计", 1, 1),
};
export const CASES_SENT = {
  "2022/执法统计/象湖镇.csv": sheet("象湖镇人民政府", "执法统计", 5, 5),
  "2022/执法统计/叶坪镇.csv": sheet("叶坪镇人民政府", "执法统计", 30, 20),
  "2022/执法统计/水利局.csv": sheet("瑞金市水利局", "执法统计", 2, 2),
};
