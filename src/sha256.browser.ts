// SHA-256 as FIPS 180-4 has it, for where there is no Node; a page that is opened from the disk may have no crypto.subtle either.

/** Round constants of FIPS 180-4, section 4.2.2. */
const ROUNDS = hexadecimal(`
  428a2f98 71374491 b5c0fbcf e9b5dba5 3956c25b 59f111f1 923f82a4 ab1c5ed5
  d807aa98 12835b01 243185be 550c7dc3 72be5d74 80deb1fe 9bdc06a7 c19bf174
  e49b69c1 efbe4786 0fc19dc6 240ca1cc 2de92c6f 4a7484aa 5cb0a9dc 76f988da
  983e5152 a831c66d b00327c8 bf597fc7 c6e00bf3 d5a79147 06ca6351 14292967
  27b70a85 2e1b2138 4d2c6dfc 53380d13 650a7354 766a0abb 81c2c92e 92722c85
  a2bfe8a1 a81a664b c24b8b70 c76c51a3 d192e819 d6990624 f40e3585 106aa070
  19a4c116 1e376c08 2748774c 34b0bcb5 391c0cb3 4ed8aa4a 5b9cca4f 682e6ff3
  748f82ee 78a5636f 84c87814 8cc70208 90befffa a4506ceb bef9a3f7 c67178f2
`);

/** Starting values of FIPS 180-4, section 5.3.3. */
const START = hexadecimal("6a09e667 bb67ae85 3c6ef372 a54ff53a 510e527f 9b05688c 1f83d9ab 5be0cd19");

const BLOCK = 64;

/** 摘要: SHA-256 of some bytes, in hexadecimal. */
export function sha256(bytes: Uint8Array): string {
  const hash = openSha256();
  hash.add(bytes);
  return hash.hex();
}

/** 逐段的摘要: the same of bytes that come piece by piece. */
export interface Sha256 {
  readonly add: (bytes: Uint8Array) => void;
  readonly hex: () => string;
}

export function openSha256(): Sha256 {
  const state = START.slice();
  let rest = new Uint8Array(0);
  let length = 0;
  return {
    add: (piece) => {
      const bytes = rest.length === 0 ? piece : behind(rest, piece);
      const whole = bytes.length - (bytes.length % BLOCK);
      digestBlocks(state, bytes.subarray(0, whole));
      rest = bytes.slice(whole);
      length += piece.length;
    },
    hex: () => {
      digestBlocks(state, padded(rest, length));
      return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
    },
  };
}

function behind(first: Uint8Array, second: Uint8Array): Uint8Array {
  const together = new Uint8Array(first.length + second.length);
  together.set(first);
  together.set(second, first.length);
  return together;
}

/** What is left after the last whole block, a one bit, zeros, and the length of everything in bits. */
function padded(rest: Uint8Array, length: number): Uint8Array {
  const last = new Uint8Array(rest.length + 9 > BLOCK ? 2 * BLOCK : BLOCK);
  last.set(rest);
  last[rest.length] = 0x80;
  new DataView(last.buffer).setBigUint64(last.length - 8, BigInt(length) * 8n);
  return last;
}

function digestBlocks(state: Int32Array, bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const words = new Int32Array(64);
  for (let at = 0; at < bytes.length; at += BLOCK) {
    for (let i = 0; i < 16; i++) words[i] = view.getInt32(at + i * 4);
    for (let i = 16; i < 64; i++) {
      const far = words[i - 15]!;
      const near = words[i - 2]!;
      const mixed =
        (turned(far, 7) ^ turned(far, 18) ^ (far >>> 3)) + (turned(near, 17) ^ turned(near, 19) ^ (near >>> 10));
      words[i] = words[i - 16]! + words[i - 7]! + mixed;
    }
    digestBlock(state, words);
  }
}

function digestBlock(state: Int32Array, words: Int32Array): void {
  let a = state[0]!;
  let b = state[1]!;
  let c = state[2]!;
  let d = state[3]!;
  let e = state[4]!;
  let f = state[5]!;
  let g = state[6]!;
  let h = state[7]!;
  for (let i = 0; i < 64; i++) {
    const chosen = (e & f) ^ (~e & g);
    const first = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + chosen + ROUNDS[i]! + words[i]!) | 0;
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const second = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + majority) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  state[0]! += a;
  state[1]! += b;
  state[2]! += c;
  state[3]! += d;
  state[4]! += e;
  state[5]! += f;
  state[6]! += g;
  state[7]! += h;
}

function hexadecimal(words: string): Int32Array {
  return Int32Array.from(words.trim().split(/\s+/), (word) => Number.parseInt(word, 16));
}

function turned(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}
