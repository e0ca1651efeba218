import { damaged, part } from "./header.js";

/** 图形 of the drawing layer ([MS-ODRAW]): a shape, and the shapes that are grouped in it. */
export interface Shape {
  readonly id: number;
  readonly kind: number;
  readonly within: readonly Shape[];
}

const RECORD = 8;
const GROUP = 0xf003;
const SHAPE = 0xf004;
const IDENTITY = 0xf00a;
const DRAWING = 0xf002;
/** Groups in groups in groups: nobody draws deeper. */
const DEEPEST = 20;

interface Drawn {
  readonly type: number;
  readonly instance: number;
  readonly body: DataView;
}

/** The shapes of all drawings; before each but the first record stands a byte that says whose drawing it is. */
export function shapesIn(art: DataView): readonly Shape[] {
  const shapes: Shape[] = [];
  if (art.byteLength < RECORD) return shapes;
  let at = RECORD + art.getUint32(4, true);
  while (at + 1 + RECORD <= art.byteLength) {
    const drawing = recordAt(art, at + 1);
    at += 1 + RECORD + drawing.body.byteLength;
    if (drawing.type !== DRAWING) continue;
    for (const record of recordsIn(drawing.body)) if (record.type === GROUP) shapes.push(...groupOf(record, 0).within);
  }
  return shapes;
}

function recordAt(view: DataView, at: number): Drawn {
  return {
    type: view.getUint16(at + 2, true),
    instance: view.getUint16(at, true) >> 4,
    body: part(view, at + RECORD, view.getUint32(at + 4, true)),
  };
}

function recordsIn(view: DataView): readonly Drawn[] {
  const records: Drawn[] = [];
  for (let at = 0; at + RECORD <= view.byteLength; ) {
    const record = recordAt(view, at);
    records.push(record);
    at += RECORD + record.body.byteLength;
  }
  return records;
}

/** The first shape of a group is the group itself. */
function groupOf({ body }: Drawn, depth: number): Shape {
  if (depth > DEEPEST) throw damaged();
  const within: Shape[] = [];
  for (const record of recordsIn(body)) {
    if (record.type === GROUP) within.push(groupOf(record, depth + 1));
    else if (record.type === SHAPE) within.push(shapeOf(record));
  }
  const [first, ...others] = within;
  return { id: first?.id ?? 0, kind: 0, within: others };
}

function shapeOf({ body }: Drawn): Shape {
  const identity = recordsIn(body).find(({ type }) => type === IDENTITY);
  return { id: identity?.body.getUint32(0, true) ?? 0, kind: identity?.instance ?? 0, within: [] };
}
