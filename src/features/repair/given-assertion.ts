/**
 * `--assertion`: the exchange of a real target with an assertion that the plug-in logged or that was captured. It is what
 * the platform presented for one component, and lives for minutes.
 */
import { createFactStore } from '../../diagnosis/facts/fact-store.ts';
import { factReaders } from '../../diagnosis/facts/index.ts';
import { requireFact } from '../../diagnosis/facts/require-fact.ts';
import { cloud } from '../../domain/cloud/cloud.ts';
import type { RepairFlags } from '../../flags/repair.ts';
import { exchangeAssertion } from '../../net/token-exchange.ts';
import { readAssertion } from '../../session/assertion-file.ts';
import type { Session } from '../../session/session.ts';
import type { PluginRun } from '../../session/target.ts';

export type AssertionFlags = Pick<RepairFlags, 'assertion'>;

const notRun: PluginRun = { ok: false, stack: '', notRun: true };

/** AADSTS700024: the assertion is not within its time range. */
const outOfTime = 700024;

/** @throws PpmiError `file-unreadable`, `file-not-recognised` */
export async function withAssertion(
  session: Session,
  { assertion: file }: AssertionFlags,
  progress: (text: string) => void,
): Promise<Session> {
  const { context } = session;
  if (file === undefined || context.target.emulated) return session;
  const assertion = await readAssertion(file);
  context.redactor.register(assertion);
  const read = createFactStore(factReaders, session.sharedSources());
  const own = (await read('component').then((reading) => (reading.ok ? reading.value.id : null))) ?? null;
  const target = {
    ...context.target,
    runPlugin: async ({ componentId }: { readonly componentId: string | null }) => run(componentId),
  };
  return { ...session, context: { ...context, target } };

  async function run(componentId: string | null): Promise<PluginRun> {
    if (componentId !== own) return notRun;
    // The record may have been changed since.
    const now = createFactStore(factReaders, session.sources());
    const [environment, { record }] = await Promise.all([
      requireFact(now, 'environment'),
      requireFact(now, 'identity'),
    ]);
    const graph = cloud(environment.cloud).graphHost.value;
    if (record?.applicationId == null || graph === null) return notRun;
    const { succeeded, error } = await exchangeAssertion({
      http: context.http,
      redactor: context.redactor,
      cloud: environment.cloud,
      tenantId: environment.tenantId,
      clientId: record.applicationId,
      // A token for Graph can be requested in every tenant, also without any role there.
      scope: `https://${graph}/.default`,
      assertion,
    });
    if (succeeded) return { ok: true };
    if (error?.number !== outOfTime) return { ok: false, stack: error?.raw ?? '' };
    progress('The assertion is not valid any more (AADSTS700024), so that the exchange could not be run.');
    return notRun;
  }
}
