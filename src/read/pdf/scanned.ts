import type { Picture } from "../raster/raster.js";
import { tooLarge } from "../refusal.js";
import { type OpenedPdf, openPdf, type PdfFiles, pageObject, pageSource } from "./library.js";
import { drawnPictures, imageOf, namesOfPictures, type PdfImage } from "./pictures.js";

/** 扫描件的页数 at most: an annual report has some ten pages. */
const MOST_SCANNED_PAGES = 60;

/**
 * 扫描件的各页: what the pictures of each page of a PDF show, one page at a time; undefined for a page without any.
 * @throws ReadRefusal for a document of more pages than are looked at
 */
export async function* picturesOfPages(
  bytes: Uint8Array,
  files: PdfFiles,
  bounds: { readonly pixels: number; readonly longest: number },
): AsyncIterable<Picture | undefined> {
  const { task } = openPdf(bytes, files, bounds.pixels);
  try {
    const pdf = await task.promise;
    if (pdf.numPages > MOST_SCANNED_PAGES) throw tooLarge(`扫描件有${pdf.numPages}页，超过${MOST_SCANNED_PAGES}页`);
    for (let number = 1; number <= pdf.numPages; number += 1) yield await picturesOf(pdf, number, bounds.longest);
  } finally {
    await task.destroy().catch(() => undefined);
  }
}

async function picturesOf(
  pdf: Awaited<OpenedPdf["task"]["promise"]>,
  number: number,
  longest: number,
): Promise<Picture | undefined> {
  let picture: Picture | undefined;
  await pageSource(pdf, number, async (page, source) => {
    const images = new Map<string, PdfImage>();
    for (const name of namesOfPictures(source)) {
      const image = imageOf(await pageObject(page, name));
      if (image) images.set(name, image);
    }
    picture = drawnPictures(source, images, longest);
  });
  return picture;
}
