import type { FigureCode, Observation, SourceCell } from "../../figure.js";
import type { Finding } from "../../finding.js";
import { type Shared, sharedSource } from "./sharing.js";

/** 共用来源单元格: the same findings, whose cells are those of the figures that were found in them; a finding may name a hundred of them. */
export function sharingSources(
  findings: readonly Finding[],
  shared: Shared,
  observations: ReadonlyMap<FigureCode, Observation> = new Map(),
): readonly Finding[] {
  if (findings.length === 0) return findings;
  const known = new Map([...observations.values()].map(({ source }) => [placeOf(source), source]));
  const sourceOf = (source: SourceCell): SourceCell => {
    const own = known.get(placeOf(source));
    return own && isEqual(own, source) ? own : sharedSource(source, shared);
  };
  return findings.map((finding) => ({ ...finding, sources: finding.sources.map(sourceOf) }));
}

function placeOf({ sheet, cell }: SourceCell): string {
  return `${sheet}\n${cell}`;
}

function isEqual(one: SourceCell, other: SourceCell): boolean {
  return one.file === other.file && one.text === other.text && one.confirmed === undefined && !other.confirmed;
}
