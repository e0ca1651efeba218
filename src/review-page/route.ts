/** 页内地址: `#figure/applications.received.total`, `#findings?rule=T3.BALANCE`. */
export interface Route {
  readonly view: string;
  readonly parts: readonly string[];
  readonly query: URLSearchParams;
}

/** The address of the main view. A detail opens beside it and does not change it. */
export const here = { main: "" };

export function routeOf(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#/, "").split(/\?(.*)/s);
  const [view = "", ...parts] = path.split("/").map(decoded);
  return { view: view || "overview", parts, query: new URLSearchParams(query) };
}

export function hashOf(
  view: string,
  parts: readonly string[] = [],
  query: Readonly<Record<string, string>> = {},
): string {
  const kept = Object.entries(query).filter(([, value]) => value !== "");
  const path = [view, ...parts].map(encodeURIComponent).join("/");
  return kept.length > 0 ? `#${path}?${new URLSearchParams(kept)}` : `#${path}`;
}

/** Writes the choices into the address without navigating. */
export function noteChoice(hash: string): void {
  here.main = hash;
  history.replaceState(null, "", hash);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
