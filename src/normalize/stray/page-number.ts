const NUMBER = "[\\d０-９]{1,4}";
const COUNTED = `(?:${NUMBER}|[〇零一二三四五六七八九十百]{1,5})`;
const DASH = "[-—–－―─·•・~～]";
const PAGE = new RegExp(
  `^(?:${DASH}{1,3}\\s*${NUMBER}\\s*${DASH}{1,3}|第?\\s*${COUNTED}\\s*页(?:\\s*(?:[,，/／]\\s*)?共\\s*${COUNTED}\\s*页)?|${NUMBER}\\s*[/／]\\s*${NUMBER}|[Pp](?:age|\\.)?\\s*${NUMBER})$`,
);

/** 页码: - 4 -, — 5 —, ·5·, 第5页, 第五页, 第5页 共12页, 5 / 12. A bare 5 may be a figure. */
export function isPageNumber(text: string): boolean {
  return PAGE.test(text.trim());
}
