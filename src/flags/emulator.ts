/** Flags of `emulator start`. */
import * as Flags from '@oclif/core/flags';
import type { FlagValues } from './flag-values.ts';

export const startEmulatorFlags = {
  scenario: Flags.string({
    summary: 'Scenario to emulate (see `<%= config.bin %> emulator list`)',
    helpValue: 'SCENARIO',
    exactlyOne: ['scenario', 'world'],
  }),
  world: Flags.string({
    summary: 'World file that describes the environment to emulate',
    description: 'A world file is JSON as described by schemas/world.schema.json.',
    helpValue: 'FILE',
  }),
  port: Flags.integer({
    summary: 'Port on the loopback interface (any free port by default)',
    helpValue: 'PORT',
    min: 1,
    max: 65535,
  }),
  'ca-out': Flags.string({ summary: 'Write the CA certificate to FILE and keep it', helpValue: 'FILE' }),
  record: Flags.string({
    summary: 'Write all requests and responses to FILE as HAR, without tokens and secrets',
    helpValue: 'FILE',
  }),
};
export type StartEmulatorFlags = FlagValues<typeof startEmulatorFlags>;
