/** The part of pdfmake that pdf.ts uses; the package brings no types of its own. */
declare module "pdfmake" {
  interface Printed {
    getBuffer(): Promise<Uint8Array>;
  }
  interface Pdfmake {
    readonly virtualfs: { writeFileSync(name: string, content: Uint8Array): void };
    setFonts(fonts: Readonly<Record<string, { readonly normal: string | readonly string[] }>>): void;
    setUrlAccessPolicy(allow: (url: string) => boolean): void;
    setLocalAccessPolicy(allow: (path: string) => boolean): void;
    createPdf(definition: object): Printed;
  }
  const pdfmake: Pdfmake;
  export default pdfmake;
}
