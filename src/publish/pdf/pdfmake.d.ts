/** The part of pdfmake, and of pdfkit beneath it, that is used here; the packages bring no types of their own. */
declare module "pdfmake" {
  interface Printed {
    /** The document with all its pages drawn, not ended yet. */
    getStream(): Promise<PdfDocument>;
    /** Ends the document. */
    getBuffer(): Promise<Uint8Array>;
  }
  /** Content that carries a number in the page, so that an element can name it. */
  export interface PdfMark {
    readonly refs: readonly object[];
  }
  export interface PdfElement {
    readonly dictionary: { readonly data: Record<string, unknown> };
  }
  export interface PdfDocument {
    readonly page: { readonly dictionary: object };
    markContent(tag: "Artifact", options: { readonly type: "Layout" | "Pagination" }): unknown;
    markStructureContent(tag: string): PdfMark;
    endMarkedContent(): unknown;
    struct(type: string, options: object, children: readonly (PdfMark | PdfElement)[]): PdfElement;
    addStructure(element: PdfElement): unknown;
  }
  export interface PdfLine {
    readonly inlines: readonly { readonly tag?: unknown }[];
  }
  export interface PdfRenderer {
    readonly pdfDocument: PdfDocument;
    renderLine: (line: PdfLine, x: number, y: number) => void;
    renderVector: (vector: object) => void;
  }
  interface Pdfmake {
    readonly virtualfs: { writeFileSync(name: string, content: Uint8Array): void };
    setFonts(fonts: Readonly<Record<string, { readonly normal: string | readonly string[] }>>): void;
    setUrlAccessPolicy(allow: (url: string) => boolean): void;
    setLocalAccessPolicy?(allow: (path: string) => boolean): void;
    setProgressCallback(drawn: (this: PdfRenderer) => void): void;
    createPdf(definition: object): Printed;
  }
  const pdfmake: Pdfmake;
  export default pdfmake;
}
