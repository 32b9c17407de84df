/** Choices that are the same in every run with the same seed. */
import { seededRandom } from '../../src/emulator/random.ts';

export interface Choose {
  /** From `least` to `most`. */
  count(least: number, most: number): number;
  chance(share: number): boolean;
  one<T>(items: readonly T[]): T;
  /** Different ones, at most `count`. */
  some<T>(items: readonly T[], count: number): readonly T[];
  newId(): string;
}

export function chooser(seed: number): Choose {
  const random = seededRandom(seed);
  const count = (least: number, most: number) => least + Math.floor(random.next() * (most - least + 1));
  const one = <T>(items: readonly T[]): T => {
    const item = items[count(0, items.length - 1)];
    if (item === undefined) throw new RangeError('nothing to choose from');
    return item;
  };
  return {
    count,
    chance: (share) => random.next() < share,
    one,
    some(items, most) {
      const left = [...items];
      return Array.from({ length: Math.min(most, left.length) }, () =>
        left.splice(count(0, left.length - 1), 1),
      ).flat();
    },
    newId: random.newId,
  };
}
