/** `identity list|show` and `fic list`. */

import { quoted } from '../../domain/harmless-text.ts';
import type {
  ApplicationJson,
  CredentialsJson,
  IdentitiesJson,
  IdentityJson,
  IdentityShowJson,
  LayerJson,
  SolutionJson,
  UnboundComponentJson,
  UnsignedComponentJson,
} from '../json/identity.ts';
import { type Style, wrap } from '../style.ts';
import { keyValues } from './key-values.ts';
import { subjectExplanationText } from './subject-explanation.ts';
import { table } from './table.ts';

const marked = (emulated: boolean, parts: readonly string[]) =>
  [...(emulated ? ['EMULATED'] : []), ...parts].join('\n\n');

export async function identitiesText(
  { identities, unbound, unsigned, emulated }: IdentitiesJson,
  style: Style,
): Promise<string> {
  return marked(emulated, [
    identities.length === 0 ? 'No managed identity records.' : await recordTable(identities, style),
    ...(unbound === null ? [] : [await unboundText(unbound, style)]),
    ...(unsigned === null ? [] : [await unsignedText(unsigned, identities, style)]),
  ]);
}

function recordTable(identities: readonly IdentityJson[], style: Style): Promise<string> {
  const rows = identities.map(({ name, version, applicationId, usage, components, solution, id }) => [
    quoted(name),
    String(version ?? 0),
    applicationId ?? '(none)',
    usage === 0 ? '(unbound)' : `${usage}: ${components.map((component) => component.name).join(', ')}`,
    solution === null ? '(none)' : `${solution.uniqueName}${solution.managed ? ' (managed)' : ''}`,
    id,
  ]);
  return table(['name', 'version', 'application', 'bound to', 'solution', 'record'], rows, style);
}

async function unboundText(unbound: readonly UnboundComponentJson[], style: Style): Promise<string> {
  if (unbound.length === 0) return 'No unbound components.';
  const rows = unbound.map((each) => [quoted(each.name), each.type, signed[`${each.signed}`], each.id]);
  return `${style.title('Unbound components')}\n${await table(['name', 'type', 'signature', 'component'], rows, style)}`;
}

const signed = { true: 'signed', false: 'unsigned', null: '(not readable)' } as const;

async function unsignedText(
  unsigned: readonly UnsignedComponentJson[],
  identities: readonly IdentityJson[],
  style: Style,
): Promise<string> {
  if (unsigned.length === 0) return 'Every bound component is signed.';
  const nameOf = new Map(identities.map(({ id, name }) => [id, name]));
  const rows = unsigned.map((each) => [
    quoted(each.name),
    each.type,
    signed[`${each.signed}`],
    nameOf.get(each.recordId ?? '') ?? each.recordId ?? '',
    each.id,
  ]);
  const head = ['name', 'type', 'signature', 'bound to', 'component'];
  return `${style.title('Bound components that are not signed')}\n${await table(head, rows, style)}`;
}

export function identityText(
  { identity, application, unread, layers, emulated }: IdentityShowJson,
  style: Style,
): string {
  return marked(emulated, [
    recordText(identity, layers, style),
    ...(application === null ? [] : [applicationText(application, style)]),
    ...(unread === null
      ? []
      : wrap(
          `The application could not be read: ${unread.permission === null ? unread.detail : `requires ${unread.permission}`}`,
          style.width,
        )),
  ]);
}

function recordText(identity: IdentityJson, layers: readonly LayerJson[] | null, style: Style): string {
  const rows = keyValues(
    [
      ['record', identity.id],
      ['version', String(identity.version ?? 0)],
      ['application', identity.applicationId],
      ['tenant', identity.tenantId],
      ['state', identity.active ? 'active' : 'inactive'],
      ['origin', identity.managed ? 'a managed solution' : 'this environment'],
      ...(identity.solution === null ? [] : [['solution', solutionName(identity.solution)] as const]),
      ...(identity.customizable === null ? [] : [['customizable', identity.customizable ? 'yes' : 'no'] as const]),
      ...(layers === null
        ? []
        : [['layers', layers.map(({ solution }) => solution).join(', then ') || 'none'] as const]),
      ...identity.components.map(({ type, name, id }) => ['bound to', `${name} (${type}, ${id})`] as const),
    ],
    style,
  );
  return `${style.title(quoted(identity.name))}\n${rows}`;
}

const solutionName = ({ name, uniqueName, managed }: SolutionJson) =>
  `${name} (${uniqueName}, ${managed ? 'managed' : 'unmanaged'})`;

const kinds = {
  'app-registration': 'app registration',
  'managed-identity': 'user-assigned managed identity',
  'application-of-another-tenant': 'application of another tenant',
} as const;

function applicationText(application: ApplicationJson, style: Style): string {
  if (application.kind === null) return 'The tenant that you are signed in to has no application with this client ID.';
  const enabled = application.enabled === false ? 'disabled' : application.servicePrincipalId;
  const rows = keyValues(
    [
      ['kind', kinds[application.kind]],
      ['object ID', application.objectId],
      ['resource', application.resourceId],
      ['owner tenant', application.ownerTenantId],
      ['service principal', enabled ?? 'none'],
    ],
    style,
  );
  return `${style.title(application.displayName === null ? 'Application' : quoted(application.displayName))}\n${rows}`;
}

export function credentialsText({ application, credentials, emulated }: CredentialsJson, style: Style): string {
  const shown = (credentials ?? []).map(({ name, issuer, subject, audiences, explanation }) =>
    [
      style.title(quoted(name)),
      keyValues(
        [
          ['issuer', issuer],
          ['subject', subject],
          ['audience', audiences.join(', ')],
        ],
        style,
      ),
      ...(explanation === null ? [] : [subjectExplanationText(explanation, style)]),
    ].join('\n'),
  );
  return marked(emulated, [
    applicationText(application, style),
    ...(shown.length === 0 ? ['No federated credentials.'] : shown),
  ]);
}
