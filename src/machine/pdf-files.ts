import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import type { PdfFiles } from "../read/read.js";

const installed = createRequire(import.meta.url);
const PDF = pathToFileURL(installed.resolve("pdfjs-dist/package.json"));
/** The package's main file, beside which its program lies. */
const UNRAR = pathToFileURL(installed.resolve("node-unrar-js"));

/** 附带文件: as they lie in the installed packages of the PDF library and, below `unrar/`, of the .rar library. */
export const installedPdfFiles: PdfFiles = async (name) => {
  const unrar = /^unrar\/(.+)$/.exec(name)?.[1];
  return new Uint8Array(await readFile(unrar === undefined ? new URL(name, PDF) : new URL(`js/${unrar}`, UNRAR)));
};
