import type { EntryBody } from './entry.ts';

export const access = {
  'resource-no-role': {
    code: 'PPMI7001',
    severity: 'error',
    since: '0.1.0',
    title: 'Token fine, Key Vault says 403',
    says: () => 'Token fine, Key Vault says 403',
    cause: '',
    fix: () => [],
    repair: 'none',
    see: [],
  },
  'resource-policy-model': {
    code: 'PPMI7002',
    severity: 'error',
    since: '0.1.0',
    title: 'Vault uses access policies, role assignments are ignored',
    says: () => 'Vault uses access policies, role assignments are ignored',
    cause: '',
    fix: () => [],
    repair: 'none',
    see: [],
  },
  'dataverse-no-application-user': {
    code: 'PPMI7003',
    severity: 'error',
    since: '0.1.0',
    title: 'Token for Dataverse fine, 403 there',
    says: () => 'Token for Dataverse fine, 403 there',
    cause: '',
    fix: () => [],
    repair: 'none',
    see: [],
  },
} as const satisfies Readonly<Record<string, EntryBody>>;
