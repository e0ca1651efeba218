import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { wrongUse } from "../error.js";

/** Where systems keep TrueType fonts with the Chinese characters of a report. */
const FONTS = [
  "/usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf",
  "C:\\Windows\\Fonts\\simfang.ttf",
  "C:\\Windows\\Fonts\\simhei.ttf",
] as const;

/** The first bytes of TrueType and OpenType fonts and of collections. */
const FONT_SIGNATURES: readonly string[] = ["\u0000\u0001\u0000\u0000", "true", "OTTO", "ttcf"];

/**
 * 字体: the font that the jurisdiction names, else one that is installed; undefined where there is none.
 * @throws CrossfootError (exit 2) for a named file that does not exist or is no font
 */
export async function findFont(
  configured: string | undefined,
): Promise<{ name: string; bytes: Uint8Array } | undefined> {
  if (configured !== undefined && !existsSync(resolve(configured)))
    throw wrongUse(`schemas/jurisdiction.json 中 fonts.pdf 所指的字体文件不存在：${configured}`);
  const path = configured ?? FONTS.find((one) => existsSync(one));
  if (path === undefined) return undefined;
  const bytes = new Uint8Array(await readFile(path).catch(() => new Uint8Array()));
  if (FONT_SIGNATURES.includes(String.fromCharCode(...bytes.subarray(0, 4))))
    return { name: path.split(/[\\/]/).at(-1) ?? path, bytes };
  if (configured === undefined) return undefined;
  throw wrongUse(`schemas/jurisdiction.json 中 fonts.pdf 所指的不是可用的字体文件：${configured}`);
}
