/** Diagnoses every component of every environment of a fleet, several at a time. */
import type { ComponentFact } from '../../domain/facts.ts';
import type { Report } from '../../report/report.ts';
import type { SessionFlags } from '../../session/session.ts';
import { diagnoseFacts } from '../diagnose/diagnose.ts';
import type { FleetEnvironment, FleetTarget } from './open-fleet.ts';
import { keyOf } from './report-file.ts';

export interface FleetOptions {
  readonly flags: SessionFlags;
  /** Version of ppmi. */
  readonly version: string | null;
  readonly signal: AbortSignal;
  /** Whether to diagnose this component: it is in the shard, and no earlier run finished it. */
  isIncluded(key: string): boolean;
  onListed(components: number): void;
  onReport(report: Report): void;
}

/** The HTTP client limits requests; this limits how many components hold content in memory. */
const componentsAtOnce = 8;
const environmentsAtOnce = 4;

export async function runFleet(
  { environments, open }: Pick<FleetTarget, 'environments' | 'open'>,
  { flags, version, signal, isIncluded, onListed, onReport }: FleetOptions,
): Promise<void> {
  await eachOf(environments, environmentsAtOnce, signal, async (url) => {
    const environment = await open(url);
    const own = (await list(environment)).filter(
      (component) => component === null || isIncluded(keyOf(url, component.id)),
    );
    onListed(own.length);
    await eachOf(own, componentsAtOnce, signal, async (component) => {
      const { report } = await diagnoseFacts(environment.facts(component), environment.place, flags, { version });
      if (!signal.aborted) onReport(report);
    });
  });
}

/** One null if the components cannot be listed: its report gives the reason and counts as not checked. */
async function list({ components }: FleetEnvironment): Promise<readonly (ComponentFact | null)[]> {
  const listed = await components();
  return listed.ok ? listed.value : [null];
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
