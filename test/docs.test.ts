import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ruleCatalogue } from "../src/form/catalogue.js";
import { ruleNamed } from "../src/form/form.js";
import { loadSchemas } from "../src/form/load.js";
import { shippedFiles } from "./form/schema-files.js";

const ROOT = new URL("../", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, ROOT), "utf8");

/** The files of deploy/, those in its folders too. */
const setUps = readdirSync(new URL("deploy/", ROOT), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map(({ parentPath, name }) =>
    `${parentPath.replaceAll("\\", "/").replace(/^.*deploy\/?/, "")}/${name}`.replace(/^\//, ""),
  )
  // The optional part brings packages of others there.
  .filter((path) => !path.includes("node_modules/"));

const schemas = loadSchemas(shippedFiles());
const ids = new Set(schemas.forms.flatMap((form) => [...form.rules.keys()]));
const cli = read("src/cli.ts");

/** Every rule that the contract names, with its severity. */
const CONTRACT: Readonly<Record<"mandatory" | "verification" | "notice", readonly string[]>> = {
  mandatory: [
    "T3.BALANCE",
    "T3.ROW_TOTAL",
    "T3.OUTCOMES_TOTAL",
    "T4.ROW_TOTAL",
    "VALUE.UNREADABLE",
    "VALUE.NOT_WHOLE",
    "VALUE.NEGATIVE",
    "VALUE.FORMULA_ERROR",
    "VALUE.NO_CACHED_RESULT",
    "FORM.TABLE_MISSING",
    "FORM.ROW_MISSING",
    "FORM.COLUMN_MISSING",
    "FORM.ROW_TWICE",
    "FILE.UNREADABLE",
    "FILE.ENCRYPTED",
    "FILE.TOO_LARGE",
    "FILE.UNSUPPORTED",
    "UNIT.UNKNOWN",
    "UNIT.CONFLICT",
    "UNIT.AMBIGUOUS",
    "UNIT.MISSING",
    "YEAR.MISMATCH",
  ],
  verification: [
    "T2.IN_FORCE",
    "YEAR.CARRIED_IN",
    "YEAR.SWING",
    "VALUE.UNIT_CONVERTED",
    "FORM.ROW_UNKNOWN",
    "FORM.COLUMNS_ASSUMED",
    "FORM.OLD_EDITION",
    "UNIT.TWICE",
    "COPY.LAST_YEAR",
    "COPY.OTHER_UNIT",
    "TEXT.FIGURE_MISMATCH",
    "TEXT.OTHER_YEAR",
    "TEXT.PLACEHOLDER",
    "SCOPE.REGULATIONS",
  ],
  notice: [
    "RULE.UNDECIDED",
    "VALUE.TOTAL_NOT_STATED",
    "VALUE.BLANK_AS_ZERO",
    "VALUE.CLEANED",
    "LABEL.ALIAS",
    "FORM.TABLE_BLANK",
    "FILE.NOT_A_SUBMISSION",
    "FILE.UNSTABLE",
    "FILE.MACROS",
    "FILE.HIDDEN_CONTENT",
  ],
};

/** Finding codes that appear in the source are rules, but for the one that takes its rule from the data. */
function codesInSource(): readonly string[] {
  return [...read("src/messages.ts").matchAll(/^ {2}"([A-Z]+\.[A-Z_]+)":/gm)].map((match) => match[1] ?? "");
}

describe("the rules", () => {
  test.each(Object.entries(CONTRACT))("of the contract that are %s are there", (severity, ids) => {
    for (const id of ids) expect([id, ruleNamed(schemas.forms, id)?.severity]).toEqual([id, severity]);
  });

  test("every finding that the program can make is a rule of the schemas", () => {
    expect(codesInSource().length).toBeGreaterThan(40);
    // Those that no shipped form gives rise to are rules of every form that is a workbook.
    const { rules } = JSON.parse(read("schemas/observations.json")) as { rules: readonly { readonly id: string }[] };
    const ofBooks = new Set(rules.map(({ id }) => id));
    expect(codesInSource().filter((code) => !ids.has(code) && !ofBooks.has(code))).toEqual([]);
  });

  test("the catalogue is that of the rules (npm run docs)", () => {
    expect(read("docs/规则目录.md")).toBe(ruleCatalogue(schemas));
  });

  test("the catalogue has every rule with basis, content, advice and answer", () => {
    const entries = read("docs/规则目录.md").split(/^### /m).slice(1);
    expect(entries.map((entry) => entry.split("\n")[0]).sort()).toEqual([...ids].sort());
    for (const entry of entries)
      for (const field of ["级别", "依据", "审核内容", "怎么改", "怎么答复"])
        expect(entry).toMatch(new RegExp(`^- ${field}：.{2,}`, "m"));
  });

  test("a rule that the jurisdiction re-graded says so", () => {
    const change = '"rules": [{ "id": "YEAR.SWING", "severity": "off", "reason": "首年试行", "date": "2023-01-05" }]';
    const changed = shippedFiles().map((file) =>
      file.path === "jurisdiction.json" ? { ...file, text: file.text.replace('"rules": []', change) } : file,
    );
    expect(ruleCatalogue(loadSchemas(changed))).toContain("级别：停用（原为核实性；2023-01-05 调整：首年试行）");
  });
});

describe("the guides", () => {
  const commands = [...cli.matchAll(/\.command\("([a-z]+)"/g)].map((match) => match[1] ?? "");
  const options = [
    ...new Set(
      [...cli.matchAll(/(?:option|Option|helpOption|version)\((?:[A-Z_]+, )?"((?:-\w, )?--[a-z-]+)/g)].map(
        (match) => match[1]?.replace(/^-\w, /, "") ?? "",
      ),
    ),
  ];

  test("there are commands and options to look for", () => {
    expect(commands).toEqual(
      expect.arrayContaining(["run", "check", "trace", "status", "watch", "schedule", "runs", "diff"]),
    );
    expect(options).toEqual(
      expect.arrayContaining([
        "--inputs",
        "--outputs",
        "--schemas",
        "--year",
        "--today",
        "--no-cache",
        "--quiet",
        "--json",
        "--help",
        "--version",
      ]),
    );
  });

  test.each(["README.md", "README.zh-CN.md"])("%s has every command and option of the command line", (guide) => {
    const text = read(guide);
    expect(commands.filter((command) => !new RegExp(`\`${command}[\` ]`).test(text))).toEqual([]);
    expect(options.filter((option) => !text.includes(option))).toEqual([]);
  });

  test.each(["README.md", "README.zh-CN.md"])("%s speaks of no option that is not there", (guide) => {
    const foreign = new Set(["--inputs", "--silent", "--verify", ...options]);
    expect(
      [...read(guide).matchAll(/(?<![\w-])--[a-z][a-z-]+/g)]
        .map((match) => match[0])
        .filter((option) => !foreign.has(option)),
    ).toEqual([]);
  });

  test.each(["README.md", "README.zh-CN.md"])("%s has every exit code", (guide) => {
    for (const code of [0, 1, 2, 3, 70]) expect(read(guide)).toMatch(new RegExp(`^\\| ${code} \\|`, "m"));
  });

  test("every link and picture of the documents leads somewhere", () => {
    const documents = [
      "README.md",
      "README.zh-CN.md",
      "CONTRIBUTING.md",
      "CHANGELOG.md",
      "schemas/README.md",
      "outputs/README.md",
      "docs/规则目录.md",
    ];
    const lost = documents.flatMap((document) =>
      [...read(document).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
        .map((match) => match[1] ?? "")
        .filter((link) => !/^https?:/.test(link) && !existsSync(new URL(link, new URL(document, ROOT))))
        .map((link) => `${document} → ${link}`),
    );
    expect(lost).toEqual([]);
  });

  test("every npm script that the documents name is there", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    const named = ["README.md", "README.zh-CN.md", "CONTRIBUTING.md", "schemas/README.md"].flatMap((document) =>
      [...read(document).matchAll(/npm run ([a-z][a-z:-]*)/g)].map((match) => match[1] ?? ""),
    );
    expect([...new Set(named)].filter((name) => scripts[name] === undefined)).toEqual([]);
  });

  test("the documents, the set-ups and the source name no folder of the machine they were written on", () => {
    const texts = [
      ...["README.md", "README.zh-CN.md", "CONTRIBUTING.md", "CHANGELOG.md", "Dockerfile", ".ci/run"],
      ...setUps.map((name) => `deploy/${name}`),
    ];
    expect(texts.filter((path) => /(?:^|[^A-Za-z0-9_.])\/(?:work|root|home)\//.test(read(path)))).toEqual([]);
  });
});

describe("the set-ups", () => {
  test("every command of deploy/ is one of the program", () => {
    for (const name of setUps.filter((one) => !/[.]timer$|[/]|README/.test(one))) {
      const used = /dist[\\/]cli\.js (\w+)((?: +--[\w-]+)?[^\n<]*)/.exec(read(`deploy/${name}`));
      expect([name, used !== null && cli.includes(`.command("${used[1]}"`)]).toEqual([name, true]);
      for (const [option] of (used?.[2] ?? "").matchAll(/--[a-z-]+/g))
        expect(cli, `${name} ${option}`).toContain(`"${option}`);
    }
  });
});
