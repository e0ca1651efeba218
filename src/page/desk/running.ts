import type { RunEvent } from "../../effects.js";
import { button, element } from "../element.js";
import type { RunOutcome } from "../talk.js";
import type { Work } from "../work.js";
import { type DecisionsView, decisionsView } from "./decisions.js";
import { outcomeView } from "./outcome.js";
import { signingView } from "./signing.js";

/** 汇总: starts the work, shows how far it is, and then what came of it. */
export interface Running {
  readonly node: HTMLElement;
  readonly isUnsaved: () => boolean;
}

const STAGES: Readonly<Record<string, string>> = {
  gather: "正在读取各单位的文件",
  check: "正在审核",
  consolidate: "正在汇总",
  publish: "正在生成报告、底稿和退回单",
};

export function openRunning(work: Work): Running {
  const status = element("p", { class: "progress", role: "status" });
  const trouble = element("p", { class: "trouble", role: "alert" });
  const bar = element("progress", { "aria-label": "进度", hidden: true });
  const place = element("div", { id: "outcome" });
  let unsaved = false;
  const saved = (): void => {
    unsaved = false;
  };
  let decisions: DecisionsView | undefined;
  const start = (): void => void work.attempt({ status, trouble }, run);
  const finish = (outcome: RunOutcome): void => {
    unsaved = true;
    const typed = decisionsView({ outcome, work, rerun: start });
    const signing = signingView({ outcome, work, isStale: typed.isDirty, rerun: start });
    decisions = typed;
    place.replaceChildren(outcomeView({ outcome, work, saved, decisions: [typed.node, signing] }));
    work.materials.make(outcome.records.map(({ path, content }) => ({ path, file: new File([content], path) })));
    status.textContent = `汇总完成，共生成${outcome.files.length}个文件。`;
  };
  const run = async (): Promise<void> => {
    // Whichever way a run is begun, what was typed goes into it.
    await decisions?.take();
    const { task, placed, font } = work.materials.given();
    place.hidden = true;
    status.textContent = "正在准备……";
    bar.hidden = false;
    try {
      const startedAt = new Date().toISOString();
      const asked = { ask: "run", run: { task, startedAt, placed, ...(font && { font }) } } as const;
      finish((await work.thread.ask(asked, "run", (event) => show(event, status, bar))).outcome);
    } catch (problem) {
      // What a former run gave is no longer what was asked for; what was typed beside it stays.
      place.replaceChildren(...(decisions ? [decisions.node] : []));
      saved();
      throw problem;
    } finally {
      bar.hidden = true;
      place.hidden = false;
    }
  };
  const node = element(
    "section",
    { "aria-labelledby": "running-heading" },
    element("h2", { id: "running-heading" }, "二、审核汇总"),
    startView(work, start),
    bar,
    status,
    trouble,
    place,
  );
  return { node, isUnsaved: () => unsaved || decisions?.isDirty() === true };
}

/** 开始 and 停止: the one where there is something to do, the other while something is done. */
function startView(work: Work, run: () => void): HTMLElement {
  const start = button("开始汇总", run, { class: "main", id: "start" });
  const stop = button("停止", work.thread.stop, { hidden: true });
  const refresh = (): void => {
    const { task, placed, isAsking } = work.materials.given();
    start.disabled = work.isBusy() || isAsking || !placed.inputs.has(task.period.key);
    stop.hidden = !work.isBusy();
  };
  work.onChange(refresh);
  work.materials.onChange(refresh);
  refresh();
  return element("p", { class: "buttons" }, start, stop);
}

function show(event: RunEvent, status: HTMLElement, bar: HTMLProgressElement): void {
  if (event.event === "stage") {
    status.textContent = `${STAGES[event.stage] ?? ""}……`;
    bar.removeAttribute("value");
  } else {
    status.textContent = `${STAGES["gather"]}：${event.done}/${event.of}`;
    bar.max = event.of;
    bar.value = event.done;
  }
}
