import { createInterface } from "node:readline/promises";
import { wrongUse } from "../../error.js";
import { choiceNamed, type Setting, settingsLayout } from "../../form/office/office.js";
import { type Jurisdiction, JurisdictionSchema } from "../../form/office-records.js";

/** 本地的名称和级别. */
export interface Place {
  readonly name: string;
  readonly level: Jurisdiction["level"];
}

/** 终端: who can be asked. Questions stand beside the result, on standard error. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  /** Somebody sits there. */
  readonly attended: boolean;
}

export interface PlaceGiven {
  readonly name?: string;
  readonly level?: string;
}

/**
 * 名称和级别: as the options have them; what they lack is asked for.
 * @throws CrossfootError (exit 2) for an unknown level, and where something is lacking and nobody can be asked
 */
export async function placeFrom(given: PlaceGiven, terminal: Terminal): Promise<Place> {
  const name = given.name === undefined ? undefined : nameFrom(given.name);
  const level = given.level === undefined ? undefined : levelFrom(given.level);
  if (given.name !== undefined && name === undefined) throw wrongUse("--name 应为行政区名称，不能为空");
  if (given.level !== undefined && level === undefined)
    throw wrongUse(`--level 只能是 ${levelWords()} 之一，实为“${given.level}”`);
  if (name !== undefined && level !== undefined) return { name, level };
  if (!terminal.attended)
    throw wrongUse(`没有终端可以询问，请在命令中写明 --name 行政区名称 --level 级别（${levelWords()}）`);
  return askFor({ name, level }, terminal);
}

interface Lacking {
  readonly name: string | undefined;
  readonly level: Place["level"] | undefined;
}

/** Asks again until the answer will do; a terminal that is closed meanwhile ends it. */
async function askFor({ name, level }: Lacking, { input, output }: Terminal): Promise<Place> {
  const lines = createInterface({ input, output });
  const ended = new Promise<never>((_, refuse) => {
    lines.once("close", () => refuse(wrongUse("没有填完，什么也没有写")));
  });
  const ask = async <T>(question: string, read: (answer: string) => T | undefined): Promise<T> => {
    for (;;) {
      const answer = read(await Promise.race([lines.question(question), ended]));
      if (answer !== undefined) return answer;
    }
  };
  try {
    const named = name ?? (await ask("本级行政区名称，如 某某市：", nameFrom));
    return { name: named, level: level ?? (await ask(`级别（${levelWords()}）：`, levelFrom)) };
  } finally {
    // Closing it ends the wait as well, which nobody is to hear of any more.
    ended.catch(() => undefined);
    lines.close();
  }
}

function nameFrom(text: string): string | undefined {
  const name = text.trim();
  return name === "" ? undefined : name;
}

function levelFrom(text: string): Place["level"] | undefined {
  const choice = choiceNamed(levelSetting(), text.trim());
  const parsed = JurisdictionSchema.shape.level.safeParse(choice?.value);
  return parsed.success ? parsed.data : undefined;
}

function levelWords(): string {
  return levelSetting()
    .choices.map(({ label }) => label)
    .join("、");
}

function levelSetting(): Setting {
  const setting = settingsLayout().settings.find(({ path }) => path.join() === "level");
  if (!setting) throw new Error("the settings have no level");
  return setting;
}
