/** Mistakes in issuers and audiences of federated credentials, and credentials that have no effect. */
import { cloud, cloudIds } from '../../domain/cloud/cloud.ts';
import { derivedId } from '../derived-id.ts';
import { environmentIssuer } from '../platform/mint.ts';
import type { Parts } from './base.ts';
import { applicationNamed, componentNamed, principalOf, recordLike } from './makers.ts';
import type { Scenario } from './scenario.ts';

function issuerFault(id: string, title: string, change: (issuer: string, parts: Parts) => string): Scenario {
  return {
    id,
    title,
    findings: [id],
    repairable: true,
    fails: 700211,
    inject(parts) {
      parts.credential.issuer = change(parts.claims.issuer, parts);
    },
  };
}

function audienceFault(id: string, title: string, change: (audience: string, parts: Parts) => string): Scenario {
  return {
    id,
    title,
    findings: [id],
    repairable: true,
    fails: 700212,
    inject(parts) {
      parts.credential.audiences = [change(parts.claims.audience, parts)];
    },
  };
}

/** A value of this kind in another cloud. */
function elsewhere(value: string, of: (id: (typeof cloudIds)[number]) => string | null): string {
  return cloudIds.map(of).find((other) => other !== null && other !== value) ?? value;
}

const issuers: readonly Scenario[] = [
  issuerFault('issuer-trailing-slash', 'The issuer ends in a slash', (issuer) => `${issuer}/`),
  issuerFault(
    'issuer-v1',
    "The issuer is the tenant's version 1 issuer",
    (_, { tenant }) => `https://sts.windows.net/${tenant.id}/`,
  ),
  issuerFault('issuer-no-v2', 'The issuer lacks /v2.0', (issuer) => issuer.replace('/v2.0', '')),
  issuerFault('issuer-missing-slash', 'The issuer lacks the slash between host and tenant', (issuer, { tenant }) =>
    issuer.replace(`/${tenant.id}`, tenant.id),
  ),
  issuerFault('issuer-common', 'The issuer contains common instead of the tenant', (issuer, { tenant }) =>
    issuer.replace(tenant.id, 'common'),
  ),
  issuerFault('issuer-other-tenant', "The issuer names another tenant than the environment's", (issuer, { tenant }) =>
    issuer.replace(tenant.id, derivedId('tenant/fabrikam')),
  ),
  issuerFault('issuer-wrong-cloud', 'The issuer is on the sign-in host of another cloud', (issuer) => {
    const host = new URL(issuer).hostname;
    return issuer.replace(
      host,
      elsewhere(host, (id) => cloud(id).ficIssuerHost.value),
    );
  }),
  issuerFault(
    'issuer-version-0',
    'The issuer is that of version 0, the subject is not',
    (issuer, { world, environment }) => environmentIssuer(world.cloud, environment.id) ?? issuer,
  ),
  issuerFault(
    'issuer-typo-enviornment',
    'The issuer has the misspelled host of early documentation',
    (issuer, { world, environment }) =>
      (environmentIssuer(world.cloud, environment.id) ?? issuer).replace('.environment.', '.enviornment.'),
  ),
];

const audiences: readonly Scenario[] = [
  audienceFault('audience-case', 'The audience differs in upper and lower case', (audience) =>
    audience.replace('AzureADTokenExchange', 'AzureAdTokenExchange'),
  ),
  audienceFault('audience-version-0', 'The audience is in lower case, as version 0 expects it', (audience) =>
    audience.toLowerCase(),
  ),
  audienceFault('audience-wrong-cloud', 'The audience is that of another cloud', (audience) =>
    elsewhere(audience, (id) => cloud(id).ficAudience.value),
  ),
  audienceFault(
    'audience-app-uri',
    "The audience is the application's own URI",
    (_, { principal }) => `api://${principal.appId}`,
  ),
];

const credentials: readonly Scenario[] = [
  {
    id: 'fic-on-other-app',
    title: 'The right credential exists, but on another application than the record names',
    findings: ['fic-on-other-app'],
    repairable: true,
    fails: 70025,
    base: { components: 2 },
    inject({ options, tenant, environment, record, credentials: own, credential }) {
      const other = applicationNamed('Contoso Orders');
      tenant.applications.push(other);
      tenant.servicePrincipals.push(principalOf(other, tenant.id));
      other.federatedIdentityCredentials.push(credential);
      own.splice(0);
      const orders = recordLike(record, other);
      environment.managedIdentities.push(orders);
      // The other record belongs to another component, so it is not a spare one. That component has another certificate:
      // with the same one, the credential would be its own.
      const second = environment.components[1];
      if (second === undefined) return;
      const { id, name } = second;
      const content = options.content === 'issued-plain' ? 'self-rsa' : 'issued-plain';
      const signed = componentNamed(name, { ...options, content, component: 'assembly' }, orders.id);
      Object.assign(second, { ...signed, id });
    },
  },
  {
    id: 'fic-flexible',
    title: 'The credential has a claims-matching expression instead of a subject',
    findings: ['fic-flexible'],
    repairable: true,
    fails: 7002131,
    inject({ credential, claims }) {
      credential.subject = null;
      const value = `claims['sub'] matches '${claims.subject.replace(/\/e\/.*/, '/e/*')}'`;
      credential.claimsMatchingExpression = { value, languageVersion: 1 };
    },
  },
  {
    id: 'fic-propagating',
    title: 'The credential is right but was created seconds ago and is not in use everywhere yet',
    findings: ['fic-propagating'],
    repairable: true,
    fails: 70025,
    inject({ world, credential }) {
      const now = world.now === null ? Date.now() : Date.parse(world.now);
      credential.createdAt = new Date(now - 2_000).toISOString();
      credential.visibleFrom = new Date(now + 4_000).toISOString();
    },
  },
];

export const issuerScenarios: readonly Scenario[] = [...issuers, ...audiences, ...credentials];
