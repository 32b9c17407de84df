/** Who relies on a credential, judged by the components of one environment and by the subject. */
import type { EnvironmentFact, FederatedCredential } from '../../domain/facts.ts';
import { matchCredential, trustOfVersion } from '../../domain/trust/matches.ts';
import { explainSubject } from '../../domain/trust/subject/explain.ts';
import { workloadTitles } from '../../domain/trust/workloads/workload.ts';
import type { UpgradeComponent } from '../../repair/upgrade.ts';

/** `components`: those whose records name the application of the credential. */
export function usersOf(
  credential: FederatedCredential,
  { environmentId }: Pick<EnvironmentFact, 'environmentId'>,
  components: readonly UpgradeComponent[],
): readonly string[] {
  const here = components.filter(({ record, trusts }) => {
    const stored = record.version ?? 0;
    const trust = stored === 0 || stored === 1 || stored === 2 ? trustOfVersion(trusts, stored) : null;
    return trust !== null && matchCredential(trust, credential) !== 'different';
  });
  if (here.length > 0) return here.map(({ component }) => component.name);
  const elsewhere = ownerElsewhere(credential, environmentId);
  return elsewhere === null ? [] : [elsewhere];
}

function ownerElsewhere({ subject, issuer, audiences }: FederatedCredential, own: string): string | null {
  if (subject === null) return 'a workload that a claims-matching expression selects';
  const { environmentId, workload } = explainSubject(subject, issuer, audiences[0] ?? null);
  if (workload !== null && workload.kind !== 'dataverse-plugin')
    return `a workload of ${workloadTitles[workload.kind]}`;
  if (environmentId === null) return workload === null ? 'a workload that ppmi does not recognize' : null;
  const plain = (id: string) => id.replace(/^Default-/i, '').toLowerCase();
  return plain(environmentId) === plain(own) ? null : `a plug-in of environment ${environmentId}`;
}
