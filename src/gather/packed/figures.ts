import type { Amount, FigureCode, Observation, SourceCell } from "../../figure.js";
import { type FigureOrder, type Shared, sharedSource } from "./sharing.js";

type Figures = ReadonlyMap<FigureCode, Observation>;

/** 收起的填报数: a file's figures in their order. An observation is made when it is asked for; its amount and its cell are always the same ones. */
export function packedFigures(figures: Figures, shared: Shared): Figures {
  return new PackedFigures(figures, shared);
}

class PackedFigures implements Figures {
  readonly #order: FigureOrder;
  readonly #amounts: readonly Amount[];
  readonly #sources: readonly SourceCell[];

  constructor(figures: Figures, shared: Shared) {
    const observations = [...figures.values()];
    this.#order = shared.order([...figures.keys()]);
    this.#amounts = observations.map(({ amount }) => shared.amount(amount));
    this.#sources = observations.map(({ source }) => sharedSource(source, shared));
  }

  get size(): number {
    return this.#order.size;
  }

  has(code: FigureCode): boolean {
    return this.#order.has(code);
  }

  get(code: FigureCode): Observation | undefined {
    const place = this.#order.get(code);
    return place === undefined ? undefined : this.#at(code, place);
  }

  keys(): MapIterator<FigureCode> {
    return this.#order.keys();
  }

  *values(): MapIterator<Observation> {
    for (const [, observation] of this) yield observation;
  }

  entries(): MapIterator<[FigureCode, Observation]> {
    return this[Symbol.iterator]();
  }

  *[Symbol.iterator](): MapIterator<[FigureCode, Observation]> {
    for (const [code, place] of this.#order) {
      const observation = this.#at(code, place);
      if (observation) yield [code, observation];
    }
  }

  forEach(each: (value: Observation, key: FigureCode, map: Figures) => void): void {
    for (const [code, observation] of this) each(observation, code, this);
  }

  #at(figure: FigureCode, place: number): Observation | undefined {
    const [amount, source] = [this.#amounts[place], this.#sources[place]];
    return amount && source && { figure, amount, source };
  }
}
