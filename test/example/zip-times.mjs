/**
 * 压缩包时间: the libraries that write Word and Excel files stamp each entry of the archive with the clock. Every entry is set to
 * 1980-01-01 00:00, the earliest time the format knows, so that the same file is the same bytes.
 */
export function withFixedZipTimes(bytes) {
  const patched = bytes.slice();
  const view = new DataView(patched.buffer, patched.byteOffset, patched.byteLength);
  const end = endOfDirectory(view);
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    if (view.getUint32(at, true) !== CENTRAL_ENTRY) throw new RangeError("the archive's directory is damaged");
    setTime(view, at + 12);
    setTime(view, view.getUint32(at + 42, true) + 10);
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return patched;
}

const CENTRAL_ENTRY = 0x02014b50;
const END_OF_DIRECTORY = 0x06054b50;
const FIRST_OF_JANUARY_1980 = 0x0021;

function setTime(view, at) {
  view.setUint16(at, 0, true);
  view.setUint16(at + 2, FIRST_OF_JANUARY_1980, true);
}

function endOfDirectory(view) {
  for (let at = view.byteLength - 22; at >= 0; at -= 1) {
    if (view.getUint32(at, true) === END_OF_DIRECTORY) return at;
  }
  throw new RangeError("not a zip archive");
}
