/**
 * The PDF library expects browser classes for drawing when it is loaded, else it looks for a compiled package that does
 * not exist for every machine. Nothing is drawn here, so empty classes are enough.
 */
class NothingDrawn {}

for (const name of ["DOMMatrix", "ImageData", "Path2D"]) {
  if (!(name in globalThis))
    Object.defineProperty(globalThis, name, { value: NothingDrawn, configurable: true, writable: true });
}

/**
 * The engine's own way of writing JSON. The library puts another in its place, which takes every sign of the text singly; everything
 * that a thread printed after its first PDF would cost several times as much.
 */
export const engineStringify = JSON.stringify;
