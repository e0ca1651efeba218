// What happens to a page between the printer and the office: a seal, a scanner's or a telephone's view of it, blur, grain, JPEG.
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { deflateSync } from "node:zlib";
import { randomFrom } from "../submissions.mjs";

const run = promisify(execFile);

/** 盖章: a ring with a star and some strokes, over the middle of the page's ink; grey where the scanner was. */
export function sealed(page, { dpi, colour, x, y }) {
  const rgb = page.rgb.slice();
  const radius = 0.82 * dpi;
  const [cx, cy] = [x * page.width, y * page.height];
  const inks = { red: [214, 38, 44], grey: [120, 120, 120] }[colour];
  for (let py = Math.max(0, Math.floor(cy - radius - dpi)); py < Math.min(page.height, cy + radius + dpi); py += 1)
    for (let px = Math.max(0, Math.floor(cx - radius - dpi)); px < Math.min(page.width, cx + radius + dpi); px += 1)
      if (isSeal((px - cx) / radius, (py - cy) / radius))
        for (let c = 0; c < 3; c += 1) {
          const at = (py * page.width + px) * 3 + c;
          rgb[at] = Math.round((rgb[at] * (35 + 0.86 * inks[c])) / 255);
        }
  return { ...page, rgb };
}

function isSeal(x, y) {
  const r = Math.hypot(x, y);
  if (r > 0.93 && r < 1) return true;
  const angle = (Math.atan2(x, -y) + 2 * Math.PI) % ((2 * Math.PI) / 5);
  const star = (0.33 * Math.cos(Math.PI / 2.5 / 2) * 0.53) / Math.cos(Math.abs(angle - Math.PI / 5) - 0.0);
  if (r < 0.18 || (r < 0.34 && Math.abs(angle - Math.PI / 5) > 0.45) || r < star) return true;
  // Characters around the ring and a line of them below the star.
  const around = Math.atan2(x, -y);
  if (r > 0.62 && r < 0.84 && Math.abs(around) < 2.1)
    return Math.floor(around * 26) % 3 !== 0 && Math.floor(r * 40) % 3 !== 0;
  return Math.abs(y - 0.52) < 0.09 && Math.abs(x) < 0.45 && Math.floor(x * 30) % 3 !== 0;
}

/** 扫描或拍照: each corner of the page goes to a place of the new picture (shares of it); `around` is what lies under the page. */
export function viewed(page, { corners, around = [255, 255, 255], shade = 0 }) {
  const { width, height } = page;
  const project = inverse(
    corners.map(([x, y]) => [x * width, y * height]),
    width,
    height,
  );
  const rgb = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const [u, v] = project(x, y);
      const light = 1 - shade * ((x / width) * 0.7 + (y / height) * 0.3);
      const [i, j] = [Math.floor(v), Math.floor(u)];
      const to = (y * width + x) * 3;
      const on = i >= 0 && j >= 0 && i + 1 < height && j + 1 < width;
      for (let c = 0; c < 3; c += 1) {
        if (!on) rgb[to + c] = around[c] * light;
        else {
          const at = (i * width + j) * 3 + c;
          const [a, b] = [u - j, v - i];
          const upper = page.rgb[at] * (1 - a) + page.rgb[at + 3] * a;
          const lower = page.rgb[at + width * 3] * (1 - a) + page.rgb[at + width * 3 + 3] * a;
          rgb[to + c] = (upper * (1 - b) + lower * b) * light;
        }
      }
    }
  return { width, height, rgb };
}

/** The corners of a page that lies turned by so many degrees. */
export function turnedBy(degrees, { width, height }) {
  const [c, s] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
  ].map(([x, y]) => {
    const [dx, dy] = [(x - 0.5) * width, (y - 0.5) * height];
    return [0.5 + (c * dx - s * dy) / width, 0.5 + (s * dx + c * dy) / height];
  });
}

/** From the new picture back to the page. */
function inverse(p, width, height) {
  const rows = [
    [0, 0],
    [width, 0],
    [width, height],
    [0, height],
  ].flatMap(([u, v], at) => {
    const [x, y] = p[at];
    return [
      [x, y, 1, 0, 0, 0, -u * x, -u * y, u],
      [0, 0, 0, x, y, 1, -v * x, -v * y, v],
    ];
  });
  const m = solved(rows);
  return (x, y) => {
    const w = m[6] * x + m[7] * y + 1;
    return [(m[0] * x + m[1] * y + m[2]) / w, (m[3] * x + m[4] * y + m[5]) / w];
  };
}

function solved(rows) {
  const n = rows.length;
  for (let i = 0; i < n; i += 1) {
    const best = rows
      .slice(i)
      .reduce((most, row, at) => (Math.abs(row[i]) > Math.abs(rows[most][i]) ? at + i : most), i);
    [rows[i], rows[best]] = [rows[best], rows[i]];
    for (let k = 0; k < n; k += 1) {
      if (k === i) continue;
      const by = rows[k][i] / rows[i][i];
      for (let j = i; j <= n; j += 1) rows[k][j] -= by * rows[i][j];
    }
  }
  return rows.map((row, i) => row[n] / row[i]);
}

/** 模糊 (three box passes of this radius) and 噪点 (so many steps either way). */
export function grained(page, { blur = 0, noise = 0, seed = 1 }) {
  let rgb = page.rgb;
  for (let pass = 0; pass < 2 && blur > 0; pass += 1) rgb = blurred({ ...page, rgb }, blur);
  if (noise === 0) return { ...page, rgb };
  const random = randomFrom(seed);
  const out = new Uint8Array(rgb.length);
  for (let at = 0; at < rgb.length; at += 3) {
    const grain = ((random(1000) + random(1000) + random(1000)) / 1500 - 1) * noise;
    for (let c = 0; c < 3; c += 1)
      out[at + c] = Math.max(0, Math.min(255, rgb[at + c] + grain + (random(100) / 50 - 1) * noise * 0.3));
  }
  return { ...page, rgb: out };
}

/** A share of the eight neighbours' mean. */
function blurred({ width, height, rgb }, share) {
  const out = rgb.slice();
  for (let y = 1; y + 1 < height; y += 1)
    for (let x = 1; x + 1 < width; x += 1)
      for (let c = 0; c < 3; c += 1) {
        const at = (y * width + x) * 3 + c;
        const w = width * 3;
        const ring =
          rgb[at - 3] +
          rgb[at + 3] +
          rgb[at - w] +
          rgb[at + w] +
          rgb[at - w - 3] +
          rgb[at - w + 3] +
          rgb[at + w - 3] +
          rgb[at + w + 3];
        out[at] = Math.round(rgb[at] * (1 - share) + (ring / 8) * share);
      }
  return out;
}

/** 灰度扫描. */
export function greyed(page) {
  const rgb = new Uint8Array(page.rgb.length);
  for (let at = 0; at < rgb.length; at += 3)
    rgb.fill(Math.round(0.3 * page.rgb[at] + 0.59 * page.rgb[at + 1] + 0.11 * page.rgb[at + 2]), at, at + 3);
  return { ...page, rgb };
}

/** JPEG of this quality: the picture in a PDF of its own, which pdftoppm turns into one. */
export async function jpegOf(page, quality, folder, name) {
  const pdf = join(folder, `${name}.pdf`);
  await writeFile(
    pdf,
    pdfOf(
      [{ width: page.width, height: page.height, filter: "/FlateDecode", data: deflateSync(page.rgb, { level: 1 }) }],
      72,
    ),
  );
  const out = join(folder, name);
  await run("pdftoppm", ["-r", "72", "-jpeg", "-jpegopt", `quality=${quality}`, "-singlefile", pdf, out]);
  return new Uint8Array(await readFile(`${out}.jpg`));
}

/** 黑白扫描: one bit a pixel, as scanners and copiers are often set. */
export function bitsOf(page) {
  const { width, height } = page;
  const grey = greyed(page).rgb;
  const row = (width + 7) >> 3;
  const bits = new Uint8Array(row * height);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) if (grey[(y * width + x) * 3] > 150) bits[y * row + (x >> 3)] |= 128 >> (x & 7);
  return { width, height, filter: "/FlateDecode", data: deflateSync(bits), colours: "/DeviceGray", bits: 1 };
}

/** A PDF whose pages are pictures and nothing else. */
export function pdfOf(pictures, dpi) {
  const parts = [];
  const offsets = [];
  let length = 0;
  const put = (bytes) => {
    const piece = typeof bytes === "string" ? Buffer.from(bytes, "latin1") : bytes;
    parts.push(piece);
    length += piece.length;
  };
  const object = (number, head, data) => {
    offsets[number] = length;
    put(`${number} 0 obj\n${head}\n`);
    if (data) {
      put("stream\n");
      put(data);
      put("\nendstream\n");
    }
    put("endobj\n");
  };
  put("%PDF-1.5\n");
  object(1, "<< /Type /Catalog /Pages 2 0 R >>");
  object(
    2,
    `<< /Type /Pages /Count ${pictures.length} /Kids [${pictures.map((_, at) => `${3 + at * 3} 0 R`).join(" ")}] >>`,
  );
  for (const [at, { width, height, filter, data, colours = "/DeviceRGB", bits = 8 }] of pictures.entries()) {
    const [w, h] = [(width * 72) / dpi, (height * 72) / dpi];
    const content = `q ${w} 0 0 ${h} 0 0 cm /I Do Q`;
    object(
      3 + at * 3,
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${w} ${h}] /Contents ${4 + at * 3} 0 R /Resources << /XObject << /I ${5 + at * 3} 0 R >> >> >>`,
    );
    object(4 + at * 3, `<< /Length ${content.length} >>`, content);
    object(
      5 + at * 3,
      `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace ${colours} /BitsPerComponent ${bits} /Filter ${filter} /Length ${data.length} >>`,
      data,
    );
  }
  const start = length;
  const xref = offsets.slice(1).map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`);
  put(
    `xref\n0 ${offsets.length}\n0000000000 65535 f \n${xref.join("")}trailer << /Size ${offsets.length} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`,
  );
  return new Uint8Array(Buffer.concat(parts));
}
