import type { CredentialsFact, EnvironmentFact, FederatedCredential, IdentityRecord } from '../domain/facts.ts';
import type { FindingName } from '../domain/findings.ts';
import { quoted } from '../domain/harmless-text.ts';
import type { Step, StepRequest } from '../domain/plan.ts';
import { trimEnd } from '../domain/trim-end.ts';
import type { Trust } from '../domain/trust/trust.ts';

const webApi = '/api/data/v9.2';

interface CredentialValues {
  readonly issuer: string;
  readonly subject: string;
  readonly audiences: readonly string[];
}

/** The values that a credential must hold; null if one of them cannot be predicted. */
export function credentialValues(trust: Trust): CredentialValues | null {
  const { issuer, subject, audience } = trust;
  return issuer === null || subject === null || audience === null ? null : { issuer, subject, audiences: [audience] };
}

/** Graph: letters, digits, `-`, `_`, 3–120 characters, first a letter or digit; unique in the application. */
export function credentialName(environment: EnvironmentFact, component: string, taken: CredentialsFact): string {
  const slug = trimEnd(component.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-/, ''), '-');
  const environmentId = environment.environmentId.replace(/^Default-/i, '').slice(0, 8);
  const base = trimEnd(`ppmi-${environmentId}-${slug}`.slice(0, 110), '-');
  const names = new Set(taken.credentials.map((credential) => credential.name.toLowerCase()));
  let name = base;
  for (let n = 2; names.has(name.toLowerCase()); n += 1) name = `${base}-${n}`;
  return name;
}

export function createCredential(
  at: CredentialsFact,
  name: string,
  values: CredentialValues,
  repairs: FindingName | null,
): Step {
  const request: StepRequest =
    at.system === 'graph'
      ? { system: 'graph', method: 'POST', url: at.url, body: { name, ...values } }
      : { system: 'arm', method: 'PUT', url: childUrl(at.url, name), body: { properties: values } };
  return {
    id: `create-credential:${values.subject}`,
    says: `Create the federated identity credential ${quoted(name)}`,
    risk: 'safe',
    request,
    undo: { system: at.system, method: 'DELETE', url: childUrl(at.url, name), body: null },
    repairs,
  };
}

export function updateCredential(
  at: CredentialsFact,
  credential: FederatedCredential,
  values: CredentialValues,
  repairs: FindingName | null,
): Step {
  const { issuer, subject, audiences } = credential;
  const request = (body: object): StepRequest =>
    at.system === 'graph'
      ? { system: 'graph', method: 'PATCH', url: credential.url, body }
      : { system: 'arm', method: 'PUT', url: credential.url, body: { properties: body } };
  return {
    id: `update-credential:${credential.id}`,
    says: `Correct the federated identity credential ${quoted(credential.name)}`,
    risk: 'safe',
    request: request(values),
    undo: request({ issuer, subject, audiences }),
    repairs,
  };
}

/** The undo creates it with a new ID. */
export function deleteCredential(
  at: CredentialsFact,
  credential: FederatedCredential,
  repairs: FindingName | null,
): Step {
  const { name, issuer, subject, audiences, description } = credential;
  const values = { issuer, subject, audiences };
  return {
    id: `delete-credential:${credential.id}`,
    says: `Delete the federated identity credential ${quoted(name)}`,
    risk: 'disruptive',
    request: { system: at.system, method: 'DELETE', url: credential.url, body: null },
    undo:
      at.system === 'graph'
        ? {
            system: 'graph',
            method: 'POST',
            url: at.url,
            body: { name, ...values, ...(description !== null && { description }) },
          }
        : { system: 'arm', method: 'PUT', url: credential.url, body: { properties: values } },
    repairs,
  };
}

export function patchRecord(
  environment: EnvironmentFact,
  record: IdentityRecord,
  change: { says: string; body: Record<string, unknown>; was: Record<string, unknown>; repairs: FindingName | null },
): Step {
  const url = `${environment.url}${webApi}/managedidentities(${record.id})`;
  return {
    id: `patch-record:${record.id}:${Object.keys(change.body).join('+')}`,
    says: change.says,
    risk: 'safe',
    request: { system: 'dataverse', method: 'PATCH', url, body: change.body },
    undo: { system: 'dataverse', method: 'PATCH', url, body: change.was },
    repairs: change.repairs,
  };
}

export function recordsUrl(environment: EnvironmentFact): string {
  return `${environment.url}${webApi}/managedidentities`;
}

export function componentUrl(environment: EnvironmentFact, type: 'assembly' | 'package', id: string): string {
  return `${environment.url}${webApi}/${type === 'assembly' ? 'pluginassemblies' : 'pluginpackages'}(${id})`;
}

function childUrl(collection: string, name: string): string {
  const [path, query] = collection.split('?');
  return `${path}/${name}${query === undefined ? '' : `?${query}`}`;
}
