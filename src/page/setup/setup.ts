import { beijingDay } from "../../beijing.js";
import type { FieldWords, SettingsTexts, SetupWords } from "../../publish/publish.js";
import { button, element } from "../element.js";
import type { SetupFileName, SetupProblem } from "../talk.js";
import type { Report, Work } from "../work.js";
import { type EntryTable, entryTable } from "./entry-table.js";
import { fieldFor } from "./field.js";

/** 名录和设置 in tables: those that hold now, to be changed and taken as units.xlsx and 设置.xlsx. */
export interface SetupView {
  readonly node: HTMLElement;
  readonly isDirty: () => boolean;
}

export function setupView(work: Work): SetupView {
  const report: Report = {
    status: element("p", { class: "progress", role: "status" }),
    trouble: element("p", { class: "trouble", role: "alert" }),
  };
  const place = element("div", { id: "setup" });
  let dirty = new Set<SetupFileName>();
  const open = (): Promise<void> =>
    work.attempt(report, async () => {
      const { placed } = work.materials.given();
      const { words } = await work.thread.ask({ ask: "setup", placed }, "setup");
      dirty = new Set();
      const tables = setupTables(words, (file) => dirty.add(file));
      const adopt = button("采用", () => void work.attempt(report, () => take(tables)), { class: "main", id: "adopt" });
      place.replaceChildren(...tables.nodes, element("p", { class: "buttons" }, adopt, button("收起", close)));
    });
  const close = (): void => {
    if (dirty.size > 0) report.status.textContent = "改动还没有采用。不要这些改动的，请再按“在本页填写名录和设置”。";
    else place.replaceChildren();
  };
  const take = async (tables: SetupTables): Promise<void> => {
    const { placed } = work.materials.given();
    const date = beijingDay(new Date().toISOString());
    const setup = { placed, ...tables.texts(), wanted: [...dirty], date };
    const { files, problems } = await work.thread.ask({ ask: "writeSetup", setup }, "written");
    tables.mark(problems);
    if (problems.length > 0) throw new Error(`没有采用，有${problems.length}处须改正，见各行：${general(problems)}`);
    work.materials.make(files.map(({ path, content }) => ({ path, file: new File([content], path) })));
    dirty = new Set();
    report.status.textContent =
      files.length === 0 ? "没有改动。" : `已采用：${setup.wanted.join("、")}，以后的汇总用这里填写的。`;
  };
  const node = element(
    "section",
    { "aria-labelledby": "setup-heading" },
    element("h2", { id: "setup-heading" }, "名录和设置"),
    element(
      "p",
      { class: "buttons" },
      button("在本页填写名录和设置", () => void open(), { id: "open-setup" }),
    ),
    report.status,
    report.trouble,
    place,
  );
  return { node, isDirty: () => dirty.size > 0 };
}

function general(problems: readonly SetupProblem[]): string {
  return problems.map(({ file, message }) => `\n${file} ${message}`).join("");
}

interface SetupTables {
  readonly nodes: readonly HTMLElement[];
  readonly texts: () => { readonly units: readonly (readonly string[])[]; readonly settings: SettingsTexts };
  readonly mark: (problems: readonly SetupProblem[]) => void;
}

const ROSTER_NOTE =
  "一个单位一行；代码、名称、类别必填，几个别名之间用分号隔开。原名录中另加的栏目，采用后的 units.xlsx 不带。";

function setupTables(words: SetupWords, changed: (file: SetupFileName) => void): SetupTables {
  const settingsChanged = (): void => changed("设置.xlsx");
  const columns = words.columns.map(({ label, explanation }) => ({ label, hint: explanation, choices: [] }));
  const roster = entryTable("单位名录", columns, words.units, () => changed("units.xlsx"));
  const settings = settingsTable(words, settingsChanged);
  const lists = words.lists.map(({ label, columns: fields }, at) =>
    entryTable(label, fields.map(hinted), words.settings.lists[at] ?? [], settingsChanged),
  );
  return {
    nodes: [
      element("h3", {}, "单位名录"),
      element("p", { class: "quiet" }, ROSTER_NOTE),
      roster.node,
      element("h3", {}, "本级设置"),
      settings.node,
      ...lists.flatMap(({ node }, at) => [element("h3", {}, words.lists[at]?.label ?? ""), node]),
    ],
    texts: () => ({
      units: roster.rows(),
      settings: { settings: settings.texts(), lists: lists.map((list) => list.rows()) },
    }),
    mark: (problems) => {
      roster.mark(problems.filter(({ file }) => file === "units.xlsx"));
      const own = problems.filter(({ file }) => file === "设置.xlsx");
      const ofList = (label: string) => own.filter(({ sheet }) => sheet === label);
      for (const [at, list] of lists.entries()) list.mark(ofList(words.lists[at]?.label ?? ""));
      settings.mark(own.filter(({ sheet }) => words.lists.every(({ label }) => label !== sheet)));
    },
  };
}

function hinted({ label, permitted, choices }: FieldWords) {
  return { label, hint: permitted, choices };
}

interface SettingsTable {
  readonly node: HTMLElement;
  readonly texts: () => readonly string[];
  readonly mark: EntryTable["mark"];
}

/** One setting a row, what may be filled in beside it. */
function settingsTable({ fields, settings }: SetupWords, changed: () => void): SettingsTable {
  const lines = fields.map((field, at) => {
    const input = fieldFor(field.label, field.choices, settings.settings[at] ?? "", changed);
    const wrong = element("p", { class: "trouble" });
    const cells = [element("td", {}, input, wrong), element("td", {}, field.permitted)];
    const head = element("th", { scope: "row" }, field.label);
    return { input, wrong, node: element("tr", {}, head, ...cells, element("td", {}, field.explanation)) };
  });
  const heads = ["项目", "填写", "可以填的值", "说明"].map((text) => element("th", { scope: "col" }, text));
  const body = element("tbody", {}, ...lines.map(({ node }) => node));
  const table = element("table", { class: "typed" }, element("thead", {}, element("tr", {}, ...heads)), body);
  return {
    node: element("div", { class: "wide", tabindex: "0", role: "region", "aria-label": "本级设置" }, table),
    texts: () => lines.map(({ input }) => input.value.trim()),
    mark: (problems) => {
      for (const [at, { wrong }] of lines.entries())
        wrong.textContent = problems.flatMap(({ entry, message }) => (entry === at ? [message] : [])).join("\n");
    },
  };
}
