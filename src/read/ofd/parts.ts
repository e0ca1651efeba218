import { hasPart, type Parts, xmlPart } from "../package/package.js";
import { ReadRefusal, unreadable } from "../refusal.js";
import { type Element, elementOf } from "./element.js";

/** 包内文件: an XML part of an OFD file and its path within. */
export interface Part {
  readonly path: string;
  readonly root: Element;
}

/**
 * The path that a location leads to: from the root if it begins with `/`, else from the folder of the part in which it
 * stands. Some programs write locations from the root without the `/`.
 */
export function pathOf(parts: Parts, from: string, location: string): string {
  const target = location.trim().replace(/\\/g, "/");
  const folder = target.startsWith("/") ? "" : from.slice(0, from.lastIndexOf("/") + 1);
  const near = straight(folder + target);
  const far = straight(target);
  return !hasPart(parts, near) && hasPart(parts, far) ? far : near;
}

function straight(path: string): string {
  const steps: string[] = [];
  for (const step of path.split("/")) {
    if (step === "..") steps.pop();
    else if (step !== "" && step !== ".") steps.push(step);
  }
  return steps.join("/");
}

/** The part at a location, or undefined where the file has none there. */
export function partAt(parts: Parts, from: string, location: string | undefined): Part | undefined {
  if (location === undefined || location.trim() === "") return undefined;
  const path = pathOf(parts, from, location);
  const xml = xmlPart(parts, path);
  return xml === undefined ? undefined : { path, root: elementOf(xml) };
}

/** @throws ReadRefusal where the part is missing, without which pages would lack text or lines */
export function neededPart(parts: Parts, from: string, location: string | undefined): Part {
  const part = partAt(parts, from, location);
  if (part) return part;
  throw unreadable(
    `OFD 文件缺少“${location?.trim() ?? ""}”，内容不完整`,
    "请重新导出完整的文件，或报送 Excel、Word 电子表",
  );
}

/** The part at a location that is no page and hinders none: one that is damaged is as good as an empty one. */
export function sidePart(parts: Parts, from: string, location: string | undefined): Part | undefined {
  try {
    return partAt(parts, from, location);
  } catch (problem) {
    if (problem instanceof ReadRefusal && problem.failure.rule === "FILE.UNREADABLE") return undefined;
    throw problem;
  }
}
