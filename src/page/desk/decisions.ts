import { beijingDay } from "../../beijing.js";
import { button, element } from "../element.js";
import type { RunOutcome } from "../talk.js";
import type { Work } from "../work.js";
import { adjustingView } from "./adjusting.js";
import { explainingView } from "./explaining.js";

/** 说明和调整: typed beside the outcome, and taken into the next run as the files that the inputs hold. */
export interface DecisionsView {
  readonly node: HTMLElement;
  /** Whether something was typed that no run has taken yet. */
  readonly isDirty: () => boolean;
  /** Makes files of what was typed. */
  readonly take: () => Promise<void>;
}

interface Decided {
  readonly outcome: RunOutcome;
  readonly work: Work;
  readonly rerun: () => void;
}

export function decisionsView({ outcome: { words, series }, work, rerun }: Decided): DecisionsView {
  const { explanations, adjustments, questions, remarks } = words;
  const dirty = { explanations: false, adjustments: false };
  const explaining = explainingView(questions, explanations, () => {
    dirty.explanations = true;
  });
  const adjusting = adjustingView(words, beijingDay(new Date().toISOString()), () => {
    dirty.adjustments = true;
  });
  const take = async (): Promise<void> => {
    if (!dirty.explanations && !dirty.adjustments) return;
    const decisions = {
      explanations: { file: explanations.file, rows: explaining.rows() },
      adjustments: { file: adjustments.file, rows: adjusting.rows() },
    };
    const asked = { ask: "writeDecisions", decisions: { period: series.period, decisions } } as const;
    const { files } = await work.thread.ask(asked, "written");
    const wanted = [
      ...(dirty.explanations ? [explanations.file] : []),
      ...(dirty.adjustments ? [adjustments.file] : []),
    ];
    const own = files.filter(({ path }) => wanted.some((name) => path.endsWith(`/${name}`)));
    work.materials.make(own.map(({ path, content }) => ({ path, file: new File([content], path.split("/").at(-1)!) })));
    dirty.explanations = false;
    dirty.adjustments = false;
  };
  const node = element(
    "details",
    { class: "decisions", open: questions.length + remarks.length > 0 },
    element("summary", {}, `填写说明和调整（待说明${questions.length}条，调整${adjustments.rows.length}条）`),
    ...remarks.map((text) => element("p", { class: "trouble" }, text)),
    element("h3", {}, "说明"),
    explaining.node,
    element("h3", {}, "调整"),
    adjusting.node,
    element("p", { class: "buttons" }, button("采用，重新汇总", rerun, { id: "take-decisions" })),
  );
  return { node, isDirty: () => dirty.explanations || dirty.adjustments, take };
}
