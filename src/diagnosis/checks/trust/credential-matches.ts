import type { CredentialsFact } from '../../../domain/facts.ts';
import { finding, type PresentedOverride, type Remedy, type Where } from '../../../domain/findings.ts';
import type { TrustDiff } from '../../../domain/trust/diff.ts';
import { trustOfRecordVersion } from '../../../domain/trust/matches.ts';
import {
  type Mistake,
  type MistakeName,
  type MistakeRepair,
  mistakeNames,
} from '../../../domain/trust/mistakes/mistakes.ts';
import { fileHints, type RankedCredential, rankCredentials } from '../../../domain/trust/rank-credentials.ts';
import type { Trust } from '../../../domain/trust/trust.ts';
import { unusableName } from '../../../domain/trust/unusable-name.ts';
import { defineCheck, notApplicable } from '../../check.ts';
import { atApplication, atCredential } from '../../where.ts';
import { preferPresented } from '../token/presented.ts';

/** Documented: an application or identity holds at most 20. */
const mostCredentials = 20;

/** What names of version 1 cannot carry is told by `trust/common-name-usable`. */
type OwnName = Exclude<MistakeName, 'cn-comma' | 'cn-non-ascii'>;
type OwnMistake = Mistake & { readonly name: OwnName };
const isOwn = (name: MistakeName): name is OwnName => name !== 'cn-comma' && name !== 'cn-non-ascii';

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
  uses: ['recentErrors'],
  emits: [...mistakeNames.filter(isOwn), 'fic-missing', 'fic-limit', 'fic-flexible'],
  run(
    { environment, component, identity, applications, federatedCredentials, registeredFile, expectedTrust, localFiles },
    { recentErrors },
  ) {
    const certificate = registeredFile?.certificate ?? null;
    if (federatedCredentials === null) return notApplicable;
    if (registeredFile === null)
      return { inconclusive: 'Dataverse returned no content for this component, so its certificate is not known' };
    if (certificate === null) return notApplicable;
    const computed = trustOfRecordVersion(expectedTrust);
    if (computed === null)
      return { inconclusive: `the record has version ${identity.record?.version}, which ppmi does not know` };
    // `trust/common-name-usable` says why there is nothing to compare.
    if (computed.subject === null && unusableName(certificate) !== null) return notApplicable;
    const outranked = recentErrors.ok ? preferPresented(computed, expectedTrust.trusts, recentErrors.value) : null;
    const wanted = outranked?.wanted ?? computed;
    if (wanted.subject === null)
      return { inconclusive: wanted.reason ?? 'the subject of this version cannot be predicted' };
    const { credentials, system } = federatedCredentials;
    const compared = rankCredentials(wanted, credentials, {
      certificate,
      chain: registeredFile?.chain ?? [],
      organizationId: environment.organizationId,
      applicationId: identity.record?.applicationId ?? applications.application?.appId ?? null,
      homeTenantId: applications.servicePrincipal?.ownerTenantId ?? null,
      trusts: expectedTrust.trusts,
      ...fileHints(localFiles),
    });
    if (compared.some(({ diff }) => diff.equal === true)) return [];
    const nearest = compared.find((each) => mistakesOf(each).length > 0 && !isAnotherTrust(each));
    const full = credentials.length >= mostCredentials && nearest?.diff.repair !== 'update';
    if (nearest === undefined || full)
      return [
        nothingFits(wanted, federatedCredentials, atApplication(applications), component.name, outranked?.override),
      ];
    const { credential, diff } = nearest;
    return mistakesOf(nearest).map(({ name, part, detail, segment }) => {
      const values =
        part === 'issuer' || part === 'audience'
          ? diff.parts.find((each) => each.part === part)
          : { expected: wanted.subject, actual: credential.subject };
      return finding(
        name,
        atCredential(credential, system),
        { credential: credential.name, detail, segment },
        {
          expected: values?.expected ?? null,
          actual: values?.actual ?? null,
          remedy: { action: actions[repairOf(diff)] },
          override: outranked?.override ?? null,
        },
      );
    });
  },
});

/** What is wrong; another explanation of the same difference is no further fault. */
function mistakesOf({ diff }: RankedCredential): readonly OwnMistake[] {
  return diff.mistakes.filter((mistake): mistake is OwnMistake => !mistake.candidate && isOwn(mistake.name));
}

/** Differs in several parts, each of which may be right for somebody: a working trust of something else, not a slip. */
function isAnotherTrust(each: RankedCredential): boolean {
  const mistakes = mistakesOf(each);
  return mistakes.length > 1 && mistakes.every(({ repair }) => repair === 'create-beside');
}

/**
 * Issuer and subject must be unique within an application (documented), so a credential that is wrong only in its
 * audience leaves no room for a right one beside it; and with this very subject it can be right for nobody else.
 */
function repairOf({ parts, repair }: TrustDiff): MistakeRepair {
  const wrong = parts.filter(({ equal }) => equal === false).map(({ part }) => part);
  return wrong.length === 1 && wrong[0] === 'audience' ? 'update' : (repair ?? 'create-beside');
}

const actions: Readonly<Record<MistakeRepair, Exclude<Remedy['action'], 'bind-record'>>> = {
  update: 'update-credential',
  'create-beside': 'create-credential',
  upgrade: 'upgrade-record',
  explain: 'create-credential',
};

function nothingFits(
  wanted: Trust,
  { credentials }: CredentialsFact,
  where: Where,
  component: string,
  override: PresentedOverride | null = null,
) {
  const { length: count } = credentials;
  const values = { expected: wanted.subject, remedy: { action: 'create-credential' }, override } as const;
  const flexible = credentials.find((credential) => credential.subject === null);
  if (flexible !== undefined) return finding('fic-flexible', where, { credential: flexible.name }, values);
  const args = { application: where.name, component };
  if (count >= mostCredentials) return finding('fic-limit', where, { ...args, count }, { ...values, remedy: null });
  return finding('fic-missing', where, args, values);
}
