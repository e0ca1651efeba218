import { spawnSync } from "node:child_process";
import { mkdir, readdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { makeZip, sheetOf } from "../read/making.js";
import {
  asked,
  consolidatedFigure,
  digests,
  drop,
  type Files,
  type Office,
  openOffice,
  submission,
  WHOLE_YEAR,
  YEAR,
} from "./office.js";

interface Found {
  readonly rule: string;
  readonly severity: string;
  readonly unit: string | null;
  readonly message: string;
  readonly sources: readonly { readonly file: string; readonly text: string }[];
}

/** Runs and makes sure of what holds whatever lies in the inputs: no crash, inputs untouched, nothing written but the outputs. */
async function survived(office: Office): Promise<readonly Found[]> {
  const before = await digests(office.inputs);
  const beside = await readdir(office.home);
  const { exitCode, stdout, stderr } = await office.alone("run", "--json");
  expect([0, 1], stderr).toContain(exitCode);
  expect(JSON.parse(stdout)).toMatchObject({ exitCode });
  expect(await digests(office.inputs)).toEqual(before);
  expect((await readdir(office.home)).filter((name) => name !== "outputs").sort()).toEqual(
    beside.filter((name) => name !== "outputs").sort(),
  );
  expect((await readdir(office.outputs)).sort()).toEqual([
    ".cache",
    String(YEAR),
    `${YEAR}-变化.txt`,
    "runs",
    "办理记录",
  ]);
  return JSON.parse(await readFile(join(office.outputs, String(YEAR), "findings.json"), "utf8")) as readonly Found[];
}

function found(findings: readonly Found[], rule: string): readonly Found[] {
  return findings.filter((finding) => finding.rule === rule);
}

/** Controls, byte order marks and marks of direction, raw. */
const UNSEEN = /[^\P{Cc}\t\r\n]|[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;

const whole = (more: Files): Promise<Office> => openOffice({ ...WHOLE_YEAR, ...more });

describe("names and cells that are no friends", () => {
  test("markup, formulas and control characters in names and cells are text and nothing else", async () => {
    const evil = `=HYPERLINK("http://x.invalid","看")<script>alert(1)</script>&amp;\u0001\u202e`;
    const office = await whole({
      "<img src=x onerror=alert(1)>.csv": submission("石城镇"),
      "=cmd|' ∕C calc'!A0.csv": submission(evil),
      "石城镇\u202exslx\u2066\ufeff.csv": "\ufeff无关\u202e\n",
      "乡镇/叶坪镇.csv": submission("叶坪镇人民政府", {
        typed: { ...asked(2).typed, "proactive.licensing.decisions": evil, "disputes.review.upheld": "=1+1" },
      }),
    });
    const findings = await survived(office);
    expect(found(findings, "UNIT.UNKNOWN")).toHaveLength(2);
    expect(found(findings, "VALUE.UNREADABLE").map(({ unit }) => unit)).toEqual(expect.arrayContaining(["T02"]));
    const year = join(office.outputs, String(YEAR));
    for (const path of (await readdir(year, { recursive: true })).filter((name) => name.endsWith(".html"))) {
      const page = await readFile(join(year, path), "utf8");
      expect(page).not.toContain("<script>alert(1)");
      expect(page).not.toContain("<img src=x");
    }
    for (const path of (await readdir(year, { recursive: true })).filter((name) =>
      /\.(?:html|csv|json|txt)$/.test(name),
    ))
      expect((await readFile(join(year, path), "utf8")).replace(/^\ufeff/, ""), path).not.toMatch(UNSEEN);
    expect(findings.map(({ message }) => message).join()).toContain("《2022/石城镇⟨U+202E⟩xslx⟨U+2066⟩⟨U+FEFF⟩.csv》");
    for (const path of (await readdir(join(year, "data"))).filter((name) => name.endsWith(".csv"))) {
      expect(await readFile(join(year, "data", path), "utf8")).not.toMatch(/(?:^|,|\n)"?[=@]/u);
    }
  });

  test("numbers of forty digits, exponents, infinities and negative zeros", async () => {
    const digits = "9".repeat(40);
    const typed = {
      ...asked(digits).typed,
      "proactive.licensing.decisions": "1e309",
      "proactive.penalties.decisions": "-0",
      "proactive.compulsion.decisions": "Infinity",
      "proactive.fees.amount": `0.${"0".repeat(50)}1`,
    };
    const office = await whole({ "乡镇/叶坪镇.csv": submission("叶坪镇人民政府", { typed }) });
    const findings = await survived(office);
    const value = await consolidatedFigure(office, "applications.received.naturalPerson");
    expect([(BigInt(digits) + 34n).toString(), "34"]).toContain(value);
    if (value === "34")
      expect(found(findings, "VALUE.UNREADABLE").flatMap(({ sources }) => sources.map(({ text }) => text))).toContain(
        digits,
      );
    expect(found(findings, "VALUE.UNREADABLE").flatMap(({ sources }) => sources.map(({ text }) => text))).toContain(
      "Infinity",
    );
  });

  test("names of two hundred characters, and names that are not UTF-8", async () => {
    const office = await openOffice({
      [`${"长".repeat(78)}.csv`]: submission("石城镇"),
      [`${"x".repeat(200)}.csv`]: "a,b\n1,2\n",
      "象湖镇.csv": submission("象湖镇人民政府", asked(11)),
    });
    const gbk = Buffer.from([0xd2, 0xb6, 0xc6, 0xba, 0xd5, 0xf2]);
    const place = Buffer.concat([Buffer.from(`${join(office.inputs, String(YEAR))}/`), gbk, Buffer.from(".csv")]);
    await writeFile(place, submission("叶坪镇人民政府", asked(2)));
    const findings = await survived(office);
    expect(found(findings, "UNIT.UNKNOWN")).toHaveLength(1);
    expect(await consolidatedFigure(office, "applications.received.naturalPerson")).toBe("13");
    const submissions = await readFile(join(office.outputs, String(YEAR), "data", "submissions.csv"), "utf8");
    expect(submissions).toContain("2022/叶坪镇.csv");
  });
});

describe("archives", () => {
  test("entry names that climb out of the archive write nothing anywhere", async () => {
    const office = await whole({});
    const entry = submission("叶坪镇人民政府", asked(2));
    await rm(join(office.inputs, String(YEAR), "乡镇/叶坪镇.csv"));
    await drop(office.inputs, {
      "报送.zip": makeZip([
        { name: "../../../../escaped.csv", content: entry },
        { name: "/absolute.csv", content: "a,b\n1,2\n" },
        { name: "C:\\windows\\drive.csv", content: "a,b\n1,2\n" },
        { name: "..\\..\\叶坪镇.csv", content: entry },
      ]),
    });
    await survived(office);
    expect(await readdir(office.home)).not.toContain("escaped.csv");
    expect(await consolidatedFigure(office, "applications.received.naturalPerson")).toBe("36");
  });

  test("a bomb is refused in words, the others count", async () => {
    const zeros = new Uint8Array(300 * 1024 * 1024);
    const bomb = makeZip([
      { name: "xl/workbook.xml", content: zeros },
      { name: "[Content_Types].xml", content: "<Types/>" },
    ]);
    const office = await whole({ "石城镇.xlsx": bomb, "二.zip": makeZip([{ name: "里.zip", content: bomb }]) });
    const findings = await survived(office);
    expect(
      findings.filter(
        ({ rule }) => rule === "FILE.TOO_LARGE" || rule === "FILE.UNREADABLE" || rule === "FILE.UNSUPPORTED",
      ).length,
    ).toBeGreaterThanOrEqual(2);
    expect(await consolidatedFigure(office, "applications.received.naturalPerson")).toBe("36");
  });

  test("tables nested thousands deep, and cells by the hundred thousand", async () => {
    const depth = 20_000;
    const office = await whole({
      "石城镇.html": `<html><body>${"<table><tr><td>".repeat(depth)}1${"</td></tr></table>".repeat(depth)}</body></html>`,
      "石城乡.xlsx": sheetOf(
        Array.from({ length: 3000 }, (_, row) => `<row r="${row + 1}">${"<c><v>1</v></c>".repeat(300)}</row>`).join(""),
      ),
    });
    await survived(office);
    expect(await consolidatedFigure(office, "applications.received.naturalPerson")).toBe("36");
  });

  test("a file of a hundred megabytes", async () => {
    const office = await whole({ "石城镇.csv": new Uint8Array(100 * 1024 * 1024).fill(0x31) });
    const findings = await survived(office);
    expect(
      findings.filter(
        ({ rule, sources }) => rule.startsWith("FILE.") && sources.some(({ file }) => file === "2022/石城镇.csv"),
      ),
    ).not.toEqual([]);
    expect(await consolidatedFigure(office, "applications.received.naturalPerson")).toBe("36");
  });
});

describe("things that are no files", () => {
  test.runIf(process.platform !== "win32")(
    "links are not followed, pipes are not waited for, and both are named; folders that are called workbooks are folders",
    async () => {
      const office = await whole({});
      const secret = join(office.home, "secret");
      await mkdir(secret);
      await writeFile(join(secret, "叶坪镇.csv"), submission("叶坪镇人民政府", asked(999)));
      const year = join(office.inputs, String(YEAR));
      await rm(join(year, "乡镇/叶坪镇.csv"));
      await symlink(join(secret, "叶坪镇.csv"), join(year, "叶坪镇.csv"));
      await symlink(secret, join(year, "folder"));
      await symlink(year, join(year, "round"));
      await mkdir(join(year, "folder.xlsx"));
      spawnSync("mkfifo", [join(year, "pipe.xlsx")]);
      const findings = await survived(office);
      const special = found(findings, "FILE.UNSUPPORTED");
      expect(special).toMatchObject([{ unit: "T02", severity: "mandatory", sources: [{ file: "2022/叶坪镇.csv" }] }]);
      const stray = found(findings, "FILE.NOT_A_SUBMISSION").filter(({ message }) => message.includes("没有打开"));
      expect(stray.flatMap(({ sources }) => sources.map(({ file }) => file)).sort()).toEqual(
        ["2022/folder", "2022/pipe.xlsx", "2022/round"].sort(),
      );
      expect(stray.map(({ severity }) => severity)).toEqual(["notice", "notice", "notice"]);
      expect(special.map(({ message }) => message).join()).toMatch(/这是一个链接.*没有打开/u);
      expect(found(findings, "UNIT.MISSING").map(({ unit }) => unit)).toEqual(["T02"]);
      expect(await consolidatedFigure(office, "applications.received.naturalPerson")).toBe("34");
      const { exitCode, stderr } = await office.alone("check", join(year, "pipe.xlsx"));
      expect(exitCode).toBe(2);
      expect(stderr).toContain("不是文件");
    },
  );

  test("files that come, go and change while a run is under way", async () => {
    const office = await whole({});
    const place = join(office.inputs, String(YEAR), "石城镇.csv");
    const text = submission("石城镇");
    let over = false;
    const restless = (async () => {
      for (let turn = 0; !over; turn += 1) {
        await writeFile(place, text.slice(0, turn % text.length));
        if (turn % 3 === 0) await rename(place, `${place}.part`).then(() => rm(`${place}.part`));
        await new Promise((resolve) => setTimeout(resolve, 3));
      }
    })();
    const { exitCode, stderr } = await office.alone("run", "--json");
    over = true;
    await restless;
    expect([0, 1], stderr).toContain(exitCode);
    expect(await consolidatedFigure(office, "applications.received.naturalPerson")).toBe("36");
  });
});
