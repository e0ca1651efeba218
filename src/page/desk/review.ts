import { element } from "../element.js";
import { saveFile } from "../saving.js";
import type { MadeFile } from "../talk.js";

/**
 * 审核页, the same as it is saved, in a frame of this page. A frame's own address is none that a link could lead to, so links are followed here:
 * those within the page by its address' last part, those to other outputs by saving the file.
 */
export function reviewFrame(files: readonly MadeFile[], say: (text: string) => void): HTMLElement {
  const review = files.find(({ path }) => path === "review.html");
  if (!review) return element("p", {}, "没有生成审核页。");
  const frame = element("iframe", { title: "审核页", class: "review" });
  frame.addEventListener("load", () => {
    frame.contentDocument?.addEventListener("click", (event) => follow(event, frame, files, say));
  });
  void review.content.text().then((text) => {
    frame.srcdoc = text;
  });
  return frame;
}

function follow(
  event: MouseEvent,
  frame: HTMLIFrameElement,
  files: readonly MadeFile[],
  say: (text: string) => void,
): void {
  const href = linkAt(event)?.getAttribute("href");
  if (href === null || href === undefined || event.defaultPrevented) return;
  event.preventDefault();
  if (href.startsWith("#") && frame.contentWindow) frame.contentWindow.location.hash = href;
  else say(saved(decodeURIComponent(href.replace(/^\.\//, "")), files));
}

/** Elements of the frame are of its own classes, not of this page's. */
function linkAt({ target }: MouseEvent): Element | undefined {
  return target && "closest" in target ? ((target as Element).closest("a[href]") ?? undefined) : undefined;
}

function saved(path: string, files: readonly MadeFile[]): string {
  const file = files.find((one) => one.path === path);
  const name = path.split("/").at(-1) ?? path;
  if (path.startsWith("../")) return `没有“${name}”：网页不保留历次运行，与上次运行的比较要用命令。`;
  if (!file) return `“${name}”不在这次的结果中。`;
  saveFile(file.content, name);
  return `已交给浏览器保存：${name}，一般在“下载”文件夹中。`;
}
