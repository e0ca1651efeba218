import { expect, test } from "vitest";
import { reachOf } from "../../../src/read/ods/shapes.js";

const reach = (end: string, x: string, y: string) =>
  reachOf(new Map(Object.entries({ "end-cell-address": end, "end-x": x, "end-y": y })), 6, 1);

test("a picture reaches to the cell where it ends, unless it only touches that", () => {
  expect(reach("表二.C9", "1.2cm", "0.4cm")).toEqual({ top: 6, left: 1, bottom: 8, right: 2 });
  expect(reach("'表 二'.C9", "0.1cm", "0.02in")).toEqual({ top: 6, left: 1, bottom: 7, right: 1 });
  expect(reach("", "1cm", "1cm")).toBeUndefined();
});
