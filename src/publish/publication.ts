import type { Consolidation } from "../consolidation.js";
import type { Schemas } from "../form/form.js";
import type { OfficeSection } from "../office-text.js";
import type { Typefaces } from "../typeface.js";

/** 出表内容: everything that the outputs are written from, and nothing else. */
export interface Publication {
  readonly consolidation: Consolidation;
  readonly schemas: Schemas;
  readonly officeText: readonly OfficeSection[];
  /** The fonts of the PDF; without them it is left out. */
  readonly pdfFonts?: Typefaces;
  /** 审核页脚本: the text of `dist/review-page/page.js`; without it the review page is left out. */
  readonly reviewScript?: string;
}

/** 出表: one file of the outputs, its path below the year's folder. */
export interface OutputFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}
