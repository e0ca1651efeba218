import { test } from "vitest";
import type { Sent } from "../judging.js";
import { plain, readsAll, sheets } from "../submission.js";

const repeats = [...plain(3).slice(0, 14), ...plain(3).slice(0, 3), ...plain(3).slice(14)];

const repeats2 = [...plain(3).slice(0, 14), ["续表"], ...plain(3).slice(1, 3), ...plain(3).slice(14)];

const SHAPES: Readonly<Record<string, Sent>> = {
  换页重复表头: sheets(repeats),
  续表重复表头: sheets(repeats2),
};

for (const [name, document] of Object.entries(SHAPES)) {
  test(`${name}：各项数字全部读对，不误报`, async () => {
    await readsAll(document);
  });
}
