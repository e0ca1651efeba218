import { periodOfKey, spokenLabel } from "../../period.js";
import { SIGNATURES } from "../../signature-book.js";
import { button, element } from "../element.js";
import { said } from "../failure.js";
import { forget, keep, kept } from "../keeping.js";
import type { Materials, OwnFile } from "../materials.js";
import { saveFile } from "../saving.js";

/** 本页填写和登记的文件: what was typed, as files to be saved or left aside, and whether the browser keeps them. */
export interface OwnView {
  readonly node: HTMLElement;
  /** Whether one of them is neither saved nor kept. */
  readonly isUnsaved: () => boolean;
}

export function ownView(materials: Materials): OwnView {
  const list = element("ul", { class: "checked" });
  const trouble = element("p", { class: "trouble", role: "alert" });
  const box = element("input", { type: "checkbox", id: "keep" });
  const status = element("p", { role: "status" });
  const node = element(
    "section",
    { "aria-labelledby": "own-heading", hidden: true },
    element("h2", { id: "own-heading" }, "本页填写和登记的文件"),
    list,
    element(
      "p",
      {},
      box,
      element("label", { for: "keep" }, " 在这台电脑的浏览器中保留以上文件（不保留各单位报送的文件）"),
    ),
    status,
    trouble,
  );
  const store = async (): Promise<void> => {
    trouble.textContent = "";
    const files = materials.own();
    try {
      if (box.checked && files.length > 0) await keep(files);
      else forget();
      status.textContent = box.checked ? keptText(files) : "浏览器中没有保留任何内容。";
    } catch (problem) {
      box.checked = false;
      status.textContent = "";
      trouble.textContent = said(problem);
    }
  };
  // One after another: what was typed last is what stays.
  let storing = Promise.resolve();
  const storeNext = (): void => {
    storing = storing.then(store);
  };
  const show = (): void => {
    const files = materials.own();
    node.hidden = files.length === 0;
    list.replaceChildren(...linesOf(files, materials));
    if (box.checked) storeNext();
  };
  box.addEventListener("change", storeNext);
  const before = kept();
  if (before && before.length > 0) {
    box.checked = true;
    materials.make(before);
  }
  materials.onChange(show);
  show();
  return { node, isUnsaved: () => !box.checked && materials.own().some(({ isSaved }) => !isSaved) };
}

function keptText(files: readonly OwnFile[]): string {
  return files.length === 0 ? "" : `浏览器中保留着：${[...new Set(files.map(nameOf))].join("、")}。取消勾选即清除。`;
}

/** Each file by itself, but of a record only the record as a whole: its files belong together, and are saved with the outputs. */
function linesOf(files: readonly OwnFile[], materials: Materials): readonly HTMLElement[] {
  const typed = files.filter(({ path }) => !isOfRecord(path));
  const records = new Set(files.filter(({ path }) => isOfRecord(path)).map(nameOf));
  return [
    ...typed.map((file) => lineOf(file, materials)),
    ...[...records].map((name) => {
      const all = files.filter((file) => nameOf(file) === name);
      return element("li", {}, `${name}（随“保存全部”保存，下次和材料一起放入） `, asideButton(name, all, materials));
    }),
  ];
}

function isOfRecord(path: string): boolean {
  return path.startsWith("outputs/");
}

/** 2022年度 说明.csv, 签署记录. */
function nameOf({ path }: OwnFile): string {
  const [folder, ...steps] = path.split("/");
  if (isOfRecord(path)) return steps[0] === SIGNATURES.folder ? "签署记录" : "收件和办理记录";
  const period = folder === "inputs" ? periodOfKey(steps[0] ?? "") : undefined;
  return period ? `${spokenLabel(period)} ${steps.slice(1).join("/")}` : steps.join("/");
}

function lineOf(file: OwnFile, materials: Materials): HTMLElement {
  const name = nameOf(file);
  const save = (): void => {
    saveFile(file.file, file.path.split("/").at(-1) ?? name);
    materials.markSaved([file]);
  };
  return element(
    "li",
    {},
    `${name}${file.instead ? "（代替放入的；要用放入的，请按“不用”）" : ""} `,
    button("保存", save, { "aria-label": `保存 ${name}` }),
    " ",
    asideButton(name, [file], materials),
  );
}

function asideButton(name: string, files: readonly OwnFile[], materials: Materials): HTMLElement {
  return button("不用", () => materials.unmake(files), { "aria-label": `不用 ${name}` });
}
