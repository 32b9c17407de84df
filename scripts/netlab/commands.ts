/** Commands that meet a fault on their way. */
import { labClouds } from './clouds.ts';

const organization = ['--environment', `https://${labClouds.public.organization}`];

const asApplication = [
  '--sign-in',
  'client-secret',
  '--sign-in-tenant',
  '99999999-2222-3333-4444-555555555555',
  '--sign-in-client-id',
  '66666666-7777-4888-9999-000000000000',
];
const component = ['--component', 'Contoso.Plugins'];
export const commands = {
  connectivity: ['connectivity'],
  doctor: ['doctor', ...organization, ...component, ...asApplication],
  'doctor-device': [
    'doctor',
    ...organization,
    ...component,
    '--sign-in',
    'device-code',
    '--sign-in-client-id',
    '66666666-7777-4888-9999-000000000000',
    '--sign-in-tenant',
    '99999999-2222-3333-4444-555555555555',
  ],
  'doctor-browser': [
    'doctor',
    ...organization,
    ...component,
    '--sign-in',
    'browser',
    '--sign-in-client-id',
    '66666666-7777-4888-9999-000000000000',
    '--sign-in-tenant',
    '99999999-2222-3333-4444-555555555555',
  ],
  repair: ['repair', ...organization, ...component, ...asApplication],
  'doctor-azure-cli': ['doctor', ...organization, ...component, '--sign-in', 'azure-cli'],
  'doctor-all': ['doctor', ...organization, '--all', ...asApplication],
  'repair-all': ['repair', ...organization, '--all', ...asApplication],
  'fic-list': ['fic', 'list', ...organization, ...component, ...asApplication],
  'fic-verify': ['fic', 'verify', ...organization, ...component, ...asApplication],
  'fic-create': ['fic', 'create', ...organization, ...component, ...asApplication],
  'identity-list': ['identity', 'list', ...organization, ...asApplication],
  'identity-show': ['identity', 'show', '66666666-7777-4888-9999-000000000001', ...organization, ...asApplication],
  'identity-create': [
    'identity',
    'create',
    ...organization,
    ...component,
    '--application-id',
    '66666666-7777-4888-9999-000000000000',
    ...asApplication,
  ],
  'identity-update': [
    'identity',
    'update',
    '66666666-7777-4888-9999-000000000001',
    '--name',
    'Other',
    ...organization,
    ...asApplication,
  ],
  'identity-delete': ['identity', 'delete', '66666666-7777-4888-9999-000000000001', ...organization, ...asApplication],
  'fic-update': ['fic', 'update', 'credential', ...organization, ...component, ...asApplication],
  'fic-delete': ['fic', 'delete', 'credential', ...organization, ...component, ...asApplication],
  'access-check': [
    'access',
    'check',
    '--resource',
    'https://contoso.vault.azure.net',
    ...organization,
    ...component,
    ...asApplication,
  ],
  'certificate-show': ['certificate', 'show', ...organization, ...component, ...asApplication],
  'subject-show': ['subject', 'show', ...organization, ...component, ...asApplication],
  'subject-diff': ['subject', 'diff', ...organization, ...component, ...asApplication],
  'env-list': ['env', 'list', ...asApplication],
  'env-who': ['env', 'who', ...organization, ...asApplication],
  exchange: [
    'token',
    'exchange',
    '--assertion',
    'assertion.jwt',
    '--tenant',
    '99999999-2222-3333-4444-555555555555',
    '--client-id',
    '66666666-7777-4888-9999-000000000000',
    '--scope',
    'https://vault.azure.net/.default',
  ],
} as const;

/** Against the emulated environment: what is filled in when it is known. */
const emulatedTarget = ['--environment', '{environmentUrl}', '--component', '{componentId}'];
const emulatedSignIn = [
  '--sign-in',
  'client-secret',
  '--sign-in-tenant',
  '{tenantId}',
  '--sign-in-client-id',
  '{clientId}',
];
export const emulatedCommands = {
  'emulated-connectivity': ['connectivity', '--environment', '{environmentUrl}', '--tenant', '{tenantId}'],
  'emulated-doctor': ['doctor', ...emulatedTarget, ...emulatedSignIn],
  'emulated-repair': ['repair', '--yes', ...emulatedTarget, ...emulatedSignIn],
  'repair-apply': ['repair', 'apply', 'plan.json', '--yes', ...emulatedSignIn],
  'repair-resume': ['repair', 'resume', '--yes', ...emulatedSignIn],
  'repair-undo': ['repair', 'undo', '--yes', ...emulatedSignIn],
  'from-environment': [
    'connectivity',
    '--environment',
    '{environmentUrl}',
    '--environment-id',
    '{environmentId}',
    '--from-environment',
    ...emulatedSignIn,
  ],
} as const;
