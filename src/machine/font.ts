import { existsSync } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { join, parse, resolve } from "node:path";
import { wrongUse } from "../error.js";
import { FACES, type Face, oneTypeface, type Typeface, type Typefaces } from "../typeface.js";

/** Where systems keep the fonts that are installed. */
const FOLDERS: readonly string[] = [
  "C:\\Windows\\Fonts",
  join(homedir(), "AppData", "Local", "Microsoft", "Windows", "Fonts"),
  join(homedir(), ".local", "share", "fonts"),
  join(homedir(), ".fonts"),
  "/usr/local/share/fonts",
  "/usr/share/fonts",
  join(homedir(), "Library", "Fonts"),
  "/Library/Fonts",
  "/System/Library/Fonts",
];

/** Files of the faces, in lower case and without their endings, the best first. */
const XIAOBIAOSONG = ["fzxbsjw", "fzxbsjw--gb1-0", "fzxbsk", "fzxbs", "方正小标宋简体", "方正小标宋_gbk"] as const;
const HEITI = ["simhei", "黑体", "fandolhei-regular", "sourcehansanssc-regular", "notosanssc-regular"] as const;
const KAITI = ["楷体_gb2312", "simkai_gb2312", "simkai", "楷体", "stkaiti", "fandolkai-regular", "gkai00mp"] as const;
const FANGSONG = ["仿宋_gb2312", "simfang_gb2312", "simfang", "仿宋", "stfangso", "fandolfang-regular"] as const;
const SONGTI = [
  ...["simsun", "宋体", "stsong", "gbsn00lp", "fandolsong-regular", "sourcehanserifsc-regular"],
  ...["notoserifsc-regular", "notoserifcjksc-regular", "notoserifcjk-regular", "songti"],
] as const;
const OTHERS = ["notosanscjk-regular", "wqy-zenhei", "wqy-microhei", "uming", "ukai"] as const;

/** 各级字体: the face itself first, then what is nearest to it; at last any font that has the characters. */
const WANTED: Readonly<Record<Face, readonly string[]>> = {
  title: [...XIAOBIAOSONG, ...SONGTI, ...FANGSONG, ...HEITI, ...KAITI, ...OTHERS],
  heading: [...HEITI, ...SONGTI, ...FANGSONG, ...KAITI, ...OTHERS],
  subheading: [...KAITI, ...FANGSONG, ...SONGTI, ...HEITI, ...OTHERS],
  body: [...FANGSONG, ...SONGTI, ...KAITI, ...HEITI, ...OTHERS],
  table: [...SONGTI, ...FANGSONG, ...HEITI, ...KAITI, ...OTHERS],
};

/** The first bytes of TrueType and OpenType fonts and of collections. */
const FONT_SIGNATURES: readonly string[] = ["\u0000\u0001\u0000\u0000", "true", "OTTO", "ttcf"];

/**
 * 字体: the font that the jurisdiction names, for everything; else for each face the best that is installed, known by the name of its
 * file. Undefined where no font with Chinese characters is installed.
 * @throws CrossfootError (exit 2) for a named file that does not exist or is no font
 */
export async function findFonts(
  configured: string | undefined,
  folders: readonly string[] = FOLDERS,
): Promise<Typefaces | undefined> {
  return configured === undefined ? installedFonts(folders) : oneTypeface(await namedFont(configured));
}

async function namedFont(configured: string): Promise<Typeface> {
  if (!existsSync(resolve(configured)))
    throw wrongUse(`本级设置中 PDF字体（fonts.pdf）所指的字体文件不存在：${configured}`);
  const font = await fontAt(configured);
  if (font) return font;
  throw wrongUse(`本级设置中 PDF字体（fonts.pdf）所指的不是可用的字体文件：${configured}`);
}

async function installedFonts(folders: readonly string[]): Promise<Typefaces | undefined> {
  const files = await fontFiles(folders);
  const read = new Map<string, Typeface | undefined>();
  const faces = new Map<Face, Typeface>();
  for (const face of FACES) {
    for (const path of WANTED[face].flatMap((name) => files.get(name) ?? [])) {
      if (!read.has(path)) read.set(path, await fontAt(path));
      const font = read.get(path);
      if (font) faces.set(face, font);
      if (font) break;
    }
  }
  const [title, heading, subheading, body, table] = FACES.map((face) => faces.get(face));
  return title && heading && subheading && body && table ? { title, heading, subheading, body, table } : undefined;
}

/** Every font file below the folders by its name without ending; the first of a name counts. */
async function fontFiles(folders: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const folder of folders) {
    const paths = await readdir(folder, { recursive: true }).catch(() => []);
    for (const path of paths.sort()) {
      const { name, ext } = parse(path);
      const known = name.normalize("NFC").toLowerCase();
      if (/^\.(?:ttf|otf|ttc)$/i.test(ext) && !files.has(known)) files.set(known, join(folder, path));
    }
  }
  return files;
}

/** Collections of four languages have some 20 MB. */
const LARGEST = 200_000_000;

async function fontAt(path: string): Promise<Typeface | undefined> {
  const { size } = (await stat(path).catch(() => undefined)) ?? { size: 0 };
  // A device has no size and no end.
  if (size === 0 || size > LARGEST) return undefined;
  const bytes = new Uint8Array(await readFile(path).catch(() => new Uint8Array()));
  if (!FONT_SIGNATURES.includes(String.fromCharCode(...bytes.subarray(0, 4)))) return undefined;
  return { name: path.split(/[\\/]/).at(-1) ?? path, bytes };
}
