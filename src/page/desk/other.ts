import { spokenLabel } from "../../period.js";
import { button, element, picker } from "../element.js";
import type { CheckedFinding } from "../talk.js";
import type { Report, Work } from "../work.js";
import { saveAll } from "./outcome.js";

/** 其他: what is done beside the year's consolidation. A unit checks its own file here before it sends it. */
export function otherView(work: Work): HTMLElement {
  const report: Report = {
    status: element("p", { class: "progress", role: "status" }),
    trouble: element("p", { class: "trouble", role: "alert" }),
  };
  const place = element("div", { id: "checked" });
  const check = (list: FileList | null): void => {
    const file = list?.[0];
    place.replaceChildren();
    if (file) void work.attempt(report, () => checkOne(work, file, report, place));
  };
  return element(
    "section",
    { "aria-labelledby": "other-heading" },
    element("h2", { id: "other-heading" }, "其他"),
    element(
      "p",
      { class: "buttons" },
      picker("check", "只检查一个文件", {}, check),
      button("生成空白表", () => void saveTemplates(work, report)),
    ),
    report.status,
    report.trouble,
    place,
  );
}

async function checkOne(work: Work, file: File, { status }: Report, place: HTMLElement): Promise<void> {
  const { task, placed } = work.materials.given();
  status.textContent = `正在检查《${file.name}》……`;
  const check = { task, placed, file: { path: file.name, file } };
  const { findings } = await work.thread.ask({ ask: "check", check }, "checked");
  const open = findings.filter((finding) => finding.open).length;
  status.textContent =
    open === 0 ? `《${file.name}》没有需要改正或说明的地方。` : `《${file.name}》有${open}处需要改正或说明：`;
  place.replaceChildren(element("ul", { class: "checked" }, ...findings.map(findingView)));
}

function findingView({ level, message, suspects, advice, open }: CheckedFinding): HTMLElement {
  return element(
    "li",
    {},
    element("p", {}, element("strong", {}, level), ` ${message}`),
    ...suspects.map((suspect) => element("p", {}, `疑似错处：${suspect}`)),
    ...(open ? [element("p", {}, `怎么办：${advice}`)] : []),
  );
}

async function saveTemplates(work: Work, report: Report): Promise<void> {
  const { task, placed } = work.materials.given();
  const name = `${spokenLabel(task.period)}空白表`;
  let files: Parameters<typeof saveAll>[2]["files"] | undefined;
  await work.attempt(report, async () => {
    report.status.textContent = "正在生成空白表……";
    files = (await work.thread.ask({ ask: "templates", task, placed }, "templates")).files;
  });
  if (files) await saveAll(work, report, { folder: name, name: `${name}.zip`, files });
}
