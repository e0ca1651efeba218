import { type Series, spokenSeries } from "../../series.js";
import { button, element } from "../element.js";
import type { OwnFile } from "../materials.js";
import { canSaveInFolder, saveFile, saveInFolder } from "../saving.js";
import type { MadeFile, RunOutcome } from "../talk.js";
import type { Report, Work } from "../work.js";
import { reviewFrame } from "./review.js";

/** 汇总结果, and what the view needs to save it. */
export interface Finished {
  readonly outcome: RunOutcome;
  readonly work: Work;
  readonly saved: () => void;
  /** Where explanations and adjustments are typed, and where the outcome is signed. */
  readonly decisions: readonly HTMLElement[];
}

/** 结果: whether it may be published, why not, the outputs to be saved, and the review page. */
export function outcomeView({ outcome, work, saved, decisions }: Finished): HTMLElement {
  const report = {
    status: element("p", { role: "status" }),
    trouble: element("p", { class: "trouble", role: "alert" }),
  };
  const { series, files } = outcome;
  const archive = { folder: series.key, name: `${spokenSeries(series)}汇总输出.zip`, files, saved, series };
  const inFolder = async (): Promise<void> => {
    const own = work.materials.own();
    const folders = await saveInFolder([
      { name: series.key, files },
      ...(own.length > 0 ? [{ name: ownFolder(series), files: own.map(madeOf) }] : []),
    ]);
    if (folders === undefined) return;
    saved();
    work.materials.markSaved(own);
    const places = folders.map((folder) => `“${folder}”`).join("和");
    report.status.textContent = `已保存到${places}，共${files.length + own.length}个文件。`;
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
    ...decisions,
    reviewFrame(files, (text) => {
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
  /** With the files that were made in the page beside them, in a folder of this series. */
  readonly series?: Series;
}

/** 在本页填写的材料 lie beside the outputs, never among them: the outputs are the run's alone. */
function ownFolder(series: Series): string {
  return `${spokenSeries(series)}填写的材料`;
}

const madeOf = ({ path, file }: OwnFile): MadeFile => ({ path, content: file });

/** 保存全部: as one zip archive. */
export function saveAll(work: Work, report: Report, { folder, name, files, saved, series }: Archive): Promise<void> {
  return work.attempt(report, async () => {
    report.status.textContent = "正在打包……";
    const own = series === undefined ? [] : work.materials.own();
    const all = [...below(folder, files), ...(series === undefined ? [] : below(ownFolder(series), own.map(madeOf)))];
    const { archive } = await work.thread.ask({ ask: "pack", files: all }, "packed");
    saveFile(archive, name);
    saved?.();
    work.materials.markSaved(own);
    report.status.textContent = `已交给浏览器保存：${name}，一般在“下载”文件夹中。`;
  });
}

function below(folder: string, files: readonly MadeFile[]): readonly MadeFile[] {
  return files.map(({ path, content }) => ({ path: `${folder}/${path}`, content }));
}
