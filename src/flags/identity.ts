/** Flags and arguments of the commands about managed identity records and federated credentials. */
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { settleSeconds } from '../domain/settling.ts';
import type { FlagValues } from './flag-values.ts';
import { guidFlag, trustFlags } from './shared.ts';

export const identityArgs = {
  identity: Args.string({
    description: 'Name or ID of the managed identity record',
    required: true,
    ignoreStdin: true,
  }),
};

export const credentialArgs = {
  credential: Args.string({
    description: 'Name or ID of the federated credential',
    required: true,
    ignoreStdin: true,
  }),
};

export const listIdentitiesFlags = {
  unbound: Flags.boolean({
    summary: 'Also list components without a record, and whether they are signed',
    description: 'Reads the content of each such component.',
  }),
  unsigned: Flags.boolean({
    summary: 'Also list components that are bound but not signed',
    description: 'Reads the content of each bound component.',
  }),
};
export type ListIdentitiesFlags = FlagValues<typeof listIdentitiesFlags>;

export const createIdentityFlags = {
  'application-id': guidFlag({
    summary: 'Client ID of the app registration or managed identity',
    required: true,
    helpGroup: 'CHANGE',
  }),
  name: Flags.string({
    summary: 'Name of the record (that of the component by default)',
    helpValue: 'NAME',
    helpGroup: 'CHANGE',
  }),
  'trust-version': Flags.option({ options: ['0', '1', '2'] as const })({
    summary: 'Version of the record',
    default: '2',
    helpGroup: 'CHANGE',
  }),
};
export type CreateIdentityFlags = FlagValues<typeof createIdentityFlags>;

export const updateIdentityFlags = {
  name: Flags.string({ summary: 'New name', helpValue: 'NAME', helpGroup: 'CHANGE' }),
  'application-id': guidFlag({ summary: 'New client ID', helpGroup: 'CHANGE' }),
  tenant: guidFlag({ summary: 'New tenant ID', helpGroup: 'CHANGE' }),
};
export type UpdateIdentityFlags = FlagValues<typeof updateIdentityFlags>;

export const upgradeFlags = {
  to: Flags.option({ options: ['0', '1', '2'] as const })({
    summary: 'New version of the record',
    required: true,
    helpGroup: 'CHANGE',
  }),
  all: Flags.boolean({
    summary: 'Change every record of the environment that a component is bound to',
    helpGroup: 'CHANGE',
    exclusive: ['component'],
  }),
  'keep-old': Flags.boolean({ summary: 'Keep the credentials of the old version', helpGroup: 'CHANGE' }),
  wait: Flags.integer({
    summary: 'Seconds to wait until a change is effective everywhere',
    helpValue: 'SECONDS',
    default: settleSeconds,
    min: 0,
    max: 3600,
    helpGroup: 'CHANGE',
  }),
};
export type UpgradeFlags = FlagValues<typeof upgradeFlags>;

/** Of a federated credential that is computed from a component. */
export const computedCredentialFlags = { 'trust-version': trustFlags['trust-version'] };
export type ComputedCredentialFlags = FlagValues<typeof computedCredentialFlags>;
