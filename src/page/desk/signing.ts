import { codeOf, isSignRole, SIGN_ROLES } from "../../sign-off.js";
import { button, element } from "../element.js";
import type { RunOutcome, Signing } from "../talk.js";
import type { Report, Work } from "../work.js";

interface ToSign {
  readonly outcome: RunOutcome;
  readonly work: Work;
  /** Whether something was typed that this outcome does not have yet. */
  readonly isStale: () => boolean;
  readonly rerun: () => void;
}

/** 签署: who has signed this outcome, and where somebody signs it. */
export function signingView({ outcome, work, isStale, rerun }: ToSign): HTMLElement {
  const { signing } = outcome;
  const report: Report = {
    status: element("p", { role: "status" }),
    trouble: element("p", { class: "trouble", role: "alert" }),
  };
  const summary = element("summary", {}, summaryOf(signing, 0));
  const signed = element("ul", { class: "checked" }, ...signing.signed.map(lineOf));
  const again = button("重新汇总，在报告上印校验码", rerun, { id: "print-code", hidden: true });
  const sign = async (by: string, role: string): Promise<void> => {
    if (isStale()) throw new Error("填写的说明或调整还没有采用，请先按“采用，重新汇总”，再签署。");
    if (!isSignRole(role)) throw new Error("请选择签署的环节。");
    const at = `${new Date().toISOString().slice(0, 19)}Z`;
    const { placed } = work.materials.given();
    const asked = { ask: "sign", sign: { placed, series: outcome.series, signing, by, role, at } } as const;
    const { files } = await work.thread.ask(asked, "written");
    work.materials.make(files.map(({ path, content }) => ({ path, file: new File([content], path) })));
    signed.append(lineOf(`${role}：${by}（刚刚登记）`));
    summary.textContent = summaryOf(signing, signed.childElementCount - signing.signed.length);
    again.hidden = false;
    report.status.textContent = `已登记：${by}${role}，校验码 ${codeOf(signing.content)}。要在报告上印校验码，请先重新汇总，再保存；签署记录和结果一起保存。`;
  };
  return element(
    "details",
    { class: "signing", open: signing.ready || signing.lapsed.length > 0 },
    summary,
    ...lapsedLines(signing),
    signed,
    ...(signing.ready
      ? [
          formView(
            (by, role) => work.attempt(report, () => sign(by, role)),
            () => report.trouble.textContent === "",
          ),
        ]
      : []),
    report.status,
    report.trouble,
    element("p", { class: "buttons" }, again),
  );
}

/** With the signatures that were just entered. */
function summaryOf({ ready, signed }: Signing, more: number): string {
  const count = signed.length + more;
  if (count > 0) return `签署（已有${count}次签署）`;
  return ready ? "签署（还没有人签署）" : "签署（草稿不能签署）";
}

function lapsedLines({ lapsed, damaged }: Signing): readonly HTMLElement[] {
  const why =
    damaged === undefined ? "签署后内容有变化，下列签署已失效" : `签署记录不可信（${damaged}），下列签署不算数`;
  if (lapsed.length > 0) return [element("p", { class: "trouble" }, `${why}：${lapsed.join("，")}。`)];
  return damaged === undefined
    ? []
    : [element("p", { class: "trouble" }, `签署记录不可信（${damaged}），其中的签署都不算数。`)];
}

function lineOf(text: string): HTMLElement {
  return element("li", {}, text);
}

/** What was signed is cleared away, so that it is not signed twice. */
function formView(sign: (by: string, role: string) => Promise<void>, isDone: () => boolean): HTMLElement {
  const by = element("input", { type: "text", autocomplete: "off" });
  const role = element(
    "select",
    {},
    ...["", ...SIGN_ROLES].map((one) => element("option", { value: one }, one === "" ? "请选择" : one)),
  );
  const press = async (): Promise<void> => {
    await sign(by.value.trim(), role.value);
    if (isDone()) [by.value, role.value] = ["", ""];
  };
  return element(
    "div",
    { class: "fields" },
    element("label", {}, "签署人 ", by),
    element("label", {}, "环节 ", role),
    button("签署", () => void press(), { id: "sign" }),
  );
}
