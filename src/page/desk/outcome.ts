import { button, element } from "../element.js";
import { canSaveInFolder, saveFile, saveInFolder } from "../saving.js";
import type { MadeFile, RunOutcome } from "../talk.js";
import { reviewFrame } from "./review.js";
import type { Report, Work } from "./work.js";

/** 汇总结果, and what the view needs to save it. */
export interface Finished {
  readonly outcome: RunOutcome;
  readonly year: number;
  readonly work: Work;
  readonly saved: () => void;
}

/** 结果: whether it may be published, why not, the outputs to be saved, and the review page. */
export function outcomeView({ outcome, year, work, saved }: Finished): HTMLElement {
  const report = {
    status: element("p", { role: "status" }),
    trouble: element("p", { class: "trouble", role: "alert" }),
  };
  const archive = { folder: String(year), name: `${year}年度汇总输出.zip`, files: outcome.files, saved };
  const inFolder = async (): Promise<void> => {
    const folder = await saveInFolder(String(year), outcome.files);
    if (folder !== undefined) saved();
    report.status.textContent = folder === undefined ? "" : `已保存到“${folder}”，共${outcome.files.length}个文件。`;
  };
  return element(
    "div",
    {},
    ...verdict(outcome),
    element(
      "p",
      { class: "buttons" },
      button("保存全部（zip）", () => void saveAll(work, report, archive), { class: "main", id: "save" }),
      ...(canSaveInFolder() ? [button("保存到文件夹", () => void work.attempt(report, inFolder))] : []),
    ),
    report.status,
    report.trouble,
    reviewFrame(outcome.files, (text) => {
      report.status.textContent = text;
    }),
  );
}

function verdict({ title, final, reasons, coverage, findings, hasPdf }: RunOutcome): readonly HTMLElement[] {
  return [
    element("p", { class: `verdict ${final ? "final" : "draft"}` }, `${title}：${final ? "可以发布" : "草稿"}`),
    element(
      "p",
      {},
      `应报${coverage.due}个单位，已报${coverage.received}个，未报${coverage.missing}个，退回${coverage.returned}个，迟报${coverage.late}个。`,
      `审核意见：强制性${findings.mandatory}条，核实性${findings.verification}条，提示性${findings.notice}条。`,
    ),
    ...reasons.map((reason) => element("p", {}, `草稿原因：${reason}`)),
    ...(hasPdf ? [] : [element("p", {}, "没有选择 PDF 字体，未生成 PDF。")]),
  ];
}

/** 一个压缩包 that is made and handed to the browser. */
export interface Archive {
  readonly folder: string;
  readonly name: string;
  readonly files: readonly MadeFile[];
  readonly saved?: () => void;
}

/** 保存全部: as one zip archive. */
export function saveAll(work: Work, report: Report, { folder, name, files, saved }: Archive): Promise<void> {
  return work.attempt(report, async () => {
    report.status.textContent = "正在打包……";
    const { archive } = await work.thread.ask({ ask: "pack", folder, files }, "packed");
    saveFile(archive, name);
    saved?.();
    report.status.textContent = `已交给浏览器保存：${name}，一般在“下载”文件夹中。`;
  });
}
