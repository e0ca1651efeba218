import type { GivenFont } from "./talk.js";

/** 本机字体, as newer browsers of the Chrome family list them once the clerk permits it. */
interface LocalFont {
  readonly fullName: string;
  readonly family: string;
  readonly postscriptName: string;
  readonly blob: () => Promise<Blob>;
}

function listing(): (() => Promise<readonly LocalFont[]>) | undefined {
  const list: unknown = Reflect.get(window, "queryLocalFonts");
  return typeof list === "function" ? () => list.call(window) as Promise<readonly LocalFont[]> : undefined;
}

export function canListFonts(): boolean {
  return listing() !== undefined;
}

/** Names by which a font with Chinese characters is known where its name is not Chinese itself. */
const CHINESE =
  /\p{Script=Han}|FangSong|SimSun|SimHei|KaiTi|DengXian|YaHei|PingFang|CJK SC|Source Han|WenQuanYi|Fandol|AR PL|Sarasa|LXGW|HarmonyOS|MiSans|Droid Sans Fallback|^ST(?:Song|Heiti|Kaiti)/iu;

/** 一种可选的字体. */
export interface FontChoice {
  readonly name: string;
  /** @throws Error with a sentence for the clerk */
  readonly load: () => Promise<GivenFont>;
}

/**
 * 本机的中文字体, by name.
 * @throws Error with a sentence for the clerk where the browser refuses, or has none
 */
export async function localFonts(): Promise<readonly FontChoice[]> {
  const fonts = await listing()?.().catch(() => []);
  if (!fonts || fonts.length === 0)
    throw new Error(
      "浏览器没有允许读取本机字体；请按“选择 PDF 字体”选取字体文件，或不生成 PDF，用浏览器打印报告的网页。",
    );
  const chinese = fonts.filter(({ fullName, family }) => CHINESE.test(`${family}\n${fullName}`));
  if (chinese.length === 0) throw new Error("没有找到本机的中文字体；请按“选择 PDF 字体”选取字体文件。");
  const byName = new Map(chinese.map((font) => [font.fullName, font]));
  return [...byName].map(([name, font]) => ({ name, load: () => loaded(font) }));
}

async function loaded(font: LocalFont): Promise<GivenFont> {
  const { fullName } = font;
  try {
    return { name: fullName, file: await font.blob() };
  } catch {
    throw new Error(`不能读取字体“${fullName}”，请另选一种，或按“选择 PDF 字体”选取字体文件。`);
  }
}
