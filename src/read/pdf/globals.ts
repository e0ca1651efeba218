/**
 * The PDF library names classes for drawing when it is loaded, and takes them from a compiled package that
 * does not exist for every machine. Nothing is drawn here, so names alone are enough.
 */
class NothingDrawn {}

for (const name of ["DOMMatrix", "ImageData", "Path2D"]) {
  if (!(name in globalThis))
    Object.defineProperty(globalThis, name, { value: NothingDrawn, configurable: true, writable: true });
}
