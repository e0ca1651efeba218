import type { SectionLexicon } from "../lexicon.js";
import type { LabelRead } from "../located.js";

/** A column in the order of the headings. In a table of a single row the headings name the row as well. */
export interface OrderedColumn {
  readonly row?: string;
  readonly column: string;
}

/** 表头: the headings of one table, one after another, as a flattened page has them. */
export interface Heading {
  readonly lexicons: readonly SectionLexicon[];
  /** The token after the last heading. */
  readonly end: number;
  /** The columns in their order, for each section; undefined where not all headings are there. */
  readonly orders: ReadonlyMap<SectionLexicon, readonly OrderedColumn[] | undefined>;
  /** 标题残缺: codes of columns whose headings were cut to the same text (本年新, 本年新). */
  readonly alike: ReadonlyMap<SectionLexicon, readonly string[]>;
  /** 计量单位 that the headings declare. */
  readonly units: readonly string[];
  /** The headings that are not typed as the form has them. */
  readonly labels: readonly LabelRead[];
}
