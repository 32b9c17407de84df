/**
 * Time limits that do not depend on the machine: CPU time instead of wall-clock time, and always as a ratio, either of a
 * longer input to a shorter one or to a reference computation in the same process.
 */

/** CPU time in milliseconds, user and system, of everything this process does meanwhile. */
export async function cpuTime(work: () => unknown): Promise<number> {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** The least of several runs: other programs and garbage collection only add to it. */
async function leastCpuTime(work: () => unknown, runs = 3): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) times.push(await cpuTime(work));
  return Math.min(...times);
}

/** Between linear (4) and quadratic (16) growth, with room for a disturbed run. */
export const mostGrowth = 8;

/**
 * CPU time of an input of four times `size`, divided by that of `size`. Runs shorter than 8 ms count as 8 ms, below which
 * the clock's resolution decides. Other programs disturb a run now and then, so a high ratio is measured again: a quadratic
 * step is slow every time.
 */
export async function growth(size: number, work: (size: number) => unknown): Promise<number> {
  await work(size);
  let ratio = Infinity;
  for (let attempt = 0; attempt < 5 && ratio >= mostGrowth; attempt += 1) {
    const short = await cpuTime(() => work(size));
    ratio = (await cpuTime(() => work(4 * size))) / Math.max(short, 8);
  }
  return ratio;
}

const reference = new Uint8Array(10 * 1024 * 1024);

/** CPU time in milliseconds of one pass over 10 MB in JavaScript. */
export function referenceTime(): Promise<number> {
  return leastCpuTime(() => {
    let sum = 0;
    for (const byte of reference) sum = (sum * 31 + byte) | 0;
    return sum;
  });
}
