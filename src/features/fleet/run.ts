/** Every component of every environment that has an identity, several at a time. */

import { boundComponents } from '../../diagnosis/facts/component.ts';
import { PpmiError } from '../../domain/errors.ts';
import type { ComponentFact } from '../../domain/facts.ts';
import type { ReportJson } from '../../render/json/report.ts';
import type { HttpContext } from '../../session/http-context.ts';
import type { SessionFlags } from '../../session/session.ts';
import type { Sources } from '../../sources/sources.ts';
import { diagnoseSources } from '../diagnose/diagnose.ts';
import { keyOf } from './report-file.ts';

export interface FleetEnvironment {
  readonly url: string;
  /** Sources that remember what another component has read. */
  sources(target: Sources['target']): Sources;
}

export interface FleetOptions {
  readonly environments: readonly string[];
  open(url: string): Promise<FleetEnvironment>;
  readonly context: HttpContext;
  readonly flags: SessionFlags;
  /** Whether this one is looked at: by shard, and not if it was finished before. */
  wanted(key: string): boolean;
  readonly signal: AbortSignal;
  onListed(components: number): void;
  onReport(report: ReportJson): void;
}

/** Requests are counted by the wire; this many hold content in memory. */
const componentsAtOnce = 8;
const environmentsAtOnce = 4;

export async function runFleet(options: FleetOptions): Promise<void> {
  const { environments, context, flags, signal } = options;

  await eachOf(environments, environmentsAtOnce, signal, async (url) => {
    const environment = await options.open(url).catch((error: unknown) => unreachable(url, error));
    const listed = await list(environment);
    const own = listed.filter((component) => component === null || options.wanted(keyOf(url, component.id)));
    options.onListed(own.length);
    await eachOf(own, componentsAtOnce, signal, async (component) => {
      const sources = environment.sources({ component: component?.id ?? null, type: component?.type ?? null });
      const { report } = await diagnoseSources(sources, { context, environmentUrl: url }, flags);
      if (!signal.aborted) options.onReport(report);
    });
  });
}

/** Every fact of it is unread for this reason; the other environments are looked at all the same. */
function unreachable(url: string, error: unknown): FleetEnvironment {
  const fail = (): never => {
    throw error;
  };
  return {
    url,
    sources: (target) => ({
      get dataverse() {
        return fail();
      },
      get graph() {
        return fail();
      },
      get arm() {
        return fail();
      },
      target,
      assumedApplicationId: null,
    }),
  };
}

/** One null where the components cannot be listed: the diagnosis says why, and that nothing was judged. */
async function list(environment: FleetEnvironment): Promise<readonly (ComponentFact | null)[]> {
  try {
    const { dataverse } = environment.sources({ component: null, type: null });
    return boundComponents(await dataverse.components());
  } catch (error) {
    if (error instanceof PpmiError) return [null];
    throw error;
  }
}

async function eachOf<T>(
  items: readonly T[],
  atOnce: number,
  signal: AbortSignal,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const worker = async () => {
    for (const item of queue) {
      if (signal.aborted) return;
      await work(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
}
