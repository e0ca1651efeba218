import { chosenFiles, droppedFiles } from "../dropping.js";
import { button, element } from "../element.js";
import { type GivenFile, type Placed, placed, yearsIn } from "../placing.js";
import type { GivenFont } from "../talk.js";

/** 放入的材料, as they stand when they are asked for. */
export interface Given {
  readonly year: number;
  readonly placed: Placed;
  readonly font: GivenFont | undefined;
}

/** 收件处: where the clerk puts the year's files in, and sees what was taken for what. */
export interface Intake {
  readonly node: HTMLElement;
  readonly given: () => Given;
}

export function openIntake(onChange: () => void): Intake {
  const files = new Map<string, GivenFile>();
  let font: GivenFont | undefined;
  const year = element("input", { id: "year", type: "number", min: "2000", max: "2099", step: "1", required: true });
  year.value = String(new Date().getFullYear() - 1);
  const list = element("dl", { class: "taken" });
  const trouble = element("p", { class: "trouble", role: "alert" });
  const given = (): Given => ({
    year: Number(year.value),
    placed: placed([...files.values()], Number(year.value)),
    font,
  });
  const show = (): void => {
    list.replaceChildren(...taken(given(), files.size));
  };
  const changed = (): void => {
    show();
    onChange();
  };
  const add = (more: readonly GivenFile[]): void => {
    for (const file of more) files.set(file.path, file);
    const latest = yearsIn([...files.values()]).at(-1);
    if (latest !== undefined) year.value = String(latest);
    changed();
  };
  const attempt = async (more: () => Promise<readonly GivenFile[]>): Promise<void> => {
    trouble.textContent = "";
    try {
      add(await more());
    } catch (problem) {
      trouble.textContent = problem instanceof Error ? problem.message : String(problem);
    }
  };
  year.addEventListener("change", changed);
  catchDrops((transfer) => void attempt(() => droppedFiles(transfer)));
  const clear = (): void => {
    files.clear();
    font = undefined;
    changed();
  };
  const takeFont = ([file]: readonly GivenFile[]): void => {
    font = file && { name: file.file.name, file: file.file };
    changed();
  };
  const node = element(
    "section",
    { "aria-labelledby": "intake-heading" },
    element("h2", { id: "intake-heading" }, "一、放入材料"),
    element("p", {}, element("label", { for: "year" }, "年度 "), year),
    element(
      "div",
      { class: "drop" },
      element("p", {}, "把这一年度的文件夹（如 2022）拖到这里，或："),
      picker("folder", "选择文件夹", { webkitdirectory: true }, add),
      picker("files", "选择文件", { multiple: true }, add),
      picker("font", "选择 PDF 字体", { accept: ".ttf,.otf,.ttc" }, takeFont),
      button("清空", clear),
    ),
    trouble,
    list,
  );
  show();
  return { node, given };
}

/** A button that opens the browser's own choice of files. */
function picker(
  id: string,
  text: string,
  attributes: Readonly<Record<string, string | boolean>>,
  take: (files: readonly GivenFile[]) => void,
): HTMLElement {
  const input = element("input", {
    id,
    type: "file",
    class: "unseen",
    tabindex: "-1",
    "aria-label": text,
    ...attributes,
  });
  input.addEventListener("change", () => {
    take(chosenFiles(input.files));
    // The same choice made again is a change again.
    input.value = "";
  });
  return element(
    "span",
    {},
    button(text, () => input.click()),
    input,
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

/** 清单: what was taken for what. */
function taken({ year, placed: { inputs, schemas, former }, font }: Given, count: number): readonly HTMLElement[] {
  const own = inputs.get(String(year))?.size ?? 0;
  const others = [...inputs].filter(([key]) => key !== String(year));
  const named = (pattern: RegExp): string => {
    const file = schemas.find(({ path }) => pattern.test(path));
    return file ? `您的文件（${file.path}）` : "随程序";
  };
  return rows([
    [`${year}年度的文件`, own > 0 ? `${own}个` : count > 0 ? "没有，请核对年度" : "还没有放入"],
    ...others.map(([key, files]): readonly [string, string] => [`${key}年度的文件`, `${files.size}个`]),
    ...[...former.keys()].map((key): readonly [string, string] => [`${key}年度的汇总结果`, "已放入，用于与上年对比"]),
    ["单位名录", named(/^units\.(?:csv|xlsx)$/)],
    ["本级设置", named(/^(?:设置\.xlsx|jurisdiction\.json)$/)],
    ["报表制度", named(/\/form\.json$/)],
    ["PDF 字体", font ? font.name : "没有选择，不生成 PDF"],
  ]);
}

function rows(pairs: readonly (readonly [string, string])[]): readonly HTMLElement[] {
  return pairs.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]);
}
