import { openSha256 } from "../../sha256.browser.js";

/** 要核对的文件: its path below the chosen folder, that folder's name first, or its name alone; and its bytes. */
export interface FileToCheck {
  readonly path: string;
  readonly pieces: () => AsyncIterable<Uint8Array>;
}

/** 核对结果, in lines, the verdict first. Of a chosen folder what it lacks is said as well. */
export async function checked(
  signed: readonly (readonly [path: string, sha256: string])[],
  chosen: readonly FileToCheck[],
  folder: boolean,
): Promise<readonly string[]> {
  const roots = folder ? rootsOf(chosen) : [];
  if (roots.length > 1) return ["没有核对：所选的文件夹里有几份输出，请只选本页所在的文件夹。"];
  const [root = ""] = roots;
  const [same, changed, lacking]: [string[], string[], string[]] = [[], [], []];
  for (const [path, digest] of signed) {
    const file = folder ? chosen.find((one) => one.path === root + path) : ownFile(chosen, path, signed);
    if (file) ((await digestOf(file)) === digest ? same : changed).push(path);
    else if (folder) lacking.push(path);
  }
  return verdictOf(same, changed, lacking);
}

/** Where consolidated.json lies, an output stands; without any the folder itself is taken for one. */
function rootsOf(chosen: readonly FileToCheck[]): readonly string[] {
  const found = chosen
    .filter(({ path }) => path.endsWith(`/${FIGURES}`))
    .map(({ path }) => path.slice(0, -FIGURES.length));
  return found.length > 0 ? found : [`${(chosen[0]?.path ?? "").split("/")[0] ?? ""}/`];
}

const FIGURES = "consolidated.json";

/** A file alone is known by its name. Where several of the signed ones bear it, their folder would have to be told. */
function ownFile(
  chosen: readonly FileToCheck[],
  path: string,
  signed: readonly (readonly [path: string, sha256: string])[],
): FileToCheck | undefined {
  const name = nameOf(path);
  const alone = signed.filter(([other]) => nameOf(other) === name).length === 1;
  return alone ? chosen.find((one) => one.path === name) : undefined;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

async function digestOf({ pieces }: FileToCheck): Promise<string> {
  const hash = openSha256();
  for await (const piece of pieces()) hash.add(piece);
  return hash.hex();
}

function verdictOf(same: readonly string[], changed: readonly string[], lacking: readonly string[]): readonly string[] {
  const wrong = [
    ...changed.map((path) => `${path}：内容有改动，不是所签的文件`),
    ...lacking.map((path) => `${path}：所选的文件夹里没有`),
  ];
  if (same.length + wrong.length === 0)
    return ["没有核对：所选的都不是所签的文件；说明、退回单、底稿等不在所签之列，几处同名的请选整个文件夹。"];
  if (wrong.length === 0) return [`核对了${same.length}个文件，都是所签的文件，没有改动。`];
  return [`所签的文件有改动${changed.length}个、缺少${lacking.length}个；没有改动的${same.length}个。`, ...wrong];
}
