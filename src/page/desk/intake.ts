import { spokenLabel } from "../../period.js";
import { seriesOfKey, spokenSeries } from "../../series.js";
import { chosenFiles, droppedFiles } from "../dropping.js";
import { button, element, picker } from "../element.js";
import { said } from "../failure.js";
import type { Given, Materials } from "../materials.js";
import type { GivenFile } from "../placing.js";
import { choosingView } from "./choosing.js";
import { localFontsView } from "./fonts.js";

/** 收件处: where the clerk puts the year's files in, and sees what was taken for what. */
export function intakeView(materials: Materials, place: string): HTMLElement {
  const list = element("dl", { class: "taken" });
  const trouble = element("p", { class: "trouble", role: "alert" });
  const show = (): void => list.replaceChildren(...taken(materials.given(), place));
  const add = (files: readonly GivenFile[]): void => {
    trouble.textContent = "";
    materials.add(files);
  };
  catchDrops((transfer) => {
    trouble.textContent = "";
    materials.take(droppedFiles(transfer)).catch((problem) => {
      trouble.textContent = said(problem);
    });
  });
  materials.onChange(show);
  show();
  return element(
    "section",
    { "aria-labelledby": "intake-heading" },
    element("h2", { id: "intake-heading" }, "一、放入材料"),
    choosingView(materials),
    dropView(materials, add, trouble),
    trouble,
    list,
  );
}

function dropView(materials: Materials, add: (files: readonly GivenFile[]) => void, trouble: HTMLElement): HTMLElement {
  const { chooseFont, clear } = materials;
  const takeFont = (list: FileList | null): void => {
    const file = list?.[0];
    if (file) chooseFont({ name: file.name, file });
  };
  return element(
    "div",
    { class: "drop" },
    element("p", {}, "把这一年度的文件夹（如 2022）拖到这里，或"),
    picker("folder", "选择文件夹", { webkitdirectory: true }, (list) => add(chosenFiles(list))),
    picker("files", "选择文件", { multiple: true }, (list) => add(chosenFiles(list))),
    picker("font", "选择 PDF 字体", { accept: ".ttf,.otf,.ttc" }, takeFont),
    ...localFontsView(materials, trouble),
    button("清空", clear),
  );
}

/** What is dropped anywhere on the page is taken; otherwise the browser would leave the page to show the file. */
function catchDrops(take: (transfer: DataTransfer) => void): void {
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer) take(event.dataTransfer);
  });
}

/** 清单: what was taken for what. A roster that the page brings with it is one place's, which is said. */
function taken(
  { task: { period }, placed: { inputs, schemas, former }, font, count, ownPaths }: Given,
  place: string,
): readonly HTMLElement[] {
  const own = inputs.get(period.key)?.size ?? 0;
  const named = (pattern: RegExp, shipped = `随程序（${place}）`): string => {
    const file = schemas.find(({ path }) => pattern.test(path));
    if (!file) return shipped;
    return ownPaths.has(`schemas/${file.path}`) ? `在本页填写（${file.path}）` : `您的文件（${file.path}）`;
  };
  const pairs: readonly (readonly [string, string])[] = [
    [`${spokenLabel(period)}的文件`, own > 0 ? `${own}个` : count > 0 ? "没有，请核对年度" : "还没有放入"],
    ...[...inputs].flatMap(([key, files]) =>
      key === period.key ? [] : [[`${spokenKey(key)}的文件`, `${files.size}个`] as const],
    ),
    ...[...former.keys()].map((key) => [`${spokenKey(key)}的汇总结果`, "已放入，用于与上期对比"] as const),
    ["单位名录", named(/^units\.(?:csv|xlsx)$/)],
    ["本级设置", named(/^(?:设置\.xlsx|jurisdiction\.json)$/)],
    ["报表制度", named(/\/form\.json$/, "随程序")],
    ["PDF 字体", font ? font.name : "没有选择，不生成 PDF"],
  ];
  return pairs.map(([name, value]) => element("div", {}, element("dt", {}, name), element("dd", {}, value)));
}

/** 2022 → 2022年度, 2022-某某月报 → 2022年度某某月报. */
function spokenKey(key: string): string {
  const series = seriesOfKey(key);
  return series ? spokenSeries(series) : key;
}
