/**
 * One component with random credentials near the right one, in every cloud, version and kind of signature: what doctor says
 * is held against the exchange of the emulator. The sources are the world itself, so that thousands take seconds.
 */

import { entryByName } from '../../src/catalog/index.ts';
import { checks } from '../../src/diagnosis/checks/index.ts';
import { diagnose } from '../../src/diagnosis/diagnose.ts';
import { createFactStore } from '../../src/diagnosis/facts/fact-store.ts';
import { factReaders } from '../../src/diagnosis/facts/index.ts';
import { type CloudId, cloudIds } from '../../src/domain/cloud/cloud.ts';
import type { FindingName } from '../../src/domain/findings.ts';
import { type Claims, mintClaims } from '../../src/emulator/platform/mint.ts';
import { buildBase, type Parts } from '../../src/emulator/scenarios/base.ts';
import { everyScenario } from '../../src/emulator/scenarios/list.ts';
import { credentialOf } from '../../src/emulator/scenarios/makers.ts';
import { defaults } from '../../src/emulator/scenarios/options.ts';
import { claimsRefusal } from '../../src/emulator/services/entra/federation.ts';
import type { Sources, TraceLog } from '../../src/sources/sources.ts';
import { type Choose, chooser } from './random.ts';

export interface CredentialsJudged {
  readonly seed: number;
  readonly world: string;
  readonly mutations: readonly string[];
  readonly works: boolean;
  /** Nothing, errors, or not checked. */
  readonly said: 'works' | 'fails' | 'not-checked' | 'crashed';
  readonly found: readonly FindingName[];
  /** Null: doctor and the exchange agree. */
  readonly wrong: string | null;
}

const assemblies = [
  ...['self-rsa', 'self-full', 'self-eku-email', 'issued-plain', 'issued-public', 'issued-public-plain-cn'],
  ...['issued-email', 'issued-enterprise', 'issued-ev', 'issued-non-ascii', 'issued-renewed-new', 'nested'],
];
const packages = ['author-self-rsa', 'author-issued-plain', 'author-issued-public'];

/** Findings that a working component may have. */
const harmless = new Set<string>(everyScenario().flatMap(({ fails, findings }) => (fails === null ? findings : [])));

export async function judgeCredentials(seed: number): Promise<CredentialsJudged> {
  const choose = chooser(seed);
  const cloud = choose.one(cloudIds);
  const component = choose.chance(0.8) ? 'assembly' : 'package';
  const content = choose.one(component === 'assembly' ? assemblies : packages);
  const parts = base({ cloud, component, content, kind: choose.chance(0.8) ? 'app' : 'uami' });
  const { record, environment } = parts;
  record.version = choose.one<number | null>([0, 1, 2, 2, null]);
  if (choose.chance(0.05)) record.subjectScope = 0;
  const presents = parts.component.presents;
  const claims = presents === null ? null : mintClaims({ cloud, environment, record, presents });
  const near = nearClaims(parts, claims);
  const mutations: string[] = [];
  parts.credentials.length = 0;
  for (let index = choose.count(0, 3); index > 0; index -= 1) {
    parts.credentials.push(mutated(`credential-${index}`, choose, near, parts, mutations));
  }
  const assertion = {
    raw: '',
    header: {},
    claims: { iss: claims?.issuer, sub: claims?.subject, aud: claims?.audience },
  };
  const refusal = claims === null ? null : claimsRefusal(parts.world, assertion, parts.credentials);
  const works = claims !== null && refusal === null;
  const traced = refusal !== null && choose.chance(0.3) ? `AADSTS${refusal.code}: ${refusal.text}` : null;
  const { findings, verdicts } = await diagnose(checks, createFactStore(factReaders, sourcesOf(parts, traced)));
  const all = findings.flatMap((finding) => [finding, ...finding.consequences]);
  const errors = all.filter(({ name }) => entryByName(name).severity === 'error');
  const said = verdicts.some(({ state }) => state === 'crashed')
    ? 'crashed'
    : errors.length > 0
      ? 'fails'
      : verdicts.some(({ state }) => state === 'blocked')
        ? 'not-checked'
        : 'works';
  const blamed = errors.filter(({ name }) => !harmless.has(name)).map(({ name }) => name);
  const wrong =
    said === 'crashed'
      ? 'a check crashed'
      : said === 'works' && !works
        ? 'doctor finds no problem, but the exchange fails'
        : works && blamed.length > 0
          ? `works, but doctor reports ${blamed.join(', ')}`
          : null;
  const world = [
    cloud,
    component,
    content,
    parts.options.kind,
    `version ${record.version}`,
    `scope ${record.subjectScope}`,
  ];
  return { seed, world: world.join(', '), mutations, works, said, found: all.map(({ name }) => name), wrong };
}

function base(options: {
  cloud: CloudId;
  component: 'assembly' | 'package';
  content: string;
  kind: 'app' | 'uami';
}): Parts {
  return buildBase({ ...defaults, ...options, version: 2, now: '2026-11-01T00:00:00Z' });
}

/** What a credential may have been meant for: this version, another version, another cloud or place. */
function nearClaims(
  { world, environment, record, component: { presents } }: Parts,
  claims: Claims | null,
): readonly Claims[] {
  if (presents === null) return [];
  const place = { cloud: world.cloud, environment, presents };
  const versions = [0, 1, 2].map((version) =>
    mintClaims({ ...place, record: { ...record, subjectScope: 1, version: version as 0 | 1 | 2 } }),
  );
  const clouds = cloudIds.map((cloud) => mintClaims({ ...place, cloud, record }));
  const elsewhere = mintClaims({ ...place, environment: { ...environment, id: environment.organizationId }, record });
  const other = mintClaims({ ...place, presents: { certificate: 'self-renewed-old' }, record });
  return [claims, claims, claims, claims, ...versions, ...clouds, elsewhere, other].flatMap((each) => each ?? []);
}

type Edit = readonly [name: string, edit: (text: string, choose: Choose) => string];

const edits: readonly Edit[] = [
  ['upper case', (text) => text.toUpperCase()],
  ['lower case', (text) => text.toLowerCase()],
  ['one character missing', (text, choose) => cut(text, choose.count(0, text.length - 1), 1, '')],
  ['one character more', (text, choose) => cut(text, choose.count(0, text.length - 1), 0, choose.one([...'aA0/ -']))],
  ['one character other', (text, choose) => cut(text, choose.count(0, text.length - 1), 1, choose.one([...'bB1_-']))],
  ['slash at the end', (text) => `${text}/`],
  ['without its end', (text) => text.replace(/\/[^/]*$/, '')],
  ['space at the end', (text) => `${text} `],
  ['newline at the end', (text) => `${text}\n`],
  ['space in front', (text) => ` ${text}`],
  ['percent-encoded', (text) => text.replaceAll('/', '%2F')],
  ['without dashes', (text) => text.replaceAll('-', '')],
  ['placeholder', (text) => text.replace(/\/e\/[^/]*/, '/e/{environmentId}')],
  ['hash', (text) => text.replace('/h/', '/hash/')],
  ['colons', (text) => text.replace(/\/h\/([0-9a-f]{64})/, (_, hex: string) => `/h/${hex.replace(/..(?=.)/g, '$&:')}`)],
  ['Git Bash', (text) => `C:/Program Files/Git${text}`],
  ['empty', () => ''],
];

function cut(text: string, at: number, length: number, other: string): string {
  return text.slice(0, at) + other + text.slice(at + length);
}

function mutated(
  name: string,
  choose: Choose,
  near: readonly Claims[],
  { world, tenant, environment, record }: Parts,
  log: string[],
) {
  const [first, second] = [choose.one(near), choose.one(near)];
  const mixed = { ...first };
  const claims = ['issuer', 'subject', 'audience'] as const;
  for (let count = choose.count(0, 2); count > 0; count -= 1) {
    const claim = choose.one(claims);
    if (choose.chance(0.4)) {
      mixed[claim] = second[claim];
      log.push(`${name}: ${claim} of another trust`);
      continue;
    }
    const [what, edit] = choose.one(edits);
    mixed[claim] = edit(mixed[claim], choose);
    log.push(`${name}: ${claim} ${what}`);
  }
  if (choose.chance(0.1)) {
    const replacements = [
      [environment.id, environment.organizationId],
      [environment.id, `Default-${environment.id}`],
      [tenant.id, record.applicationId ?? ''],
      [tenant.id, 'common'],
      ['/v2.0', ''],
      ['/eid1/c/', 'eid1/c/'],
    ] as const;
    const [from, to] = choose.one(replacements);
    mixed.subject = mixed.subject.replace(from, to);
    mixed.issuer = mixed.issuer.replace(from, to);
    log.push(`${name}: ${from} as ${to}`);
  }
  const credential = credentialOf(name, mixed);
  // Entra allows exactly one audience (documented), so that is not varied.
  if (choose.chance(0.03)) {
    credential.subject = null;
    log.push(`${name}: no subject`);
  }
  credential.createdAt = world.now ?? credential.createdAt;
  return credential;
}

const plugInType = 'Contoso.Invoices.Send';

/** Half an hour ago, so that nothing is still taking effect. */
function failedRun(exception: string, now: string | null): TraceLog {
  const createdOn = new Date(Date.parse(now ?? '') - 30 * 60_000).toISOString();
  return { id: 'f5b1e1f0-2f0f-4c0c-8d5f-3a5f2f1b7a10', createdOn, typeName: plugInType, exception, messages: '' };
}

function sourcesOf(
  { world, tenant, environment, component, record, application, principal, credentials }: Parts,
  traced: string | null,
): Sources {
  const { id, url, organizationId, tenantId, friendlyName, type } = environment;
  const held = (system: 'graph' | 'arm') => ({
    credentials: credentials.map((each) => ({ ...each, description: null, url: '' })),
    url: '',
    system,
  });
  const own = { id: principal.id, appId: principal.appId, displayName: principal.displayName };
  const resourceId = application === null ? (principal.alternativeNames[1] ?? null) : null;
  const isOwn = (appId: string) => appId.toLowerCase() === principal.appId.toLowerCase();
  return {
    dataverse: {
      environment: async () => ({
        ...{ url, environmentId: id, organizationId, tenantId, cloud: world.cloud, name: friendlyName, type },
      }),
      records: async () => [
        {
          ...{ id: record.id, name: record.name, applicationId: record.applicationId, tenantId: record.tenantId },
          ...{ credentialSource: record.credentialSource, subjectScope: record.subjectScope, version: record.version },
          ...{ active: true, managed: false },
        },
      ],
      components: async () => [
        {
          ...{ type: component.kind, id: component.id, name: component.name, uniqueName: component.uniqueName },
          ...{ managedIdentityId: record.id, packageId: null, modifiedOn: null },
        },
      ],
      clock: () => new Date(world.now ?? 0),
      content: async () => Buffer.from(component.content ?? '', 'base64'),
      plugInTypes: async () => [plugInType],
      traceLogs: async () => (traced === null ? [] : [failedRun(traced, world.now)]),
      applicationUser: async () => null,
      recordCustomizable: async () => true,
      traceLogging: async () => 'exceptions',
      recordOrigins: async () => [],
      recordLayers: async () => [],
    },
    graph: {
      application: async (appId) => (application !== null && isOwn(appId) ? { ...own, id: application.id } : null),
      applicationByObjectId: async () => null,
      servicePrincipal: async (appId) =>
        isOwn(appId)
          ? {
              ...own,
              type: principal.servicePrincipalType,
              enabled: true,
              ownerTenantId: tenant.id,
              multiTenant: false,
              resourceId,
            }
          : null,
      servicePrincipalByObjectId: async () => null,
      credentials: async () => held('graph'),
      credentialsChangedAt: async () => null,
    },
    arm: {
      credentials: async () => held('arm'),
      identity: async (resource) => ({ id: resource, federationBlocked: false }),
      vault: async () => null,
      resourceId: async () => '',
      grants: async () => [],
    },
    directoryTenantId: () => tenant.id,
    target: { component: null, type: null },
    assumedApplicationId: null,
  };
}
