/**
 * `repair --remove-old`: deletes the credential that the right one was created beside. A plan for the configuration
 * without the right credential names it, so that it is found in the same run and in a later one.
 */

import { requireFact } from '../../diagnosis/facts/require-fact.ts';
import type { Finding } from '../../domain/diagnosis.ts';
import { PpmiError } from '../../domain/errors.ts';
import type { CredentialsFact, FactName, FederatedCredential } from '../../domain/facts.ts';
import { quoted } from '../../domain/harmless-text.ts';
import type { Step } from '../../domain/plan.ts';
import { settleSeconds } from '../../domain/settling.ts';
import { matchCredential, matchesExactly, trustOfRecordVersion } from '../../domain/trust/matches.ts';
import type { Trust, TrustVersion } from '../../domain/trust/trust.ts';
import { reasonOf } from '../../domain/unread.ts';
import type { Plan } from '../../repair/plan.ts';
import { deleteCredential } from '../../repair/requests.ts';
import type { Session } from '../../session/session.ts';
import type { DiagnoseResult } from '../diagnose/diagnose.ts';
import { boundComponents } from '../inventory/bound-components.ts';

type Left = Plan['left'];

/** The plan with the removal of old credentials as its last steps, or with the reason why one stays. */
export async function withRemovals(session: Session, diagnosed: DiagnoseResult, plan: Plan): Promise<Plan> {
  const at = await requireFact(diagnosed.read, 'federatedCredentials');
  const trust = trustOfRecordVersion(await requireFact(diagnosed.read, 'expectedTrust'));
  if (at === null || trust === null) return plan;
  const right = at.credentials.find((each) => matchesExactly(trust, each));
  const findings = right === undefined ? plan.repaired : await findingsWithout(diagnosed, at, right);
  const old = oldCredentials(at, findings);
  if (old.length === 0) return plan;
  // Where nothing tells whether the new credential works, the old one is removed in a run of its own.
  const isProvable = right !== undefined || session.context.target.runPlugin !== null;
  if (!isProvable) return leave(plan, old, unproven);
  const relied = await reliedOn(session, diagnosed);
  if ('why' in relied) return leave(plan, old, relied.why);
  const isFree = ({ credential }: Old) =>
    !relied.trusts.some((each) => matchCredential(each, credential) !== 'different');
  const steps = old.filter(isFree).map(({ credential }) => removal(at, credential));
  const kept = old.filter((each) => !isFree(each));
  const left = leave(plan, kept, 'another component of this environment uses it').left;
  const basedOn = [...new Set([...plan.basedOn, ...needs])];
  return { ...plan, steps: [...plan.steps, ...steps], left, basedOn };
}

const needs: readonly FactName[] = ['federatedCredentials', 'expectedTrust', 'records', 'components'];

const unproven =
  'the new credential has not been used yet; after the plug-in has run with it, run ppmi repair --remove-old again';

/** Names of the credentials that the plan creates the right one beside. */
export async function keptCredentials({ read }: DiagnoseResult, { repaired }: Plan): Promise<readonly string[]> {
  const at = await read('federatedCredentials');
  if (!at.ok || at.value === null) return [];
  return oldCredentials(at.value, repaired).map(({ credential }) => credential.name);
}

interface Old {
  readonly finding: Finding;
  readonly credential: FederatedCredential;
}

/** Those that were not corrected in place, because they may be the working trust of something else. */
function oldCredentials({ credentials }: CredentialsFact, findings: Iterable<Finding>): readonly Old[] {
  const old = new Map<string, Old>();
  for (const finding of findings) {
    const { where, remedy, override } = finding;
    if (remedy?.action !== 'create-credential' || override !== null) continue;
    const credential = credentials.find(({ id }) => id === where?.id);
    if (credential?.subject != null) old.set(credential.id, { finding, credential });
  }
  return [...old.values()];
}

async function findingsWithout(
  { diagnoseAfter }: DiagnoseResult,
  at: CredentialsFact,
  right: FederatedCredential,
): Promise<readonly Finding[]> {
  const { diagnosis } = await diagnoseAfter([deleteCredential(at, right, null)]);
  return diagnosis.findings.flatMap((finding) => [finding, ...finding.consequences]);
}

/** What the components on every record of the application present; `why` where it cannot be read for all of them. */
async function reliedOn(
  session: Session,
  { read }: DiagnoseResult,
): Promise<{ readonly trusts: readonly Trust[] } | { readonly why: string }> {
  try {
    const [records, { record }] = await Promise.all([requireFact(read, 'records'), requireFact(read, 'identity')]);
    const same = records.filter(({ applicationId }) => applicationId === record?.applicationId);
    const components = await boundComponents(session, same);
    // A component without readable content may rely on any of them.
    const unread = components.find(({ trusts }) => trusts.length === 0);
    if (unread !== undefined) return { why: `what ${quoted(unread.component.name)} relies on cannot be read` };
    return {
      trusts: components.flatMap(({ record: { version }, trusts }) =>
        trusts.filter((trust) => trust.version === ((version ?? 0) as TrustVersion)),
      ),
    };
  } catch (error) {
    if (!(error instanceof PpmiError) || reasonOf(error) === null) throw error;
    return { why: `what other components rely on cannot be read: ${error.message}` };
  }
}

/** Before it is sent, the exchange must succeed with the new credential, where ppmi can run it. */
const removal = (at: CredentialsFact, credential: FederatedCredential): Step => ({
  ...deleteCredential(at, credential, null),
  settle: settleSeconds,
});

function leave(plan: Plan, old: readonly Old[], why: string): Plan & { readonly left: Left } {
  const reasons = old.map(({ finding, credential }) => ({
    finding,
    reason: `${quoted(credential.name)} stays: ${why}`,
  }));
  return { ...plan, left: [...plan.left, ...reasons] };
}
