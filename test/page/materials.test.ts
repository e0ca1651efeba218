import { expect, test } from "vitest";
import { type Period, periodNamed, yearPeriod } from "../../src/period.js";

/** The page's files are compiled for browsers, whose names the other tests do not have. */
interface Materials {
  readonly given: () => {
    readonly isAsking: boolean;
    readonly task: { readonly period: Period };
    readonly placed: { readonly inputs: ReadonlyMap<string, unknown> };
  };
  readonly add: (files: ReturnType<typeof given>) => void;
  readonly take: (coming: Promise<ReturnType<typeof given>>) => Promise<void>;
  readonly choose: (task: { readonly period: Period }) => void;
  readonly setChoices: (choices: { readonly kinds: readonly string[]; readonly tasks: readonly object[] }) => void;
}

const { openMaterials } = (await import(new URL("../../src/page/materials.ts", import.meta.url).href)) as {
  openMaterials: (first: Period) => Materials;
};
const given = (...paths: readonly string[]) => paths.map((path) => ({ path, file: new File([], path) }));
const { keepChoices } = (await import(new URL("../../src/page/desk/choosing.ts", import.meta.url).href)) as {
  keepChoices: (materials: Materials, thread: { readonly ask: () => Promise<object> }) => void;
};

const { openWork } = (await import(new URL("../../src/page/work.ts", import.meta.url).href)) as {
  openWork: (
    thread: object,
    materials: Materials,
  ) => { readonly attempt: (report: object, piece: () => Promise<void>) => Promise<void> };
};

const YEARS = { kinds: ["year"], tasks: [] };
const opened = () => openMaterials(yearPeriod(2025));
const periodOf = ({ given }: Materials): string => given().task.period.key;

test("the year that the clerk chose stays, also where only another year's folder was put in", () => {
  const materials = opened();
  materials.add(given("2021/甲镇.xlsx", "乙镇.xlsx"));
  expect(periodOf(materials)).toBe("2021");
  materials.choose({ period: yearPeriod(2022) });
  // What forms there are is asked anew for the chosen year, and the answer comes later.
  materials.setChoices(YEARS);
  expect(periodOf(materials)).toBe("2022");
  expect([...materials.given().placed.inputs.keys()]).toEqual(["2021", "2022"]);
  materials.add(given("2023/甲镇.xlsx"));
  materials.setChoices(YEARS);
  expect(periodOf(materials)).toBe("2023");
});

test("folders of months are taken once it is known that a form is monthly", () => {
  const materials = opened();
  materials.add(given("2022-11/甲镇.xlsx", "2022-12/甲镇.xlsx"));
  expect(periodOf(materials)).toBe("2025");
  const period = periodNamed("2022-12");
  if (!period) throw new Error("no period");
  materials.setChoices({ kinds: ["year", "month"], tasks: [{ period, form: "relief", title: "某月报" }] });
  expect(periodOf(materials)).toBe("2022-12");
});

test("nothing can be begun before it is known which folders are periods', and what can't be known is asked once", async () => {
  const [answered, refused] = [opened(), opened()];
  let asked = 0;
  keepChoices(answered, { ask: async () => ({ choices: { kinds: ["year", "month"], tasks: [] } }) });
  keepChoices(refused, {
    ask: async () => {
      asked += 1;
      throw new Error("the schemas are wrong");
    },
  });
  for (const materials of [answered, refused]) {
    materials.add(given("2022-12/甲镇.xlsx"));
    expect(materials.given().isAsking).toBe(true);
  }
  await expect.poll(() => [answered, refused].map((materials) => materials.given().isAsking)).toEqual([false, false]);
  expect([periodOf(answered), periodOf(refused), asked]).toEqual(["2022-12", "2025", 1]);
});

test("work waits for what was dropped before it, and is not done without it", async () => {
  const materials = opened();
  const work = openWork({}, materials);
  const report = { status: { textContent: "" }, trouble: { textContent: "" } };
  const seen: string[] = [];
  const piece = async (): Promise<void> => void seen.push(periodOf(materials));
  let list: (files: ReturnType<typeof given>) => void = () => undefined;
  const dropped = materials.take(new Promise((answer) => (list = answer)));
  const attempted = work.attempt(report, piece);
  list(given("2023/甲镇.xlsx"));
  await Promise.all([dropped, attempted]);
  expect(seen).toEqual(["2023"]);

  const refused = materials.take(Promise.reject(new Error("没有放入：浏览器不能读取")));
  await Promise.all([expect(refused).rejects.toThrow("没有放入"), work.attempt(report, piece)]);
  expect(report.trouble.textContent).toContain("没有放入");
  expect(seen).toEqual(["2023"]);
  await work.attempt(report, piece);
  expect(seen).toEqual(["2023", "2023"]);
});
