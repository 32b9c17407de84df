/** Flags of `doctor`. */
import * as Flags from '@oclif/core/flags';
import type { FlagValues } from './flag-values.ts';
import { failOnFlags } from './shared.ts';

/** Many components in one run. */
export const fleetFlags = {
  all: Flags.boolean({ summary: 'Check every component that has a managed identity', helpGroup: 'FLEET' }),
  'environments-file': Flags.string({
    summary: 'Check every environment listed in FILE (one URL per line)',
    helpValue: 'FILE',
    helpGroup: 'FLEET',
    exclusive: ['environment'],
  }),
  shard: Flags.string({
    summary: 'Check one part of the components, such as 2/8 for the second of eight parts',
    helpValue: 'PART/PARTS',
    helpGroup: 'FLEET',
  }),
  ndjson: Flags.boolean({
    summary: 'Print one JSON line per component as it finishes, and a summary as the last line',
    helpGroup: 'FLEET',
  }),
  resume: Flags.string({
    summary: 'Skip components already reported in FILE (written with --ndjson)',
    description: 'Append the new lines to the same file with >>.',
    helpValue: 'FILE',
    helpGroup: 'FLEET',
  }),
};
export type FleetFlags = FlagValues<typeof fleetFlags>;

export const doctorFlags = {
  ...failOnFlags,
  verbose: Flags.boolean({ summary: 'List every check with its result' }),
  quiet: Flags.boolean({ summary: 'Print one line', exclusive: ['verbose'] }),
  'explain-permissions': Flags.boolean({ summary: 'List the required permissions without reading anything' }),
};
export type DoctorFlags = FlagValues<typeof doctorFlags>;
