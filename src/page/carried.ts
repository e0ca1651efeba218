import type { Carried } from "./talk.js";

/** 随页内容, out of the elements in which it stands. */
export function carriedInPage(): Carried {
  return {
    program: textOf("thread-script"),
    schemas: textOf("schemas"),
    pdfFiles: textOf("pdf-files"),
    reviewScript: JSON.parse(textOf("review-script")) as string,
  };
}

/** 随附名录所属的地方: the place whose roster and settings the page brings with it. */
export function shippedPlace({ schemas }: Carried): string {
  const files = JSON.parse(schemas) as readonly { readonly path: string; readonly text: string }[];
  const settings = files.find(({ path }) => path === "jurisdiction.json");
  return settings ? (JSON.parse(settings.text) as { readonly name: string }).name : "";
}

function textOf(id: string): string {
  const text = document.getElementById(id)?.textContent;
  if (!text) throw new Error(`the page has no ${id}`);
  return text;
}
