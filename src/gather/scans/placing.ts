import type { FigureCode, UnitCode } from "../../figure.js";
import type { RecognisedScan } from "../../grid.js";
import { type NormalizeRequest, normalize } from "../../normalize/normalize.js";
import type { ScannedCell, ScannedForm, ScannedPage } from "../../scanned-form.js";
import { correctedBlocks, moneyNamed, uncertainLines } from "./labels.js";
import { leftoversIn } from "./leftovers.js";
import { completedLabels } from "./structure.js";

/** The scan and its file. */
export interface ScanFile {
  readonly scan: RecognisedScan;
  readonly file: string;
  readonly sha256: string;
  readonly unit: UnitCode | null;
}

/**
 * 扫描件归位: finds which figure of the form in force each recognised cell is, as in any document: by its labels. A label that was read nearly
 * as the form has it, and like no other, is taken for that one, which only a scan may do: a person looks at every cell. A cell that is
 * claimed by two figures is left out.
 */
export function placeScan(
  { scan, file, sha256, unit }: ScanFile,
  request: Omit<NormalizeRequest, "document" | "file" | "unit">,
): ScannedForm {
  const [form] = request.editions;
  const empty = { file, sha256, unit, footings: [] };
  if (!form) return { ...empty, form: { id: "", edition: "" }, pages: pagesOf(scan, []), cells: [] };
  const forms = [form, ...request.accompanying];
  const { blocks, changed } = completedLabels(correctedBlocks(scan.blocks, forms), forms);
  const { observations } = normalize({
    document: { format: "pdf", blocks, remarks: [] },
    file,
    unit,
    period: request.period,
    blank: request.blank,
    editions: [form],
    accompanying: request.accompanying,
  });
  const uncertain = uncertainLines(blocks, changed);
  const claimed = new Map<number, FigureCode[]>();
  for (const [code, { source }] of observations) {
    const number = Number(source.text);
    if (scan.cells.has(number)) claimed.set(number, [...(claimed.get(number) ?? []), code]);
  }
  const figureOf = new Map(
    [...claimed].flatMap(([number, codes]) => (codes.length === 1 ? [[codes[0]!, number] as const] : [])),
  );
  const money = moneyNamed(scan.blocks);
  const { elsewhere, parts } = leftoversIn(scan, new Set(figureOf.values()));
  const cells = forms.flatMap(({ figures }) =>
    [...figures].flatMap(([code, { unit: asked }]): readonly ScannedCell[] => {
      const number = figureOf.get(code);
      const cell = number === undefined ? undefined : scan.cells.get(number);
      if (!cell || number === undefined || (cell.proposal === "" && elsewhere.has(number))) return [];
      const isOtherMoney = asked.endsWith("元") && money.get(number)?.some((unit) => unit !== asked);
      const label = parts.has(number) || uncertain.has(number) ? (["label"] as const) : [];
      const other = isOtherMoney ? (["money"] as const) : [];
      return [{ figure: code, ...cell, doubts: [...cell.doubts, ...label, ...other] }];
    }),
  );
  return { ...empty, form: { id: form.id, edition: form.edition }, pages: pagesOf(scan, cells), cells };
}

function pagesOf(scan: RecognisedScan, cells: readonly ScannedCell[]): readonly ScannedPage[] {
  return scan.pages.map(({ number, width, height, tables, blank }): ScannedPage => {
    const page = { number, width, height, tables };
    if (blank) return { ...page, trouble: "noPicture" };
    if (tables === 0) return { ...page, trouble: "noGrid" };
    return cells.some((cell) => cell.page === number) ? page : { ...page, trouble: "notOfForm" };
  });
}
