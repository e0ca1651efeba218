/** What the library tells of a node that it has placed. */
interface NodePlace {
  readonly headlineLevel?: number;
  readonly style?: string;
  readonly pageNumbers: readonly number[];
}

interface NodesAround {
  /** Of the page on which the node begins. */
  getFollowingNodesOnPage(): readonly NodePlace[];
  getNodesOnNextPage(): readonly NodePlace[];
}

/** 末段 and 落款, as styles without a look: by them the two are known again once they have been placed. */
export const LAST_TEXT = "lastText";
export const SIGNATURE = "signature";
const SIGNATURE_LINES = 2;

/** 分页: whether a new page begins before this node, so that no heading ends a page and no signature stands on one alone. */
export function keepsTogether(node: NodePlace, around: NodesAround): boolean {
  if (node.headlineLevel !== undefined)
    return around.getFollowingNodesOnPage().every((next) => next.headlineLevel !== undefined);
  if (node.style !== LAST_TEXT) return false;
  const besideItsEnd = node.pageNumbers.length > 1 ? around.getNodesOnNextPage() : around.getFollowingNodesOnPage();
  return besideItsEnd.filter((next) => next.style === SIGNATURE).length < SIGNATURE_LINES;
}
