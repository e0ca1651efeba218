import type { Picture } from "../raster/raster.js";
import { unreadable, unsupported } from "../refusal.js";

/** BMP 图片, of 24 or 32 bits a pixel and without compression, as 画图 saves it. */
export function readBmp(bytes: Uint8Array, check: (width: number, height: number) => void): Picture {
  if (bytes.length < 54) throw unreadable("图片已损坏，无法读取", "请重新扫描或拍照后报送");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [from, width, signed] = [view.getUint32(10, true), view.getInt32(18, true), view.getInt32(22, true)];
  const [bits, packing] = [view.getUint16(28, true), view.getUint32(30, true)];
  const height = Math.abs(signed);
  check(width, height);
  if ((bits !== 24 && bits !== 32) || (packing !== 0 && packing !== 3))
    throw unsupported("这种 BMP 图片无法读取", "请另存为 .jpg 或 .png 后重新报送");
  const row = Math.ceil((width * bits) / 32) * 4;
  if (from + row * height > bytes.length) throw unreadable("图片不完整，无法读取", "请重新扫描或拍照后报送");
  const rgb = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      // Rows stand from the bottom up unless the height is negative.
      const at = from + (signed < 0 ? y : height - 1 - y) * row + (x * bits) / 8;
      rgb.set([bytes[at + 2]!, bytes[at + 1]!, bytes[at]!], (y * width + x) * 3);
    }
  return { width, height, rgb };
}
