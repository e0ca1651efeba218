import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, onTestFinished, test } from "vitest";
import { openTypesetting } from "../../src/machine/typesetting/typesetting.js";
import { paperOf } from "../../src/publish/report/report.js";
import { typeset } from "../../src/publish/typesetting.js";
import { oneTypeface } from "../../src/typeface.js";
import { madePublication } from "../publish/making.js";

const PROGRAM = new URL("../../dist/program/typesetter.js", import.meta.url);
const ROBOTO = createRequire(import.meta.url).resolve("pdfmake/fonts/Roboto/Roboto-Regular.ttf");

test("a thread sets the same bytes as this one, and goes on after what can't be set", async () => {
  const { set, prepare, close } = openTypesetting(PROGRAM);
  onTestFinished(close);
  await prepare();
  const paper = paperOf(madePublication());
  const word = { version: "word", paper } as const;
  const fonts = oneTypeface({ name: "Roboto", bytes: new Uint8Array(readFileSync(ROBOTO)) });
  const pdf = { version: "pdf", paper, fonts } as const;
  const noFont = { ...pdf, fonts: oneTypeface({ name: "none", bytes: new Uint8Array(8) }) };
  const [first, refused, second] = await Promise.allSettled([set(word), set(noFont), set(pdf)]);
  expect(first).toEqual({ status: "fulfilled", value: await typeset(word) });
  expect(refused.status).toBe("rejected");
  expect(second).toEqual({ status: "fulfilled", value: await typeset(pdf) });
});

test("what was asked of a thread that ends is refused, and no one waits for ever", async () => {
  const { set, close } = openTypesetting(PROGRAM);
  const asked = set({ version: "word", paper: paperOf(madePublication()) });
  const refused = expect(asked).rejects.toThrow();
  await close();
  await refused;
});

test("nor for a thread that ended before it was asked for anything", async () => {
  const { set, prepare, close } = openTypesetting(new URL("none.js", PROGRAM));
  onTestFinished(close);
  await prepare();
  await new Promise((resolve) => setTimeout(resolve, 300));
  await expect(set({ version: "word", paper: paperOf(madePublication()) })).rejects.toThrow();
});
