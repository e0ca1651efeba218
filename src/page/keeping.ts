import { base64Of, bytesOfBase64 } from "../base64.js";
import type { GivenFile } from "./placing.js";

/** 浏览器的留存: what was typed into the page, kept in the browser's own storage if the clerk says so. Never the units' files. */
const KEY = "crossfoot";

interface Kept {
  readonly path: string;
  /** In base64. */
  readonly content: string;
}

const REFUSED = "浏览器不允许本页留存内容，或留存的空间已满；填写的内容没有丢，请用“保存”存成文件。";

/** 留存 all of them in the place of what was kept before. @throws Error with a sentence for the clerk; then nothing is kept any more */
export async function keep(files: readonly GivenFile[]): Promise<void> {
  const kept: readonly Kept[] = await Promise.all(
    files.map(async ({ path, file }) => ({ path, content: base64Of(new Uint8Array(await file.arrayBuffer())) })),
  );
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // What was kept before would come back the next time as if it were what was typed last.
    forget();
    throw new Error(REFUSED);
  }
}

/** 取回; undefined where nothing was kept, or nothing that can be read. */
export function kept(): readonly GivenFile[] | undefined {
  try {
    const text = localStorage.getItem(KEY);
    return text === null ? undefined : filesIn(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** 清除. */
export function forget(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Where storage is refused, nothing was kept.
  }
}

/** Only what the page itself writes is taken: what was typed, and the records below outputs. */
const OWN =
  /^(?:inputs\/\d{4}[-HQ\d]{0,3}\/(?:[^/]+\/)?(?:说明|调整)(?:\.\d{1,3})?\.csv|schemas\/(?:units|设置)\.xlsx|outputs\/(?:runs|办理记录)\/[^/]+\.jsonl?)$/;

function filesIn(value: unknown): readonly GivenFile[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((one: unknown) => {
    if (!isKept(one) || !OWN.test(one.path)) return [];
    const bytes = bytesOfBase64(one.content);
    return [{ path: one.path, file: new File([bytes], one.path.split("/").at(-1) ?? one.path) }];
  });
}

function isKept(one: unknown): one is Kept {
  return (
    typeof one === "object" &&
    one !== null &&
    typeof Reflect.get(one, "path") === "string" &&
    typeof Reflect.get(one, "content") === "string"
  );
}
