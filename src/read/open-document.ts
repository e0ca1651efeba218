import type { Parts } from "./package/package.js";

/** 宏 of an OpenDocument package: a module of a library of it. */
export function hasPackagedMacros({ byName }: Parts): boolean {
  return [...byName.keys()].some((name) => name.startsWith("basic/") && name.endsWith(".xml"));
}

/** The same in a document that is one XML file. */
export function hasFlatMacros(xml: string): boolean {
  return /<(?:script|ooo):(?:library|module)[\s>]/.test(xml);
}
