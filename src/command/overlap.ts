import { realpathSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve } from "node:path";
import { wrongUse } from "../error.js";
import type { Folders } from "../machine/machine.js";
import { foldersOf, type Given } from "./command.js";

/**
 * 目录不得重叠: the outputs must lie neither in the inputs, which are never written to, nor in the schemas. Links are followed.
 * @throws CrossfootError (exit 2)
 */
export function checkOverlap({ inputs, outputs, schemas }: Folders): void {
  if (isWithin(outputs, inputs)) throw wrongUse(`输出目录不能放在输入目录之内：${outputs}`);
  if (isWithin(outputs, schemas)) throw wrongUse(`输出目录不能放在制度目录之内：${outputs}`);
}

/**
 * 写入的位置 of what is no output of a run: in the inputs it would be taken for a submission, and the schemas hold nothing that nobody reads.
 * @throws CrossfootError (exit 2), also where the place can't be a folder
 */
export function checkWrittenPlace(what: string, folder: string, { inputs, schemas }: Folders): void {
  if (isWithin(folder, inputs)) throw wrongUse(`${what}不能放在输入目录之内：${folder}`);
  if (isWithin(folder, schemas)) throw wrongUse(`${what}不能放在制度目录之内：${folder}`);
  checkFolder(folder);
}

/** 文件夹: one that is there, or that can be made. */
export function checkFolder(folder: string): void {
  const there = nearestThere(folder);
  if (!statSync(there).isDirectory()) throw wrongUse(`${there} 不是文件夹，不能写入 ${folder}`);
}

function nearestThere(path: string): string {
  const above = dirname(path);
  return above === path || isThere(path) ? path : nearestThere(above);
}

function isThere(path: string): boolean {
  try {
    statSync(path);
    return true;
  } catch {
    return false;
  }
}

export function checkLogPlace(log: string, given: Given): void {
  if (isWithin(resolve(log), foldersOf(given).inputs)) throw wrongUse(`运行日志不能放在输入目录之内：${log}`);
}

function isWithin(inner: string, outer: string): boolean {
  const path = relative(realPlace(outer), realPlace(inner));
  return path === "" || (path !== ".." && !/^\.\.[\\/]/.test(path) && !isAbsolute(path));
}

/** The path with its links followed, also where its last steps don't exist yet. */
function realPlace(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const above = dirname(path);
    return above === path ? path : join(realPlace(above), basename(path));
  }
}
