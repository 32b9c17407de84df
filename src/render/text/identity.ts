/** `identity list|show` and `fic list`. */

import type {
  ApplicationJson,
  CredentialsJson,
  IdentitiesJson,
  IdentityJson,
  IdentityShowJson,
} from '../json/identity.ts';
import { type Style, wrap } from '../style.ts';
import { keyValues } from './key-values.ts';
import { subjectExplanationText } from './subject-explanation.ts';
import { table } from './table.ts';

const marked = (emulated: boolean, parts: readonly string[]) =>
  [...(emulated ? ['EMULATED'] : []), ...parts].join('\n\n');

export async function identitiesText({ identities, emulated }: IdentitiesJson, style: Style): Promise<string> {
  if (identities.length === 0) return marked(emulated, ['No managed identity records.']);
  const rows = identities.map(({ name, version, applicationId, components, id }) => [
    name,
    String(version ?? 0),
    applicationId ?? '(none)',
    components.map((component) => component.name).join(', ') || '(unbound)',
    id,
  ]);
  return marked(emulated, [await table(['name', 'version', 'application', 'bound to', 'record'], rows, style)]);
}

export function identityText({ identity, application, unread, emulated }: IdentityShowJson, style: Style): string {
  return marked(emulated, [
    recordText(identity, style),
    ...(application === null ? [] : [applicationText(application, style)]),
    ...(unread === null
      ? []
      : wrap(
          `The application could not be read: ${unread.permission === null ? unread.detail : `requires ${unread.permission}`}`,
          style.width,
        )),
  ]);
}

function recordText(identity: IdentityJson, style: Style): string {
  const rows = keyValues(
    [
      ['record', identity.id],
      ['version', String(identity.version ?? 0)],
      ['application', identity.applicationId],
      ['tenant', identity.tenantId],
      ['state', identity.active ? 'active' : 'inactive'],
      ['origin', identity.managed ? 'a managed solution' : 'this environment'],
      ...identity.components.map(({ type, name, id }) => ['bound to', `${name} (${type}, ${id})`] as const),
    ],
    style,
  );
  return `${style.title(identity.name)}\n${rows}`;
}

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
  return `${style.title(application.displayName ?? 'Application')}\n${rows}`;
}

export function credentialsText({ application, credentials, emulated }: CredentialsJson, style: Style): string {
  const shown = (credentials ?? []).map(({ name, issuer, subject, audiences, explanation }) =>
    [
      style.title(name),
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
