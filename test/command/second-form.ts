import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { reliefFiles } from "../form/relief.js";
import { asked, type Office, openOffice, submission } from "./office.js";

/** An office that collects the annual report and, beside it, another form. */
export async function openWith(form: object, files: Readonly<Record<string, string>>): Promise<Office> {
  const office = await openOffice({ "象湖镇.csv": submission("象湖镇人民政府", asked(3)) });
  await addForm(office, form, files);
  return office;
}

/** Another form beside the annual report, and what was sent of it. */
export async function addForm(office: Office, form: object, files: Readonly<Record<string, string>>): Promise<void> {
  await rm(join(office.schemas, "relief"), { recursive: true, force: true });
  const rules = await readFile(join(office.schemas, "annual-report/2021/rules.json"), "utf8");
  await put(office.schemas, Object.fromEntries(reliefFiles(form, rules).map(({ path, text }) => [path, text])));
  const settings = join(office.schemas, "jurisdiction.json");
  const order = { ...JSON.parse(await readFile(settings, "utf8")), forms: ["annual-report", "relief"] };
  await writeFile(settings, JSON.stringify(order));
  await put(office.inputs, files);
}

async function put(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

/** One unit's sheet of that form. */
export const relief = (unit: string, period: string, people: number, women: number): string =>
  `${unit}${period}困难群众救助月报,,\n类别,人数,其中女性\n最低生活保障,${people},${women}\n`;
