import { button, element } from "../element.js";
import type { OfficeThread } from "../office-thread.js";
import { canSaveInFolder, saveFile, saveInFolder } from "../saving.js";
import type { RunOutcome } from "../talk.js";
import { reviewFrame } from "./review.js";

/** 汇总结果, and what the view needs to save it. */
export interface Finished {
  readonly outcome: RunOutcome;
  readonly year: number;
  readonly thread: OfficeThread;
  readonly saved: () => void;
}

/** 结果: whether it may be published, why not, the outputs to be saved, and the review page. */
export function outcomeView(finished: Finished): HTMLElement {
  const { outcome } = finished;
  const { coverage, findings } = outcome;
  const said = element("p", { role: "status" });
  return element(
    "div",
    {},
    element(
      "p",
      { class: `verdict ${outcome.final ? "final" : "draft"}` },
      `${outcome.title}：${outcome.final ? "可以发布" : "草稿"}`,
    ),
    element(
      "p",
      {},
      `应报${coverage.due}个单位，已报${coverage.received}个，未报${coverage.missing}个，退回${coverage.returned}个，迟报${coverage.late}个。`,
      `审核意见：强制性${findings.mandatory}条，核实性${findings.verification}条，提示性${findings.notice}条。`,
    ),
    element("ul", {}, ...outcome.reasons.map((reason) => element("li", {}, `草稿原因：${reason}`))),
    ...(outcome.hasPdf ? [] : [element("p", {}, "没有选择 PDF 字体，未生成 PDF。")]),
    savingView(finished, said),
    said,
    reviewFrame(outcome.files, (text) => {
      said.textContent = text;
    }),
  );
}

function savingView({ outcome, year, thread, saved }: Finished, said: HTMLElement): HTMLElement {
  const attempt = async (work: () => Promise<string>): Promise<void> => {
    said.textContent = "正在保存……";
    try {
      said.textContent = await work();
    } catch (problem) {
      said.textContent = problem instanceof Error ? problem.message : String(problem);
    }
  };
  const asArchive = async (): Promise<string> => {
    const name = `${year}年度汇总输出.zip`;
    const { archive } = await thread.ask({ ask: "pack", folder: String(year), files: outcome.files }, "packed");
    saveFile(archive, name);
    saved();
    return `已交给浏览器保存：${name}，一般在“下载”文件夹中。`;
  };
  const inFolder = async (): Promise<string> => {
    const folder = await saveInFolder(String(year), outcome.files);
    if (folder !== undefined) saved();
    return folder === undefined ? "" : `已保存到“${folder}”，共${outcome.files.length}个文件。`;
  };
  return element(
    "p",
    {},
    button("保存全部（zip）", () => void attempt(asArchive), { class: "main", id: "save" }),
    " ",
    ...(canSaveInFolder() ? [button("保存到文件夹", () => void attempt(inFolder))] : []),
  );
}
