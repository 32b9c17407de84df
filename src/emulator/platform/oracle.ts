/**
 * Tells which components work, by the emulator's own exchange, without side effects: no log rows, no lag, no random
 * failure, and no use of the random numbers that other requests depend on.
 */
import { createLag } from '../consistency/lag.ts';
import { seededRandom } from '../random.ts';
import type { Context, EmulatedRequest, EmulatedResponse } from '../services/service.ts';
import { createPlatform, type PlatformOptions } from './run.ts';

export interface ComponentState {
  readonly environmentId: string;
  readonly componentId: string;
  readonly name: string;
  readonly works: boolean;
  /** AADSTS code of the refused exchange; null when it works or fails otherwise. */
  readonly code: number | null;
  /** The platform's error text; null when it works. */
  readonly error: string | null;
}

export type Oracle = () => Promise<readonly ComponentState[]>;

export function createOracle(
  options: PlatformOptions,
  context: Context,
  dispatch: (request: EmulatedRequest, context: Context) => Promise<EmulatedResponse>,
): Oracle {
  const { world, now } = options;
  const random = seededRandom(world.seed ^ 0x0a11);
  const newId = () => random.newId();
  const quiet: Context = { ...context, newId, lag: createLag({ ...world, consistency: undefined }, now), logs: false };
  const platform = createPlatform({
    ...options,
    newId,
    dispatch: (request) => dispatch(request, quiet),
    traces: false,
  });
  return async () => {
    const states: ComponentState[] = [];
    for (const environment of world.environments)
      for (const { id: componentId, name } of environment.components) {
        const run = await platform.run(environment.id, componentId);
        const code = run.ok ? null : (/AADSTS(\d+)/.exec(run.stack)?.[1] ?? null);
        const error = run.ok ? null : run.stack;
        states.push({
          environmentId: environment.id,
          componentId,
          name,
          works: run.ok,
          code: code === null ? null : Number(code),
          error,
        });
      }
    return states;
  };
}
