/** Flags of `token exchange` and `access check`: the way from an assertion to a resource. */
import * as Flags from '@oclif/core/flags';
import type { FlagValues } from './flag-values.ts';
import { componentFlags, guidFlag, trustFlags } from './shared.ts';

export const exchangeFlags = {
  environment: componentFlags.environment,
  component: componentFlags.component,
  assertion: Flags.string({
    summary: 'File with the assertion (JWT), or - for standard input',
    helpValue: 'FILE',
    helpGroup: 'TARGET',
  }),
  tenant: guidFlag({ summary: 'Tenant to request the token from', helpGroup: 'TARGET' }),
  'client-id': guidFlag({
    summary: 'Client ID of the app registration or managed identity',
    helpGroup: 'TARGET',
  }),
  scope: Flags.string({
    summary: 'Scope of the token, ending in /.default',
    helpValue: 'SCOPE',
    helpGroup: 'TARGET',
  }),
  cloud: trustFlags.cloud,
};
export type ExchangeFlags = FlagValues<typeof exchangeFlags>;

export const accessFlags = {
  resource: Flags.string({
    summary: 'Resource to check, by HTTPS address or Azure resource ID',
    description: 'With --emulate, the default is the resource that the emulated plug-in reads.',
    helpValue: 'URL|ID',
    helpGroup: 'TARGET',
  }),
};
export type AccessFlags = FlagValues<typeof accessFlags>;
