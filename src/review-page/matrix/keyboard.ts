type Direction = "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight";
const DIRECTIONS: readonly string[] = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"];

/** 方向键: a table of links is one stop for the Tab key; inside it the arrow keys move to the nearest link in their direction. */
export function moveByArrows(table: HTMLElement): void {
  const links = (): HTMLElement[] => [...table.querySelectorAll<HTMLElement>("a[data-cell]")];
  links().forEach((link, index) => {
    link.tabIndex = index === 0 ? 0 : -1;
  });
  table.addEventListener("focusin", ({ target }) => {
    if (!(target instanceof HTMLElement) || !target.matches("a[data-cell]")) return;
    for (const link of table.querySelectorAll<HTMLElement>("a[data-cell][tabindex='0']")) link.tabIndex = -1;
    target.tabIndex = 0;
  });
  table.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (!DIRECTIONS.includes(key) || event.altKey || event.ctrlKey || !(target instanceof HTMLElement)) return;
    const next = nearest(links(), target, key as Direction);
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
}

function nearest(links: readonly HTMLElement[], from: HTMLElement, direction: Direction): HTMLElement | undefined {
  const start = centre(from);
  let best: HTMLElement | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const link of links) {
    const distance = link === from ? undefined : distanceTo(start, centre(link), direction);
    if (distance === undefined || distance >= least) continue;
    least = distance;
    best = link;
  }
  return best;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The distance of a link from another, in which a sideways offset weighs many times more. */
function distanceTo(from: Point, to: Point, direction: Direction): number | undefined {
  const [x, y] = [to.x - from.x, to.y - from.y];
  const [ahead, aside] = direction === "ArrowLeft" || direction === "ArrowRight" ? [x, y] : [y, x];
  const forward = direction === "ArrowLeft" || direction === "ArrowUp" ? -ahead : ahead;
  return forward < 2 ? undefined : forward + Math.abs(aside) * 8;
}

function centre(node: HTMLElement): Point {
  const box = (node.closest("td") ?? node).getBoundingClientRect();
  return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
}
