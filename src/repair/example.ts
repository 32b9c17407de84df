/** The steps that repair a finding, with a placeholder for every value, because nothing has been read. */
import { consequencesOf } from '../diagnosis/consequences.ts';
import type { Facts, FederatedCredential } from '../domain/facts.ts';
import type { FindingName, Remedy } from '../domain/findings.ts';
import type { Step } from '../domain/plan.ts';
import { mistakeRepairs } from '../domain/trust/mistakes/mistakes.ts';
import type { Trust } from '../domain/trust/trust.ts';
import { repairs } from './repairs/index.ts';
import { shownSteps } from './steps-by-finding.ts';

const trust: Trust = {
  version: 2,
  issuer: '<issuer>',
  subject: '<subject>',
  audience: '<audience>',
  confidence: 'documented',
  alternatives: [],
  issuerAlternatives: [],
  reason: null,
};
const record = {
  id: '<record-id>',
  name: '<record-name>',
  applicationId: '<application-id>',
  tenantId: '<tenant-id>',
  credentialSource: 2,
  subjectScope: 1,
  version: 0,
  active: true,
  managed: false,
};
const otherRecord = {
  ...record,
  id: '<other-record-id>',
  name: '<other-record-name>',
  applicationId: '<other-application-id>',
};
const application = { id: '<object-id>', appId: '<application-id>', displayName: '<application-name>' };
const credentialsUrl = 'https://graph.microsoft.com/v1.0/applications/<object-id>/federatedIdentityCredentials';
const credential: FederatedCredential = {
  id: '<credential-id>',
  name: '<credential-name>',
  issuer: '<old-issuer>',
  subject: '<old-subject>',
  audiences: ['<old-audience>'],
  description: null,
  url: `${credentialsUrl}/<credential-id>`,
};

/** Assumes that the credential of the record's next version exists. */
const raisedOnly: ReadonlySet<FindingName> = new Set(['version-record-1-fic-2', 'version-record-null-fic-1']);

function factsFor(name: FindingName): Omit<Facts, 'vaultAccess' | 'recentErrors' | 'applicationUser'> {
  const fitting = { ...credential, issuer: '<issuer>', subject: '<subject>', audiences: ['<audience>'] };
  const component = { type: 'assembly', id: '<component-id>', name: '<component-name>' } as const;
  const nothing = { uniqueName: null, managedIdentityId: null, packageId: null, modifiedOn: null };
  return {
    environment: {
      url: '<environment-url>',
      environmentId: '<environment-id>',
      organizationId: '<organization-id>',
      tenantId: '<tenant-id>',
      cloud: 'public',
      name: '<environment-name>',
      type: null,
    },
    directory: { tenantId: '<tenant-id>' },
    component: { ...component, ...nothing },
    components: [],
    records: [otherRecord],
    identity: { state: 'bound', record, candidates: [] },
    applications: { application, servicePrincipal: null, byObjectId: application },
    federatedCredentials: {
      credentials: [raisedOnly.has(name) ? fitting : credential],
      url: credentialsUrl,
      system: 'graph',
    },
    otherCredentials: [],
    othersCredentials: { relied: [], unclear: [] },
    neighbors: [],
    registeredFile: null,
    localFiles: { assembly: null, others: [] },
    expectedTrust: { version: 2, trusts: [trust] },
    managedIdentity: null,
    recordCustomizable: null,
    recordSolution: null,
    traceLogging: null,
    credentialsChangedAt: null,
    now: new Date(0),
  };
}

function remedyOf(name: FindingName): Remedy | null {
  if (name === 'version-0-deprecated') return { action: 'upgrade-record' };
  if (name === 'binding-other-record') return { action: 'bind-record', recordId: otherRecord.id };
  const repair = Object.entries(mistakeRepairs).find(([mistake]) => mistake === name)?.[1];
  if (repair === undefined) return null;
  return {
    action: repair === 'update' ? 'update-credential' : repair === 'upgrade' ? 'upgrade-record' : 'create-credential',
  };
}

/** A finding without steps of its own shows those of what follows from it. */
export function exampleSteps(name: FindingName): readonly Step[] {
  const own = ownSteps(name);
  return own.length > 0
    ? own
    : (consequencesOf(name)
        .map(ownSteps)
        .find(({ length }) => length > 0) ?? []);
}

function ownSteps(name: FindingName): readonly Step[] {
  const repair = repairs.find((candidate) => candidate.repairs.includes(name));
  if (repair === undefined) return [];
  const where = { system: 'graph', kind: 'federated identity credential', id: credential.id, name: null } as const;
  const target = { name, where, remedy: remedyOf(name), override: null };
  const facts = { ...factsFor(name), vaultAccess: null, recentErrors: [], applicationUser: null };
  const planned = repair.plan(target, facts, { applicationId: '<client-id>', newRecordId: '<new-guid>' });
  return shownSteps(planned).map(withPlaceholderName);
}

/** The name of a new credential is composed of names that are unknown here. */
function withPlaceholderName(step: Step): Step {
  const { body } = step.request;
  if (step.request.system !== 'graph' || typeof body !== 'object' || body === null || !('name' in body)) return step;
  return { ...step, request: { ...step.request, body: { ...body, name: '<credential-name>' } } };
}
