import type { ReviewAdjustment } from "../publish/review/model.js";
import { type Content, element, said } from "./element.js";
import { framed, headRow } from "./view.js";

/** 调整: what the office added to the plain sum or took from it, why, and who. */
export function adjustmentSection(adjustments: readonly ReviewAdjustment[]): Content {
  if (adjustments.length === 0) return null;
  return element(
    "section",
    {},
    element("h3", {}, `汇总单位的调整（${adjustments.length}条）`),
    element("p", { class: "quiet" }, "单位所报的数没有改动；汇总数等于各单位所报合计加增减。"),
    framed(
      "汇总单位的调整",
      element(
        "table",
        { class: "list" },
        headRow("类型", "单位", "原数→新数", "#增减", "理由、依据、经办人", "出处"),
        element("tbody", {}, ...adjustments.map(adjustmentRow)),
      ),
    ),
  );
}

function adjustmentRow(one: ReviewAdjustment): HTMLElement {
  const by = `${one.by}${one.date === "" ? "" : `，${one.date}`}`;
  return element(
    "tr",
    {},
    element("td", {}, one.type),
    element("th", { scope: "row" }, said(one.unit ?? "整体"), one.part !== undefined && said(`：${one.part}`)),
    element("td", {}, one.movement),
    element("td", { class: "number" }, one.change),
    element("td", {}, said(`${one.reason}；依据：${one.basis}；经办人：${by}`)),
    element("td", { class: "address" }, said(one.place)),
  );
}
