/** PNG 的尺寸 fitted into a box: as large as the box allows, and no larger than it is. */
export function fitted(
  png: Uint8Array,
  box: { readonly width: number; readonly height: number },
): { readonly width: number; readonly height: number } {
  const { width, height } = pngSize(png);
  const scale = Math.min(1, box.width / width, box.height / height);
  return { width: Math.max(1, Math.floor(width * scale)), height: Math.max(1, Math.floor(height * scale)) };
}

/** The first part of a PNG states its width and height, each in four bytes. */
function pngSize(png: Uint8Array): { readonly width: number; readonly height: number } {
  if (png.length < 24) return { width: 1, height: 1 };
  const view = new DataView(png.buffer, png.byteOffset);
  return { width: Math.max(1, view.getUint32(16)), height: Math.max(1, view.getUint32(20)) };
}
