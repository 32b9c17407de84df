/** `subject diff` of a registered component and the credentials of its application. */
import { createFactStore, type ReadFact } from '../../diagnosis/facts/fact-store.ts';
import { factReaders } from '../../diagnosis/facts/index.ts';
import { requireFact } from '../../diagnosis/facts/require-fact.ts';
import { finding } from '../../domain/findings.ts';
import type { ShellTarget } from '../../domain/shell/command-line.ts';
import { claimsOf, trustOfVersion } from '../../domain/trust/matches.ts';
import { fileHints, rankCredentials } from '../../domain/trust/rank-credentials.ts';
import { type Trust, type TrustVersion, trustVersionOf } from '../../domain/trust/trust.ts';
import type { TrustFlags } from '../../flags/shared.ts';
import {
  diffJson,
  findingMistakeJson,
  type LiveDiffJson,
  mistakeJson,
  withWorkload,
} from '../../render/json/subject.ts';
import type { CommandContext } from '../../session/command-context.ts';
import type { SessionFlags } from '../../session/session.ts';
import { fileMistakes } from './file-mistakes.ts';

type LiveDiffOptions = SessionFlags & Pick<TrustFlags, 'trust-version'>;

const nothing = { issuer: null, subject: null, audience: null };
const nothingCompared = { equal: false, actual: nothing, parts: [], warning: null, workload: null };

export async function liveDiff(context: CommandContext, flags: LiveDiffOptions): Promise<LiveDiffJson> {
  const session = await context.openSession(flags);
  const read = createFactStore(factReaders, session.sources());
  const compared = await compare(read, trustVersionOf(flags['trust-version']), context.shell);
  return { ...compared, emulated: session.context.target.emulated };
}

async function compare(
  read: ReadFact,
  asked: TrustVersion | null,
  shell: ShellTarget,
): Promise<Omit<LiveDiffJson, 'emulated'>> {
  const [file, { version, trusts }, credentials] = await Promise.all([
    requireFact(read, 'registeredFile'),
    requireFact(read, 'expectedTrust'),
    requireFact(read, 'federatedCredentials'),
  ]);
  const expected = trustOfVersion(trusts, asked ?? version);
  const own = file === null ? [] : fileMistakes(file, shell);
  if (expected === null) {
    return { ...nothingCompared, expected: null, mistakes: own, credentials: [] };
  }
  const compared = rankCredentials(expected, credentials?.credentials ?? [], {
    ...(await hints(read)),
    certificate: file?.certificate ?? null,
    chain: file?.chain ?? [],
    trusts,
  });
  const all = compared.map(({ credential, diff }) => ({ name: credential.name, diff }));
  const rows = all.map(({ name, diff: { equal, parts, mistakes } }) => ({
    name,
    equal,
    parts,
    mistakes: mistakes.map((mistake) => mistakeJson(mistake, shell)),
  }));
  const nearest = compared[0];
  if (nearest === undefined) return { ...noCredential(expected, shell), credentials: rows };
  const result = diffJson(expected, claimsOf(nearest.credential), nearest.diff, shell);
  return withWorkload({ ...result, mistakes: [...own, ...result.mistakes], credentials: rows });
}

function noCredential(expected: Trust, shell: ShellTarget) {
  const mistakes = [
    findingMistakeJson(
      finding('fic-missing', null, { application: null, component: null, nearest: null, nearestDiffers: [] }),
      'certificate',
      shell,
    ),
  ];
  return { ...nothingCompared, expected, mistakes };
}

/** Helps to recognize a mistake, but is not required for the comparison. */
async function hints(read: ReadFact) {
  const [localFiles, environment, identity, applications] = await Promise.all([
    requireFact(read, 'localFiles'),
    read('environment'),
    read('identity'),
    read('applications'),
  ]);
  return {
    ...fileHints(localFiles),
    organizationId: environment.ok ? environment.value.organizationId : null,
    applicationId: identity.ok ? (identity.value.record?.applicationId ?? null) : null,
    homeTenantId: applications.ok ? (applications.value.servicePrincipal?.ownerTenantId ?? null) : null,
  };
}
