// Other readers of the same workbooks: what SheetJS, exceljs, openpyxl and pandas take to read them, and make nothing of them.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { inflateRawSync } from "node:zlib";
import { read as readBook } from "@e965/xlsx";
import ExcelJS from "exceljs";

/** 下限: the parts of a zip inflated, and nothing made of them. */
export function inflateAll(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = bytes.length - 22;
  let at = view.getUint32(end + 16, true);
  let size = 0;
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    const offset = view.getUint32(at + 42, true);
    const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
    const packed = bytes.subarray(start, start + view.getUint32(at + 20, true));
    size += view.getUint16(at + 10, true) === 8 ? inflateRawSync(packed).length : packed.length;
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return size;
}

function installed(name) {
  const path = fileURLToPath(new URL(`../../node_modules/${name}/package.json`, import.meta.url));
  return JSON.parse(readFileSync(path, "utf8")).version;
}

/** The libraries that run in this process. */
export const LIBRARIES = [
  {
    name: "SheetJS",
    version: installed("@e965/xlsx"),
    read: (bytes) => readBook(bytes, { type: "array" }).SheetNames.length,
  },
  {
    name: "exceljs",
    version: installed("exceljs"),
    read: async (bytes) => {
      const book = new ExcelJS.Workbook();
      await book.xlsx.load(bytes);
      return book.worksheets.length;
    },
  },
];

export const PYTHON_LIBRARIES = ["openpyxl", "pandas"];

const PROGRAM = fileURLToPath(new URL("peers.py", import.meta.url));

/**
 * A Python that stays between the rounds, so that its start is no cost of a file; undefined where none of these has the library.
 * @param pythons names or paths of interpreters, the first that has the library is taken
 */
export async function openPython(library, pythons) {
  for (const python of pythons) {
    const child = spawn(python, [PROGRAM, library], { stdio: ["pipe", "pipe", "ignore"] });
    const gone = new Promise((resolve) => {
      child.on("error", () => resolve());
      child.on("close", () => resolve());
    });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const answer = async () => {
      const line = await Promise.race([lines.next(), gone]);
      return line?.value === undefined ? undefined : JSON.parse(line.value);
    };
    const first = await answer();
    if (!first) continue;
    return {
      version: first.version,
      read: async (paths) => {
        child.stdin.write(`${JSON.stringify(paths)}\n`);
        const cost = await answer();
        if (!cost?.sheets) throw new Error(`${library} could not read one of the files`);
        return cost;
      },
      close: () => child.stdin.end(),
    };
  }
  return undefined;
}
