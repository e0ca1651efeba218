import type { ReviewCore } from "../../publish/review/model.js";
import { button, type Content, element, said } from "../element.js";
import { checked, type FileToCheck } from "./checking.js";

type SignOff = NonNullable<ReviewCore["signOff"]>;

/** 签署: who has signed what this page was made from, and whose signature was over other content. */
export function signatures(signOff: SignOff | undefined): Content {
  if (signOff === undefined) return null;
  const { code, signed, lapsed, damaged, files } = signOff;
  const whose = signed.length > 0 ? `本页所列的内容已经签署：${signed.join("，")}` : "现在的内容还没有人签署。";
  const lapse = damaged === undefined ? "签署后内容有变化，已失效" : "不算数的签署";
  return element(
    "section",
    { class: "card", "aria-label": "签署情况" },
    element("h3", {}, "签署情况"),
    element("p", {}, said(whose)),
    damaged !== undefined && element("p", {}, said(`签署记录不可信（${damaged}），其中的签署都不算数。`)),
    lapsed.length > 0 && element("p", {}, said(`${lapse}：${lapsed.join("，")}`)),
    files.length > 0 && fileCheck(files),
    element("p", { class: "quiet" }, `校验码 ${code}；命令行上用 crossfoot sign --verify 核对。`),
  );
}

/** 核对文件: a page from the disk can't read what lies beside it, so a person chooses the folder or the files. Nothing leaves the machine. */
function fileCheck(files: SignOff["files"]): HTMLElement {
  const result = element("div", { class: "checked", role: "status", "aria-live": "polite" });
  const chooser = (folder: boolean): HTMLInputElement => {
    const input = element("input", { type: "file", multiple: true, hidden: true, webkitdirectory: folder });
    input.addEventListener("change", () => {
      const chosen = [...(input.files ?? [])];
      input.value = "";
      if (chosen.length > 0) void show(files, chosen, folder, result);
    });
    return input;
  };
  const [whole, single] = [chooser(true), chooser(false)];
  return element(
    "div",
    {},
    element(
      "p",
      { class: "actions" },
      button("核对文件夹", () => whole.click()),
      button("核对几个文件", () => single.click()),
      whole,
      single,
      element("span", { class: "quiet" }, "选本页所在的文件夹，或收到的文件；只在本机计算摘要，不上传。"),
    ),
    result,
  );
}

async function show(
  files: SignOff["files"],
  chosen: readonly File[],
  folder: boolean,
  result: HTMLElement,
): Promise<void> {
  result.replaceChildren(element("p", {}, `正在核对${chosen.length}个文件……`));
  try {
    const lines = await checked(files, chosen.map(toCheck), folder);
    const [verdict = "", ...rest] = lines;
    result.replaceChildren(
      element("p", {}, element("strong", {}, verdict)),
      ...(rest.length > 0 ? [element("ul", {}, ...rest.map((line) => element("li", {}, said(line))))] : []),
    );
  } catch {
    result.replaceChildren(element("p", {}, "有文件读不出来（可能正在使用或已移走），没有核对完，请重新选择。"));
  }
}

const PIECE = 8 * 1024 * 1024;

function toCheck(file: File): FileToCheck {
  return {
    path: file.webkitRelativePath || file.name,
    pieces: async function* () {
      for (let at = 0; at < file.size; at += PIECE)
        yield new Uint8Array(await file.slice(at, at + PIECE).arrayBuffer());
    },
  };
}
