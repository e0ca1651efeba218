// What work costs: processor time and the clock's, in rounds that take turns.

/** Processor time of this process, its threads and their collectors included, beside the clock's; both in milliseconds. */
export async function spent(work) {
  globalThis.gc?.();
  const before = process.cpuUsage();
  const began = performance.now();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { processor: (user + system) / 1000, wall: performance.now() - began, result };
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * 轮流测量: each contender once a round, in turn, so that what the machine does beside falls on all alike; the medians of their rounds.
 * @param contenders by name: work that returns its { processor, wall } of one round
 * @param warmUp rounds before these, in which programs become fast; they are not counted
 */
export async function inTurn(contenders, { rounds, warmUp = 1 }) {
  const seen = new Map([...contenders.keys()].map((name) => [name, []]));
  for (let round = -warmUp; round < rounds; round += 1) {
    for (const [name, work] of contenders) {
      const cost = await work();
      if (round >= 0) seen.get(name).push(cost);
    }
  }
  const middle = (costs, what) => median(costs.map((cost) => cost[what]));
  return new Map(
    [...seen].map(([name, costs]) => [name, { processor: middle(costs, "processor"), wall: middle(costs, "wall") }]),
  );
}

/** 增长指数 between two sizes: 1 where twice as many cost twice as much. */
export function exponent(smaller, larger) {
  return Math.log(larger.cost / smaller.cost) / Math.log(larger.size / smaller.size);
}
