import type { RunEvent } from "../../effects.js";
import { button, element } from "../element.js";
import type { OfficeThread } from "../office-thread.js";
import type { RunOutcome } from "../talk.js";
import type { Given } from "./intake.js";
import { outcomeView } from "./outcome.js";

/** 汇总: starts the work, shows how far it is, and then what came of it. */
export interface Running {
  readonly node: HTMLElement;
  /** What was put in has changed. */
  readonly refresh: () => void;
  readonly isUnsaved: () => boolean;
}

const STAGES: Readonly<Record<string, string>> = {
  gather: "正在读取各单位的文件",
  check: "正在审核",
  consolidate: "正在汇总",
  publish: "正在生成报告、底稿和退回单",
};

export function openRunning(thread: OfficeThread, given: () => Given): Running {
  const state = { busy: false, unsaved: false };
  const progress = element("progress", { "aria-label": "进度", hidden: true });
  const said = element("p", { class: "progress", role: "status" });
  const trouble = element("p", { class: "trouble", role: "alert" });
  const place = element("div", { id: "outcome" });
  const start = button("开始汇总", () => void work(), { class: "main", id: "start" });
  const stop = button("停止", thread.stop, { hidden: true });
  const refresh = (): void => {
    const { year, placed } = given();
    start.disabled = state.busy || !placed.inputs.has(String(year));
    stop.hidden = !state.busy;
    progress.hidden = !state.busy;
  };
  const show = (event: RunEvent): void => {
    if (event.event === "stage") {
      said.textContent = `${STAGES[event.stage] ?? ""}……`;
      progress.removeAttribute("value");
    } else {
      said.textContent = `${STAGES["gather"]}：${event.done}/${event.of}`;
      progress.max = event.of;
      progress.value = event.done;
    }
  };
  const finish = (outcome: RunOutcome, year: number): void => {
    state.unsaved = true;
    const saved = (): void => {
      state.unsaved = false;
    };
    place.replaceChildren(outcomeView({ outcome, year, thread, saved }));
    said.textContent = `汇总完成，共生成${outcome.files.length}个文件。`;
  };
  const work = async (): Promise<void> => {
    const { year, placed, font } = given();
    Object.assign(state, { busy: true, unsaved: false });
    trouble.textContent = "";
    place.replaceChildren();
    refresh();
    try {
      const run = { year, placed, ...(font && { font }) };
      const { outcome } = await thread.ask({ ask: "run", run }, "run", show);
      finish(outcome, year);
    } catch (problem) {
      said.textContent = "";
      trouble.textContent = problem instanceof Error ? problem.message : String(problem);
    }
    state.busy = false;
    refresh();
  };
  const node = element(
    "section",
    { "aria-labelledby": "running-heading" },
    element("h2", { id: "running-heading" }, "二、审核汇总"),
    element("p", {}, start, " ", stop),
    progress,
    said,
    trouble,
    place,
  );
  refresh();
  return { node, refresh, isUnsaved: () => state.busy || state.unsaved };
}
