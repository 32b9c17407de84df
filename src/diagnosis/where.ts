import type {
  ApplicationsFact,
  ComponentFact,
  EnvironmentFact,
  FederatedCredential,
  IdentityRecord,
} from '../domain/facts.ts';
import type { Where } from '../domain/findings.ts';

export function atComponent(component: ComponentFact): Where {
  const kind = component.type === 'assembly' ? 'plug-in assembly' : 'plug-in package';
  return { system: 'dataverse', kind, id: component.id, name: component.name };
}

export function atEnvironment({ environmentId, name }: EnvironmentFact): Where {
  return { system: 'dataverse', kind: 'environment', id: environmentId, name };
}

export function atRecord(record: IdentityRecord): Where {
  return { system: 'dataverse', kind: 'managed identity record', id: record.id, name: record.name };
}

export function atCredential(credential: FederatedCredential, system: 'graph' | 'arm'): Where {
  return { system, kind: 'federated identity credential', id: credential.id, name: credential.name };
}

export function atApplication({ application, servicePrincipal }: ApplicationsFact): Where {
  const found = application ?? servicePrincipal;
  const kind = application === null && servicePrincipal?.resourceId != null ? 'managed identity' : 'application';
  return { system: 'graph', kind, id: found?.appId ?? null, name: found?.displayName ?? null };
}
