import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { loadSchemas } from "../src/form/load.js";
import { shippedFiles } from "./form/schema-files.js";
import { bareWords, type Import, importsOf, literalsOf, sourceFiles, withoutComments } from "./source-text.js";

const files = sourceFiles();
const imports = files.flatMap(importsOf);

/** The stages in the order in which data goes. */
const STAGES = ["intake", "read", "normalize", "check", "consolidate", "publish", "record"] as const;

/** Where a room may be entered besides its door (the file named like it), and by whom. */
const SIDE_DOORS: Readonly<Record<string, readonly string[]>> = {
  // The shapes that the page's data is written in and read from: one definition on both sides.
  "publish/review/model.ts": ["review-page/"],
  "publish/review/address.ts": ["review-page/"],
  // What sets the report in a thread: nothing else of the stage is loaded there.
  "publish/typesetting.ts": ["machine/"],
  // The script that the review page holds: found beside the program, never run by it.
  "review-page/page.ts": ["machine/machine.ts"],
  // Two ways to keep running, and the words for what waits.
  "trigger/watch.ts": ["command/"],
  "trigger/schedule.ts": ["command/"],
  "trigger/settle.ts": ["command/"],
};

const NODE_ALLOWED = ["bytes.ts", "machine/", "cli.ts", "command/", "record/", "trigger/"];

/** Each foreign package and the only files that may import it. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  "@csstools/css-calc": ["read/css/length.ts"],
  "@csstools/css-color-parser": ["read/css/colours.ts"],
  "@csstools/css-parser-algorithms": ["read/css/colours.ts"],
  "@csstools/css-tokenizer": ["read/css/tokens.ts", "read/css/colours.ts"],
  "@e965/xlsx": ["read/workbook/xls.ts"],
  "@e965/xlsx/dist/cpexcel.full.mjs": ["read/workbook/xls.ts"],
  chokidar: ["trigger/watch.ts"],
  commander: ["cli.ts"],
  croner: ["trigger/schedule.ts"],
  "css-select": ["read/style/matching.ts"],
  "css-what": ["read/css/selector.ts", "read/style/matching.ts"],
  "csv-parse/sync": ["record/names.ts", "form/office/roster-rows.ts", "read/plain/csv.ts"],
  docx: ["publish/word/word.ts", "publish/word/table.ts", "publish/word/package.ts"],
  "hyparquet-writer": ["publish/parquet/parquet.ts"],
  "node-unrar-js": ["read/archive/rar.ts"],
  "opencc-js/t2cn": ["wording.ts"],
  "p-limit": ["gather/gather.ts"],
  parse5: ["read/style/tree.ts"],
  "pdfjs-dist/legacy/build/pdf.mjs": ["read/pdf/library.ts"],
  "pdfjs-dist/legacy/build/pdf.worker.mjs": ["read/pdf/library.ts"],
  pdfmake: ["publish/pdf/pdf.ts", "publish/pdf/tagging.ts"],
  pino: ["command/console.ts"],
  zod: [
    "page/thread/policy.ts",
    "form/records.ts",
    "form/line-records.ts",
    "form/office-records.ts",
    "form/parse.ts",
    "form/compile.ts",
    "form/json-schema.ts",
    "form/office/settings.ts",
  ],
};

type Room =
  | "words"
  | "form"
  | "stage"
  | "gather"
  | "pipeline"
  | "machine"
  | "trigger"
  | "command"
  | "page"
  | "review"
  | "cli";

function roomOf(path: string): Room {
  const folder = folderOf(path);
  if ((STAGES as readonly string[]).includes(folder)) return "stage";
  switch (folder) {
    case "form":
    case "trigger":
    case "command":
    case "machine":
    case "gather":
    case "page":
      return folder;
    case "review-page":
      return "review";
    default:
      return ["consolidated-period.ts", "received-period.ts", "single-submission.ts", "standing-decisions.ts"].includes(
        path,
      )
        ? "pipeline"
        : path === "pipeline.ts" || path === "cli.ts"
          ? (path.slice(0, -3) as Room)
          : "words";
  }
}

/** What each room may import besides its own files; of a stage only the door and what SIDE_DOORS allows. */
const MAY_IMPORT: Readonly<Record<Room, readonly Room[]>> = {
  words: ["words", "form"],
  form: ["words"],
  stage: ["words", "form", "stage"],
  gather: ["words", "form", "stage", "gather"],
  pipeline: ["words", "form", "stage", "gather", "pipeline"],
  machine: ["words", "form", "stage", "gather", "review"],
  trigger: ["words", "form"],
  command: ["words", "form", "stage", "gather", "pipeline", "machine", "trigger"],
  page: ["words", "form", "stage", "gather", "pipeline"],
  review: ["words", "stage"],
  cli: ["words", "command", "machine"],
};

function folderOf(path: string): string {
  return path.includes("/") ? path.slice(0, path.indexOf("/")) : "";
}

/** A room within a room: `read/pdf` of `read/pdf/lines.ts`, nothing of `read/xml.ts`. */
function innerRoomOf(path: string): string | undefined {
  const steps = path.split("/");
  return steps.length > 2 ? steps.slice(0, 2).join("/") : undefined;
}

/** `read/read.ts`, `read/pdf/pdf.ts`. */
function isDoor(path: string): boolean {
  const [file = "", folder] = path.split("/").reverse();
  return folder !== undefined && file === `${folder}.ts`;
}

function isOneOf(path: string, places: readonly string[]): boolean {
  return places.some((place) => (place.endsWith("/") ? path.startsWith(place) : path === place));
}

const inside = imports.filter(({ target }) => files.some(({ path }) => path === target));

/** Imports that leave their folder of the first level; between the words at the root, all. */
const between = inside.filter(({ from, target }) => folderOf(from) !== folderOf(target) || folderOf(from) === "");

/** Imports that stay in a folder of the first level and leave a room within it, or enter one. */
const within = inside.filter(
  ({ from, target }) =>
    folderOf(from) === folderOf(target) && folderOf(from) !== "" && innerRoomOf(from) !== innerRoomOf(target),
);

const shown = ({ from, target }: Import): string => `${from} → ${target}`;

describe("boundaries", () => {
  test("there is something to look at: every folder is a room that is known", () => {
    expect(files.length).toBeGreaterThan(100);
    expect([...new Set(files.map(({ path }) => folderOf(path)))].sort()).toEqual(
      ["", "command", "form", "gather", "machine", "page", "review-page", "trigger", ...STAGES].sort(),
    );
  });

  test("every import leads to a file that is there", () => {
    const lost = imports.filter(({ target }) => target.endsWith(".ts") && !files.some(({ path }) => path === target));
    expect(lost.map(shown)).toEqual([]);
  });

  test("a room imports only what it may", () => {
    const wrong = between.filter(({ from, target }) => !MAY_IMPORT[roomOf(from)].includes(roomOf(target)));
    expect(wrong.map(shown)).toEqual([]);
  });

  test("words know of the forms only their shapes", () => {
    const wrong = between.filter(
      ({ from, target, typeOnly }) => roomOf(from) === "words" && roomOf(target) === "form" && !typeOnly,
    );
    expect(wrong.map(shown)).toEqual([]);
  });

  test("a stage knows the stages before it and none after", () => {
    const place = (path: string): number => (STAGES as readonly string[]).indexOf(folderOf(path));
    const wrong = between.filter(
      ({ from, target }) => roomOf(from) === "stage" && roomOf(target) === "stage" && place(target) >= place(from),
    );
    expect(wrong.map(shown)).toEqual([]);
  });

  test("a stage is entered by its door, and by a side door only where it is listed", () => {
    const entered = between.filter(({ target }) =>
      ["stage", "trigger", "page", "review", "machine", "gather"].includes(roomOf(target)),
    );
    const wrong = entered.filter(
      ({ from, target }) =>
        (!isDoor(target) || innerRoomOf(target) !== undefined) && !isOneOf(from, SIDE_DOORS[target] ?? []),
    );
    expect(wrong.map(shown)).toEqual([]);
  });

  test("a room within a stage is entered by its door", () => {
    expect(within.length).toBeGreaterThan(100);
    const wrong = within.filter(({ target }) => innerRoomOf(target) !== undefined && !isDoor(target));
    expect(wrong.map(shown)).toEqual([]);
  });

  test("every room has its door, and rooms go no deeper than two", () => {
    const folders = new Set(files.map(({ path }) => path.split("/").slice(0, -1).join("/")).filter((path) => path));
    const doorless = [...folders].filter(
      (folder) =>
        !files.some(
          ({ path }) => path.startsWith(folder) && isDoor(path) && path.split("/").slice(0, -1).join("/") === folder,
        ),
    );
    expect(doorless).toEqual(["form", "review-page", "trigger"].filter((folder) => doorless.includes(folder)));
    expect([...folders].filter((folder) => folder.split("/").length > 2)).toEqual([]);
  });

  test("rooms within a stage know each other in one direction only", () => {
    const place = (path: string): string => innerRoomOf(path) ?? path;
    expect(circleOf(within.map(({ from, target }) => ({ from: place(from), target: place(target) })))).toEqual([]);
  });

  // The root holds the stages as its rooms, and beside them the words, which belong to none.
  test("a folder of more than 16 files has rooms", () => {
    const counts = new Map<string, number>();
    for (const { path } of files.filter((file) => folderOf(file.path) !== "")) {
      const folder = path.split("/").slice(0, -1).join("/");
      counts.set(folder, (counts.get(folder) ?? 0) + 1);
    }
    // The root holds words, which several stages share and no room can hold.
    expect([...counts].filter(([folder, count]) => folder !== "" && count > 16)).toEqual([]);
  });

  test("every listed side door is used", () => {
    const unused = Object.keys(SIDE_DOORS).filter((door) => !between.some(({ target }) => target === door));
    expect(unused).toEqual([]);
  });

  test("gather and the review page take only shapes from a later stage", () => {
    const wrong = between.filter(
      ({ from, target, typeOnly }) =>
        (roomOf(from) === "gather" && /^(check|consolidate|publish|record)\//.test(target) && !typeOnly) ||
        (roomOf(from) === "review" &&
          roomOf(target) === "stage" &&
          !typeOnly &&
          !isOneOf(target, Object.keys(SIDE_DOORS))),
    );
    expect(wrong.map(shown)).toEqual([]);
  });

  test("no file imports itself by way of others, types included", () => {
    expect(circleOf(inside)).toEqual([]);
  });
});

/** The first circle of arrows, from a place back to itself. */
function circleOf(arrows: readonly { readonly from: string; readonly target: string }[]): readonly string[] {
  const next = new Map<string, Set<string>>();
  for (const { from, target } of arrows) next.set(from, (next.get(from) ?? new Set<string>()).add(target));
  const done = new Set<string>();
  const visit = (place: string, above: readonly string[]): readonly string[] => {
    if (above.includes(place)) return [...above.slice(above.indexOf(place)), place];
    if (done.has(place)) return [];
    for (const target of next.get(place) ?? []) {
      const circle = visit(target, [...above, place]);
      if (circle.length > 0) return circle;
    }
    done.add(place);
    return [];
  };
  return [...next.keys()].map((place) => visit(place, [])).find((circle) => circle.length > 0) ?? [];
}

describe("effects and packages", () => {
  test("node: modules stand only where the world is touched", () => {
    const wrong = imports.filter(({ from, target }) => target.startsWith("node:") && !isOneOf(from, NODE_ALLOWED));
    expect(wrong.map(shown)).toEqual([]);
  });

  test("what is only there in Node is not used where a browser must do", () => {
    const pure = files.filter(({ path }) => !isOneOf(path, NODE_ALLOWED));
    const words = /\b(?:Buffer|__dirname|__filename|require|setImmediate|global)\b(?!\s*:)|\bimport\.meta\b/;
    const wrong = pure.flatMap(({ path, code }) => {
      const found = words.exec(bareWords(code));
      return found ? [`${path}: ${found[0]}`] : [];
    });
    expect(wrong).toEqual([]);
  });

  test("a foreign package is imported in its one place", () => {
    const foreign = imports.filter(({ target }) => !target.endsWith(".ts") && !target.startsWith("node:"));
    expect(foreign.filter(({ from, target }) => !(PACKAGES[target] ?? []).includes(from)).map(shown)).toEqual([]);
  });

  test("the list of packages is that of package.json", () => {
    const { dependencies } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
      dependencies: Record<string, string>;
    };
    const named = Object.keys(PACKAGES).map((name) =>
      name
        .split("/")
        .slice(0, name.startsWith("@") ? 2 : 1)
        .join("/"),
    );
    expect([...new Set(named)].sort()).toEqual(Object.keys(dependencies).sort());
    const unused = Object.entries(PACKAGES).flatMap(([name, places]) =>
      places
        .filter((place) => !imports.some(({ from, target }) => from === place && target === name))
        .map((place) => `${place} → ${name}`),
    );
    expect(unused).toEqual([]);
  });

  test("no clock, chance, working folder or console below the shell", () => {
    const shell = ["cli.ts", "command/", "machine/", "page/", "record/", "trigger/"];
    const words =
      /\b(?:Date\.now|new Date\(\s*\)|performance\.now|Math\.random|process\.|console\.|localStorage|toLocale\w*|Intl\.|localeCompare)/;
    const wrong = files
      .filter(({ path }) => !isOneOf(path, [...shell, "review-page/"]))
      .flatMap(({ path, code }) => {
        const found = words.exec(bareWords(code));
        return found ? [`${path}: ${found[0]}`] : [];
      });
    expect(wrong).toEqual([]);
  });
});

describe("form of the source", () => {
  test.each([
    ["any", /\bany\b(?!\s*[=(.])/],
    ["an enum", /\benum\s+\w/],
    ["a default export", /\bexport\s+default\b/],
    ["a namespace", /\bnamespace\s+\w/],
    ["a silenced check", /@ts-(?:ignore|nocheck|expect-error)/],
    ["parseFloat", /\bparseFloat\b/],
  ])("there is no %s", (_, pattern) => {
    const wrong = files
      .filter(
        ({ path, code, text }) =>
          !path.endsWith(".d.ts") && pattern.test(pattern.source.includes("@ts") ? text : bareWords(code)),
      )
      .map(({ path }) => path);
    expect(wrong).toEqual([]);
  });

  test("no drawers: index, utils, helpers, common, types, misc", () => {
    const wrong = files
      .filter(({ path }) =>
        /(?:^|\/)(?:index|utils?|helpers?|common|types?|misc|shared|constants)(?:\.ts|\/)/.test(path),
      )
      .map(({ path }) => path);
    expect(wrong).toEqual([]);
  });

  test("no barrels: a file does more than pass names on", () => {
    const wrong = files
      .filter(
        ({ code }) =>
          code
            .replace(/export\s+(?:type\s+)?(?:\*|\{[^}]*\})(?:\s+as\s+\w+)?\s+from\s+"[^"]+";?/g, "")
            .replace(/import\s[^;]*;/g, "")
            .trim() === "",
      )
      .map(({ path }) => path);
    expect(wrong).toEqual([]);
  });

  test("relative imports end in .js", () => {
    const wrong = files.flatMap(({ path, code }) =>
      [...code.matchAll(/from "(\.[^"]+)"/g)]
        .filter((match) => !match[1]?.endsWith(".js"))
        .map((match) => `${path}: ${match[1]}`),
    );
    expect(wrong).toEqual([]);
  });

  test("a file has at most 300 lines", () => {
    const wrong = files
      .map(({ path, text }) => ({ path, lines: text.split("\n").length - 1 }))
      .filter(({ lines }) => lines > 300)
      .map(({ path, lines }) => `${path}: ${lines}`);
    expect(wrong).toEqual([]);
  });
});

/** Labels that are also plain words of the trade, each with the reason why they may stand in the source. */
const WORDS_OF_THE_TRADE: Readonly<Record<string, string>> = {};

describe("the form is data", () => {
  const schemas = loadSchemas(shippedFiles());
  const { forms } = schemas;
  const bare = (text: string): string =>
    text.replace(/^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.、])/, "");

  function literalsWith(names: readonly string[]): readonly string[] {
    return files.flatMap(({ path, code }) =>
      literalsOf(code).flatMap((literal) =>
        names
          .filter((name) => literal.includes(name) && WORDS_OF_THE_TRADE[name] === undefined)
          .map((name) => `${path}: ${name}`),
      ),
    );
  }

  test("no unit's name stands in the source", () => {
    const names = [
      schemas.jurisdiction.name,
      ...(schemas.jurisdiction.aliases ?? []),
      ...schemas.units.flatMap((unit) => [unit.name, ...unit.aliases]),
    ];
    expect(literalsWith(names.filter((name) => name.length >= 2))).toEqual([]);
  });

  test("no official label of four characters or more stands in the source", () => {
    const headings = forms.flatMap((form) => form.outline?.parts.map((part) => part.heading) ?? []);
    const labels = forms.flatMap((form) =>
      form.tables.flatMap((table) => [
        table.title,
        ...table.sections.flatMap((s) =>
          [...s.rows.lines, ...s.rows.groups, ...s.columns.lines, ...s.columns.groups].map((line) => line.label),
        ),
      ]),
    );
    expect(literalsWith([...new Set([...headings, ...labels].map(bare))].filter((label) => label.length >= 4))).toEqual(
      [],
    );
  });

  test("no name of a form and no word by which titles speak of one stands in the source", () => {
    const titles = forms.flatMap((form) => [form.title, ...form.titleWords.filter((word) => word.length >= 8)]);
    expect(titles.length).toBeGreaterThan(20);
    expect(literalsWith([...new Set(titles)])).toEqual([]);
  });

  test("no rule's clause and no document number stands in the source", () => {
    const wrong = files
      .filter(
        ({ path, code }) =>
          path !== "form/records.ts" &&
          literalsOf(code).some((literal) => /国办公开办函|国办发〔|国务院令/.test(literal)),
      )
      .map(({ path }) => path);
    expect(wrong).toEqual([]);
  });
});

describe("the tools of this test", () => {
  test("comments go, strings and expressions stay", () => {
    const code = withoutComments('const a = "// no"; // yes\nconst b = /["/]/; /* any */ const c = `x${1}//`;');
    expect(code.replace(/\s+/g, " ").trim()).toBe('const a = "// no"; const b = /["/]/; const c = `x${1}//`;');
    expect(literalsOf(code)).toEqual(["// no", "x${1}//"]);
    expect(bareWords('a = "Date.now"; b = `${Date.now()}`')).toContain("Date.now()");
    expect(bareWords('a = "Date.now"')).not.toContain("Date.now");
  });
});
