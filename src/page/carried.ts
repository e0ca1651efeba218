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

function textOf(id: string): string {
  const text = document.getElementById(id)?.textContent;
  if (!text) throw new Error(`the page has no ${id}`);
  return text;
}
