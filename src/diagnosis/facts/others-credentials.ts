/**
 * Credentials of the identity that may be the working trust of another component. What could not be read of the others
 * makes no credential a mistake of this component.
 */
import type { ComponentFact, Facts, FederatedCredential, IdentityRecord } from '../../domain/facts.ts';
import { matchCredential, matchSubject, trustOfRecordVersion } from '../../domain/trust/matches.ts';
import { parseSubject } from '../../domain/trust/subject/parse.ts';
import type { Trust } from '../../domain/trust/trust.ts';
import type { EnvironmentsSource, Sources } from '../../sources/sources.ts';
import { boundComponents } from './component.ts';
import { defineFact } from './fact-store.ts';
import { orNull, trustsOf } from './other-workloads.ts';

export const othersCredentials = defineFact({
  name: 'othersCredentials',
  dependsOn: [
    'environment',
    'component',
    'components',
    'records',
    'applications',
    'federatedCredentials',
    'expectedTrust',
  ],
  permission: null,
  /** Others are read only where the expected trust is known and no credential has its subject: no check needs them elsewhere. */
  async read(sources, { applications, federatedCredentials, expectedTrust, ...facts }) {
    const none = { relied: [], unclear: [] };
    const applicationId = (applications.application ?? applications.servicePrincipal)?.appId.toLowerCase();
    const expected = trustOfRecordVersion(expectedTrust);
    if (applicationId === undefined || expected === null || federatedCredentials === null) return none;
    const held = federatedCredentials.credentials;
    const subjects = [expected.subject, ...expected.alternatives];
    if (held.some(({ subject }) => subject !== null && subjects.includes(subject))) return none;
    const [here, elsewhere] = await Promise.all([
      reliedOnHere(sources, held, { ...facts, applicationId, own: expectedTrust.trusts }),
      reliedOnElsewhere(sources, held, { ...facts, applicationId }),
    ]);
    // With the certificate and the environment of this component, it would be this one's as well if the record had its
    // version. A version is never lowered.
    const newer = expectedTrust.trusts.filter(({ version }) => version > expected.version);
    const own = newer.map(({ subject }) => subject);
    const ids = (found: Held) => [
      ...new Set(found.filter(({ subject }) => !own.includes(subject)).map(({ id }) => id)),
    ];
    return {
      relied: ids([...here.relied, ...elsewhere.relied]),
      unclear: ids([...here.unclear, ...elsewhere.unclear]),
    };
  },
});

type Place = Pick<Facts, 'environment' | 'component' | 'components' | 'records'> & { readonly applicationId: string };
type Held = readonly FederatedCredential[];

interface Reliance {
  readonly relied: Held;
  readonly unclear: Held;
}

/**
 * Those that match another component of this environment whose record names the same application. One that equals a
 * value that is not verified may be its working trust too.
 */
async function reliedOnHere(
  sources: Sources,
  held: Held,
  {
    environment,
    component,
    components,
    records,
    applicationId,
    own: ownTrusts,
  }: Place & { readonly own: readonly Trust[] },
): Promise<Reliance> {
  const users = boundComponents(components).flatMap((each) => {
    const record = records.find(({ id }) => id === each.managedIdentityId);
    const sharesIdentity = each.id !== component.id && record?.applicationId?.toLowerCase() === applicationId;
    return record !== undefined && sharesIdentity ? [{ component: each, version: record.version ?? 0 }] : [];
  });
  const all = await Promise.all(users.map((user) => trustsOf(sources, user.component, environment)));
  const presented = all.map(
    (trusts, index) => trusts?.filter(({ version }) => version === users[index]?.version) ?? null,
  );
  const ownCertificates = certificatesIn(ownTrusts);
  const theirs = certificatesIn(all.flatMap((trusts) => trusts ?? [])).filter(
    (each) => !ownCertificates.includes(each),
  );
  const known = presented.flatMap((trusts) => trusts ?? []);
  const own = bare(environment.environmentId);
  return {
    // With the certificate of another component and a mistake, it is that component's all the same.
    relied: held.filter(
      (each) =>
        known.some((trust) => mayRelyOn(trust, each)) ||
        theirs.some((certificate) => each.subject?.endsWith(certificate)),
    ),
    unclear: presented.includes(null) ? held.filter(({ subject }) => environmentIn(subject) === own) : [],
  };
}

/** What follows the environment in subjects of versions 1 and 2. */
function certificatesIn(trusts: readonly Trust[]): readonly string[] {
  return trusts.flatMap(({ subject }) => /\/e\/[^/]*(\/.*)$/s.exec(subject ?? '')?.[1] ?? []);
}

/** A subject that cannot be predicted tells nothing; another claim that is not known may be right. */
function mayRelyOn(trust: Trust, credential: FederatedCredential): boolean {
  const { subject } = credential;
  if (subject === null || matchCredential(trust, credential) === 'different') return false;
  return ['exact', 'alternative'].includes(matchSubject(trust, subject));
}

/** Those that name another environment, where a component uses this application. */
async function reliedOnElsewhere(
  { environments }: Sources,
  held: Held,
  { environment, applicationId }: Place,
): Promise<Reliance> {
  const own = bare(environment.environmentId);
  const naming = held.filter(({ subject }) => ![null, own].includes(environmentIn(subject)));
  if (naming.length === 0) return { relied: [], unclear: [] };
  const listing = environments === undefined ? null : await orNull(() => environments.list());
  const named = new Set(naming.map(({ subject }) => environmentIn(subject)));
  const states = new Map(
    await Promise.all(
      (listing?.rows ?? [])
        .filter(({ environmentId }) => named.has(bare(environmentId)))
        .map(async ({ environmentId, url }) => {
          const rows = await orNull(async () => {
            const { records, components } = (environments as EnvironmentsSource).open(url);
            return Promise.all([records(), components()]);
          });
          return [bare(environmentId), rows === null ? 'unclear' : usage(rows, applicationId)] as const;
        }),
    ),
  );
  // What an incomplete list does not contain may be there all the same.
  const unlisted = listing?.complete === true ? 'unused' : 'unclear';
  const inState = (state: string) =>
    naming.filter(({ subject }) => (states.get(environmentIn(subject) ?? '') ?? unlisted) === state);
  return { relied: inState('used'), unclear: inState('unclear') };
}

function usage(
  [records, components]: readonly [readonly IdentityRecord[], readonly ComponentFact[]],
  applicationId: string,
): 'used' | 'unused' {
  const ids = records.filter((each) => each.applicationId?.toLowerCase() === applicationId).map(({ id }) => id);
  return components.some(({ managedIdentityId }) => ids.includes(managedIdentityId ?? '')) ? 'used' : 'unused';
}

const bare = (environmentId: string) => environmentId.replace(/^Default-/i, '').toLowerCase();

function environmentIn(subject: string | null): string | null {
  const id = subject === null ? null : parseSubject(subject).environmentId;
  return id === null ? null : bare(id);
}
