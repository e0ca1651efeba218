import { describe, expect, test } from "vitest";
import { grids } from "../made-page.js";
import { WRITTEN } from "./page-looks.js";

/** The cell's text where it is taken without a word, and what speaks against it where not. */
function reading(page: string): string {
  const cell = grids(page)[0]?.cells[1];
  if (!cell) return "no cell";
  const said = [cell.doubt, cell.unseen && `unseen ${cell.unseen}`, cell.shown !== undefined && `shown ${cell.shown}`];
  return said.filter((one) => one).join(", ") || cell.text;
}

describe("what of a cell a person sees", () => {
  const seen = WRITTEN.filter(({ wanted }) => wanted === "seen");
  const said = WRITTEN.filter(({ wanted }) => wanted === "said");

  test.each(seen.map(({ name, page }) => [name, page]))("is read: %s", (_, page) => {
    expect(reading(page)).toBe("12345");
  });

  test.each(said.map(({ name, page }) => [name, page]))("is doubted where it is not all: %s", (_, page) => {
    expect(reading(page)).not.toMatch(/^\d*$/);
  });

  test("a table of a page without a doctype has the page's size again", () => {
    const table = "<style>body{font-size:0}</style><table><tr><td>数<td>12345</table>";
    expect(reading(table)).toBe("12345");
    expect(reading(`<!doctype html>${table}`)).toBe("unseen 12345");
  });
});
