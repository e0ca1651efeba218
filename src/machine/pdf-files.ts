import { readFile } from "node:fs/promises";
import type { PdfFiles } from "../read/read.js";

const PACKAGE = import.meta.resolve("pdfjs-dist/package.json");

/** 附带文件: as they lie in the installed PDF library's package. */
export const installedPdfFiles: PdfFiles = async (name) => new Uint8Array(await readFile(new URL(name, PACKAGE)));
