import type { Extractor, FileHeader } from "node-unrar-js";
import { type Budget, refuseManyEntries, spendUnpacked, unpackedLeft } from "../limits.js";
import { nameIn } from "../package/package.js";
import { encrypted, ReadRefusal, tooLarge, unreadable, unsupported } from "../refusal.js";
import { type ArchiveEntry, type LibraryFiles, linkRefused, volumeRefused } from "./files.js";
import { dictionaryOf } from "./rar-head.js";

// For a browser, package.json ("browser") names rar.browser.ts in place of this file, and bundlers follow it.

/** The library's program, as it is asked for by name. */
export const UNRAR_PROGRAM = "unrar/unrar.wasm";
/** Of the memory that one file may cost, this part may be a dictionary. */
const SHARE = 0.4;
const MEGABYTE = 1024 * 1024;

/**
 * RAR 压缩包, of WinRAR 1.5 to 6. All its files are unpacked in one pass, since they may be packed as one; in memory, and counted as they
 * come out. What one of them fails by is said when it is asked for.
 */
export async function rarEntries(
  bytes: Uint8Array,
  budget: Budget,
  files: LibraryFiles,
): Promise<readonly ArchiveEntry[]> {
  if (dictionaryOf(bytes) > budget.limits.memoryMb * MEGABYTE * SHARE)
    throw tooLarge("解压所需内存过大", "请改用 .zip 压缩后重新报送；仍不能读取的，");
  const open = (): Promise<Archive> => opened(bytes, files);
  const heads = headsOf(await open(), budget);
  const contents = await unpackedAll(open, heads, budget);
  return heads.map(
    (head, at): ArchiveEntry => ({
      name: plainName(head.name),
      folder: head.flags.directory,
      content: () => {
        const content = contents[at];
        if (content instanceof ReadRefusal) throw content;
        return content ?? linkRefused();
      },
    }),
  );
}

type Archive = Extractor<Uint8Array>;

/** What the library keeps to itself and is needed all the same. */
interface Inside {
  write: (file: number, from: number, size: number) => boolean;
  readonly _archive: unknown;
  readonly closeArc: () => void;
}

async function opened(bytes: Uint8Array, files: LibraryFiles): Promise<Archive> {
  const [program, { createExtractorFromData }] = await Promise.all([files(UNRAR_PROGRAM), import("node-unrar-js")]);
  if (!program) throw unsupported(NO_PROGRAM, OTHERWISE);
  const wasmBinary = program.slice().buffer;
  try {
    // The library makes a copy of its own.
    return await createExtractorFromData({ wasmBinary, data: bytes as unknown as ArrayBuffer });
  } catch {
    throw unsupported(NO_PROGRAM, OTHERWISE);
  }
}

const NO_PROGRAM = "缺少解压程序，不能打开 .rar 压缩包";
const OTHERWISE = "请改用 .zip 压缩，或直接报送 .xlsx、.docx 文件";

function headsOf(archive: Archive, budget: Budget): readonly FileHeader[] {
  const heads: FileHeader[] = [];
  try {
    const { arcHeader, fileHeaders } = archive.getFileList();
    if (arcHeader.flags.headerEncrypted) throw encrypted("压缩包设有密码");
    if (arcHeader.flags.volume) throw volumeRefused();
    for (const head of fileHeaders) {
      heads.push(head);
      refuseManyEntries(budget, heads.length);
    }
  } catch (problem) {
    throw refusalOf(problem);
  }
  return heads;
}

/** What came out, why it did not, or undefined of an entry that has no content of its own. */
type Content = Uint8Array | ReadRefusal | undefined;

/** The library ends at the first entry that fails; it is begun anew without that one, unless all are packed as one. */
async function unpackedAll(
  open: () => Promise<Archive>,
  heads: readonly FileHeader[],
  budget: Budget,
): Promise<readonly Content[]> {
  const contents: Content[] = heads.map((head) => (head.flags.encrypted ? encrypted("文件已加密") : undefined));
  const left = new Set(heads.flatMap((head, at) => (head.flags.encrypted || head.flags.directory ? [] : [at])));
  for (let failures = 0; left.size > 0 && failures < MOST_FAILURES; failures++) {
    const problem = unpackSome({ archive: await open(), contents, left }, budget);
    if (problem === undefined) return contents;
  }
  for (const at of left) contents[at] = unreadable("压缩包里排在前面的文件已损坏，这一个无法解压");
  return contents;
}

const MOST_FAILURES = 20;

interface Unpacking {
  readonly archive: Archive;
  readonly contents: Content[];
  readonly left: Set<number>;
}

/** Unpacks what is left, up to the first that fails; its failure is its content. */
function unpackSome({ archive, contents, left }: Unpacking, budget: Budget): unknown {
  let passed = -1;
  let current = -1;
  const wanted = (): boolean => {
    passed += 1;
    if (!left.has(passed)) return false;
    current = passed;
    return true;
  };
  const stopped = limitOutput(archive, () => unpackedLeft(budget));
  try {
    for (const { fileHeader, extraction } of archive.extract({ files: wanted }).files) {
      const content = extraction ?? new Uint8Array();
      spendUnpacked(budget, content.length);
      contents[current] = content.length === fileHeader.unpSize ? content : whyShort(content, stopped(), budget);
      left.delete(current);
    }
    return undefined;
  } catch (problem) {
    if (current < 0 || !left.has(current)) throw refusalOf(problem);
    contents[current] = failureOf(problem, stopped(), budget);
    left.delete(current);
    return problem;
  } finally {
    const inside = archive as unknown as Inside;
    // Its memory is given back only so, where it ended before its time.
    if (inside._archive) inside.closeArc();
  }
}

/** A link is listed with the size of what it leads to, and has nothing itself. */
function whyShort(content: Uint8Array, isStopped: boolean, budget: Budget): Content {
  if (isStopped) return beyond(budget);
  return content.length === 0 ? undefined : unreadable("内容校验不符，文件已损坏");
}

function beyond({ limits }: Budget): ReadRefusal {
  return tooLarge(`解压后超过 ${Math.floor(limits.inflatedBytes / MEGABYTE)} MB`);
}

/** Counts what is written: the library ends the entry as soon as it is told that no more can be. Gives whether that was so. */
function limitOutput(archive: Archive, left: () => number): () => boolean {
  const output = archive as unknown as Inside;
  const write = output.write;
  let [file, written] = [-1, 0];
  output.write = (to, from, size) => {
    written = to === file ? written + size : size;
    file = to;
    return written <= left() && write.call(archive, to, from, size);
  };
  return () => written > left();
}

/** The library knows nothing of a link's content, and fails without a reason of its own. */
function failureOf(problem: unknown, isStopped: boolean, budget: Budget): Content {
  if (isStopped) return beyond(budget);
  return problem instanceof TypeError ? undefined : refusalOf(problem);
}

function reasonOf(problem: unknown): unknown {
  return problem instanceof Error && "reason" in problem ? problem.reason : undefined;
}

function refusalOf(problem: unknown): ReadRefusal {
  if (problem instanceof ReadRefusal) return problem;
  const reason = reasonOf(problem);
  if (reason === "ERAR_MISSING_PASSWORD" || reason === "ERAR_BAD_PASSWORD") return encrypted("压缩包设有密码");
  if (reason === "ERAR_NO_MEMORY") return tooLarge("解压所需内存过大");
  return unreadable("内容校验不符，文件已损坏");
}

/** The library puts the bytes of a name that it can't read beyond U+E000, with a mark before them: names of old archivers, in GB18030. */
function plainName(name: string): string {
  if (!name.includes("\ufffe")) return name;
  const bytes: number[] = [];
  for (const sign of name.replaceAll("\ufffe", "")) {
    const code = sign.codePointAt(0) as number;
    bytes.push(...(code >= 0xe080 && code <= 0xe0ff ? [code - 0xe000] : new TextEncoder().encode(sign)));
  }
  return nameIn(Uint8Array.from(bytes));
}
