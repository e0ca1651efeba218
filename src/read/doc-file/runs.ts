import type { CharacterLook } from "./character.js";
import type { Formatted, Formatting } from "./formatting.js";
import { damaged } from "./header.js";
import { modifiersOf } from "./modifiers.js";
import type { DocText, Piece } from "./pieces.js";
import type { DocStyles } from "./styles.js";

/** 同一格式的一截文字. */
export interface Stretch {
  /** Its first character in the document. */
  readonly from: number;
  readonly text: string;
  readonly look: CharacterLook;
}

/** The characters of a document with their looks. */
export interface Runs {
  /** Where in the main stream a character stands. */
  placeOf(character: number): number;
  /** Stretches of one look, over the plain look of the paragraph. */
  between(from: number, to: number, plain: CharacterLook): readonly Stretch[];
}

export function readRuns({ text, pieces }: DocText, formatting: Formatting, styles: DocStyles, data: DataView): Runs {
  const looks = new Map<CharacterLook, Map<number, CharacterLook>>();
  const lookOf = ({ key, modifiers }: Formatted, plain: CharacterLook): CharacterLook => {
    const known = looks.get(plain) ?? new Map<number, CharacterLook>();
    looks.set(plain, known);
    const found = known.get(key) ?? styles.lookOf(plain, modifiersOf(modifiers, data));
    known.set(key, found);
    return found;
  };
  return {
    placeOf(character) {
      const piece = pieceWith(pieces, character);
      return piece.at + (character - piece.from) * piece.width;
    },
    between(from, to, plain) {
      const stretches: Stretch[] = [];
      for (let at = from; at < to; ) {
        const piece = pieceWith(pieces, at);
        const place = piece.at + (at - piece.from) * piece.width;
        const formatted = formatting.at(place);
        const end = Math.min(to, piece.to, at + Math.ceil((formatted.end - place) / piece.width));
        stretches.push({ from: at, text: text.slice(at, end), look: lookOf(formatted, plain) });
        at = end;
      }
      return stretches;
    },
  };
}

function pieceWith(pieces: readonly Piece[], character: number): Piece {
  let [low, high] = [0, pieces.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pieces[middle] as Piece).to <= character) low = middle + 1;
    else high = middle;
  }
  const piece = pieces[low];
  if (!piece || character >= piece.to) throw damaged();
  return piece;
}
