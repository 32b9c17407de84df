/** Baselines of scenarios: the same world without the fault (`SCENARIO,healthy`). */
import { buildWorld } from '../../src/emulator/scenarios/index.ts';

/**
 * Most scenarios inject their fault into the same baseline, so equal baselines are examined once.
 * @param examine runs a command, or whatever `subject` names, in a baseline
 */
export function examineOnce<Result>(
  examine: (subject: readonly string[], emulate: string) => Promise<Result>,
): (subject: readonly string[], emulate: string) => Promise<Result> {
  const examined = new Map<string, Promise<Result>>();
  return (subject, emulate) => {
    const key = JSON.stringify([subject, { ...buildWorld(emulate), title: '' }]);
    const known = examined.get(key);
    if (known !== undefined) return known;
    const result = examine(subject, emulate);
    examined.set(key, result);
    return result;
  };
}
