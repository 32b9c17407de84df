import type { CredentialsFact } from '../../../domain/facts.ts';
import { finding, type PresentedOverride, type Remedy, type Where } from '../../../domain/findings.ts';
import { quoted } from '../../../domain/harmless-text.ts';
import { credentialElsewhere } from '../../../domain/trust/credential-elsewhere.ts';
import type { TrustDiff } from '../../../domain/trust/diff.ts';
import { mostCredentials, trustOfRecordVersion, trustOfVersion } from '../../../domain/trust/matches.ts';
import {
  type Mistake,
  type MistakeName,
  type MistakeRepair,
  mistakeNames,
} from '../../../domain/trust/mistakes/mistakes.ts';
import type { TrustPart } from '../../../domain/trust/parts.ts';
import {
  fileHints,
  isOnlyOwn,
  isOwn,
  isUnrelatedCredential,
  type RankedCredential,
  rankCredentials,
  unexplainedClaims,
} from '../../../domain/trust/rank-credentials.ts';
import { environmentScope } from '../../../domain/trust/record-scope.ts';
import type { Trust } from '../../../domain/trust/trust.ts';
import { unusableInVersion1 } from '../../../domain/trust/unusable-name.ts';
import { defineCheck, notApplicable } from '../../check.ts';
import { atApplication, atCredential } from '../../where.ts';
import { preferPresented } from '../token/presented.ts';

/** `trust/common-name-usable` reports names that version 1 cannot contain. */
type OwnName = Exclude<MistakeName, 'cn-comma' | 'cn-non-ascii'>;
type OwnMistake = Mistake & { readonly name: OwnName };
const isOwnName = (name: MistakeName): name is OwnName => name !== 'cn-comma' && name !== 'cn-non-ascii';

export default defineCheck({
  id: 'trust/credential-matches',
  title: 'a federated identity credential trusts what this plug-in presents',
  needs: [
    'environment',
    'component',
    'identity',
    'applications',
    'federatedCredentials',
    'registeredFile',
    'expectedTrust',
    'localFiles',
  ],
  uses: ['recentErrors', 'otherCredentials', 'othersCredentials', 'records', 'components'],
  emits: [...mistakeNames.filter(isOwnName), 'fic-different', 'fic-missing', 'fic-limit', 'fic-flexible'],
  run(
    { environment, component, identity, applications, federatedCredentials, registeredFile, expectedTrust, localFiles },
    { recentErrors, otherCredentials, othersCredentials, records, components },
  ) {
    const certificate = registeredFile?.certificate ?? null;
    if (federatedCredentials === null) return notApplicable;
    if (registeredFile === null)
      return {
        inconclusive: 'Dataverse returned no content for this component, so its certificate is not known',
        fact: 'registeredFile',
      };
    if (certificate === null) return notApplicable;
    const computed = trustOfRecordVersion(expectedTrust);
    if (computed === null)
      return {
        inconclusive: `the record has version ${identity.record?.version}, which ppmi does not know`,
        fact: 'identity',
      };
    if (unusableInVersion1(identity.record, certificate) !== null) return notApplicable;
    const preferred = recentErrors.ok ? preferPresented(computed, expectedTrust.trusts, recentErrors.value) : null;
    // Whether versions 1 and 2 read the scope is not verified, so without a run that says it, what they present is not known.
    const scope = identity.record?.subjectScope ?? null;
    if (preferred === null && identity.record !== null && computed.version !== 0 && scope !== environmentScope) {
      return {
        inconclusive: `the record has subjectscope ${scope ?? 'empty'}; what the platform presents then is not verified`,
        fact: 'identity',
      };
    }
    const expected = preferred?.expected ?? computed;
    const override = preferred?.override ?? null;
    const { credentials, system } = federatedCredentials;
    // What another component relies on is its working trust, not a mistake of this one.
    const others = othersCredentials.ok
      ? othersCredentials.value
      : { relied: [], unclear: credentials.map(({ id }) => id) };
    const free = credentials.filter(({ id }) => !others.relied.includes(id));
    const hints = {
      certificate,
      chain: registeredFile.chain,
      organizationId: environment.organizationId,
      applicationId: identity.record?.applicationId ?? applications.application?.appId ?? null,
      homeTenantId: applications.servicePrincipal?.ownerTenantId ?? null,
      trusts: expectedTrust.trusts,
      ...fileHints(localFiles),
    };
    const ranked = rankCredentials(expected, free, hints);
    const [first] = ranked;
    if (first?.diff.equal === true) {
      // Equal to a form that is not confirmed: neither a match nor a mistake; `trust/credential-verified` reports it.
      if (first.diff.warning === null) return [];
      return {
        inconclusive: `${quoted(first.credential.name)} equals a value that is not verified: ${first.diff.warning}`,
        fact: 'expectedTrust',
      };
    }
    const candidates = ranked.filter((each) => !isUnrelatedCredential(each));
    // One that may be right is no reason to say that another one is wrong.
    if (candidates.some(({ diff }) => diff.equal === null)) {
      const unknown = `ppmi does not know the audience of version ${expected.version} in this cloud`;
      return { inconclusive: expected.reason ?? unknown, fact: 'expectedTrust' };
    }
    // With the right credential elsewhere, one of another certificate is another plug-in's, not an old one of this.
    const elsewhere =
      otherCredentials.ok && records.ok && components.ok
        ? credentialElsewhere(
            expected,
            {
              otherCredentials: otherCredentials.value,
              records: records.value,
              components: components.value,
              expectedTrust,
            },
            ranked,
            hints,
          )
        : null;
    // What another component may rely on is no mistake either, unless it can only have been meant for this one.
    const isOwnMistake = (each: RankedCredential) =>
      hasOwnName(each) && (!others.unclear.includes(each.credential.id) || isOnlyOwn(each));
    const nearest = elsewhere === null ? candidates.find(isOwnMistake) : undefined;
    if (nearest === undefined || (credentials.length >= mostCredentials && repairOf(nearest.diff) !== 'update')) {
      // Without a verified credential to create, only version 2 helps.
      const creatable = expected.subject !== null && (expected.version !== 0 || expected.confidence === 'documented');
      const upgrade = creatable || override !== null ? null : trustOfVersion(expectedTrust.trusts, 2);
      return [
        nothingFits(federatedCredentials, expectedTrust.trusts, atApplication(applications), component.name, first, {
          expected: (upgrade ?? expected).subject,
          remedy: { action: upgrade === null ? 'create-credential' : 'upgrade-record' },
          override,
        }),
      ];
    }
    const { credential, diff } = nearest;
    const where = atCredential(credential, system);
    const values = (part: TrustPart | 'subject') => {
      const claim =
        part === 'issuer' || part === 'audience'
          ? diff.parts.find((each) => each.part === part)
          : { expected: expected.subject, actual: credential.subject };
      const remedy = { action: actions[repairWith(diff, expectedTrust.trusts)] };
      return { expected: claim?.expected ?? null, actual: claim?.actual ?? null, remedy, override };
    };
    return [
      ...mistakesOf(nearest).map(({ name, part, detail, segment }) =>
        finding(name, where, { credential: credential.name, detail, segment }, values(part)),
      ),
      ...unexplainedClaims(diff).map((part) =>
        finding('fic-different', where, { credential: credential.name, part }, values(part)),
      ),
    ];
  },
});

/** What only `trust/common-name-usable` names is left to it. */
function hasOwnName(ranked: RankedCredential): boolean {
  return mistakesOf(ranked).length > 0 || isOwn(ranked);
}

/** What is wrong; another explanation of the same difference is no further fault. */
function mistakesOf({ diff }: RankedCredential): readonly OwnMistake[] {
  return diff.mistakes.filter((mistake): mistake is OwnMistake => !mistake.candidate && isOwnName(mistake.name));
}

/**
 * Issuer and subject must be unique within an application (documented), so a credential that is wrong only in its
 * audience cannot be kept beside a right one. No other component can use it, because it has exactly this subject.
 */
function repairOf({ parts, repair }: TrustDiff): MistakeRepair {
  const wrong = parts.filter(({ equal }) => equal === false).map(({ part }) => part);
  return wrong.length === 1 && wrong[0] === 'audience' ? 'update' : (repair ?? 'create-beside');
}

/**
 * A credential of version 2 that may serve something else stays, and one of version 1 with common names is not verified,
 * so it is never created: then the record is raised, for which the right credential of version 2 is created.
 */
function repairWith(diff: TrustDiff, trusts: readonly Trust[]): MistakeRepair {
  const repair = repairOf(diff);
  const isNewer = diff.mistakes.some(({ name, candidate }) => name === 'version-record-1-fic-2' && !candidate);
  const raises = repair === 'create-beside' && isNewer && trustOfVersion(trusts, 2)?.confidence === 'documented';
  return raises ? 'upgrade' : repair;
}

const actions: Readonly<Record<MistakeRepair, Exclude<Remedy['action'], 'bind-record'>>> = {
  update: 'update-credential',
  'create-beside': 'create-credential',
  upgrade: 'upgrade-record',
  explain: 'create-credential',
};

/** The nearest credential is shown even where nothing says that it was meant for this plug-in. */
function nothingFits(
  { credentials }: CredentialsFact,
  trusts: readonly Trust[],
  where: Where,
  component: string,
  first: RankedCredential | undefined,
  values: { readonly expected: string | null; readonly remedy: Remedy; readonly override: PresentedOverride | null },
) {
  // Expressions are documented for pipelines, such as those of GitHub: with such an issuer it is not meant for a plug-in.
  const hosts = trusts.map(({ issuer }) => hostOf(issuer));
  const flexible = credentials.find(({ subject, issuer }) => subject === null && hosts.includes(hostOf(issuer)));
  if (flexible !== undefined) return finding('fic-flexible', where, { credential: flexible.name }, values);
  const near = first === undefined || first.owner === 'other-workload' ? null : first;
  const nearest = near?.credential.name ?? null;
  const nearestDiffers = near === null ? [] : differingParts(near.diff);
  const args = { application: where.name, component, nearest, nearestDiffers };
  const shown = { ...values, actual: near?.credential.subject ?? null };
  const { length: count } = credentials;
  if (count >= mostCredentials) return finding('fic-limit', where, { ...args, count }, { ...shown, remedy: null });
  return finding('fic-missing', where, args, shown);
}

function hostOf(issuer: string | null): string | null {
  return issuer !== null && URL.canParse(issuer) ? new URL(issuer).hostname : issuer;
}

function differingParts({ parts }: TrustDiff): readonly string[] {
  return parts.filter(({ equal }) => equal === false).map(({ part }) => part);
}
