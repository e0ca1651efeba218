import { sha256 } from "../../bytes.js";
import { type Decimal, format } from "../../decimal.js";
import type { SourceCell, UnitCode } from "../../figure.js";
import { groupBy } from "../../grouping.js";
import { shownJson } from "../../shown-text.js";
import { escapeXml } from "../markup.js";
import { fileInPieces, type OutputFile, type Publication } from "../publication.js";
import { packedContributions } from "./contributions.js";
import { reviewCore } from "./core.js";
import { packedFinding } from "./findings.js";
import type { ReviewCore } from "./model.js";
import { placesOf, type ReviewPlaces } from "./places.js";
import { scanPieces } from "./scans.js";
import { REVIEW_STYLE } from "./style.js";
import { windowsOf } from "./windows.js";

/**
 * 审核页: one file that is opened from the disk and is complete in itself. Its policy admits only its own script, by hash;
 * what units wrote is data in it, never markup. Without the script no page is written.
 */
export function writeReview(publication: Publication): readonly OutputFile[] {
  const { reviewScript } = publication;
  if (reviewScript === undefined) return [];
  if (/<\/script|<!--/i.test(reviewScript)) throw new RangeError("the page's script would end its own element");
  return [fileInPieces("review.html", () => pagePieces(publication, reviewScript))];
}

function pagePieces(publication: Publication, reviewScript: string): readonly Uint8Array[] {
  const encoder = new TextEncoder();
  const places = placesOf(publication.consolidation);
  // Files and texts are complete only after every piece is written, but the core, which lists them, comes first in the page.
  const head = reviewCore(publication, places);
  const rules = head.rules.map((rule) => rule.id);
  // One after another: as data all of them would take several times as much memory as they do in the page.
  const pieces = Array.from(reviewPieces(publication, places, rules), ([id, data]) =>
    encoder.encode(dataElement(id, data)),
  );
  const documents = publication.consolidation.documents.map((document) => places.file(document.file));
  const core: ReviewCore = { ...head, documents: [...new Set(documents)], files: places.files.texts };
  const top = encoder.encode(
    `${pageHead(core, reviewScript)}${dataElement("core", core)}<script>${reviewScript}</script>\n`,
  );
  const texts = encoder.encode(dataElement("texts", places.strings.texts));
  return [top, texts, ...pieces, encoder.encode("</body>\n</html>\n")];
}

type Piece = readonly [id: string, data: unknown];

/** The pieces that the page reads on demand: the findings, one piece a figure, one a file. */
function* reviewPieces(
  { consolidation }: Publication,
  places: ReviewPlaces,
  rules: readonly string[],
): Iterable<Piece> {
  const { figures, findings, units, prior, documents } = consolidation;
  const ruleAt = new Map(rules.map((id, index) => [id, index]));
  yield ["findings", findings.map((finding) => packedFinding(finding, places, (id) => ruleAt.get(id) ?? -1))];
  for (const figure of figures.values()) {
    const before = (unit: UnitCode): string | undefined => textOf(prior?.byUnit.get(unit)?.get(figure.figure));
    yield [`figure-${places.figure(figure.figure)}`, packedContributions({ figure, units, before, places })];
  }
  yield* scanPieces(consolidation);
  const named = groupBy(namedSources(publicationSources(figures.values(), findings)), (source) => source.file);
  for (const [file, parts] of groupBy(documents, (document) => document.file)) {
    yield [
      `file-${places.file(file)}`,
      parts.flatMap((part) => windowsOf(part, named.get(file) ?? [], places.strings)),
    ];
  }
}

function textOf(value: Decimal | undefined): string | undefined {
  return value && format(value);
}

interface WithSources {
  readonly contributions?: readonly { readonly source: SourceCell | null }[];
  readonly sources?: readonly SourceCell[];
}

function* publicationSources(...lists: readonly Iterable<WithSources>[]): Iterable<SourceCell | null> {
  for (const list of lists) {
    for (const { contributions = [], sources = [] } of list) {
      for (const { source } of contributions) yield source;
      yield* sources;
    }
  }
}

function* namedSources(sources: Iterable<SourceCell | null>): Iterable<SourceCell> {
  for (const source of sources) if (source) yield source;
}

/** Escapes JSON for a script element, where only `<` has a meaning. */
function dataElement(id: string, data: unknown): string {
  const text = shownJson(data).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return `<script type="application/json" id="${id}">${text}</script>\n`;
}

function pageHead({ title, status }: ReviewCore, script: string): string {
  const policy = `default-src 'none'; script-src 'sha256-${base64OfHex(sha256(new TextEncoder().encode(script)))}'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'`;
  return `<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeXml(title)}</title>
<style>${REVIEW_STYLE}</style>
</head>
<body class="${status}">
<noscript><p class="noscript">${escapeXml(title)}：本页需要浏览器允许运行脚本。也可查看同一文件夹中的“汇总底稿.xlsx”。</p></noscript>
`;
}

function base64OfHex(hex: string): string {
  const bytes = hex.match(/../g) ?? [];
  return btoa(bytes.map((byte) => String.fromCharCode(Number.parseInt(byte, 16))).join(""));
}
