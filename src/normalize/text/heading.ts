import type { SectionLexicon } from "../lexicon.js";

/** The headings of a section as they follow each other in a flattened page. */
export interface Heading {
  readonly lexicons: readonly SectionLexicon[];
  readonly end: number;
  /** The columns in their order, for each section; undefined where the headings are not whole. */
  readonly orders: ReadonlyMap<SectionLexicon, readonly string[] | undefined>;
  /** Columns that can't be told from one another, for their headings were cut to the same text. */
  readonly alike: ReadonlyMap<SectionLexicon, readonly string[]>;
  readonly units: readonly string[];
}
