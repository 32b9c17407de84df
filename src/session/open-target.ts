/** Resolves once whether a run talks to real services or to the built-in emulator. */
import { type NetworkFlags, networkSettingsOf } from './network-settings.ts';
import { withProfile } from './profile/with-profile.ts';
import { type EmulateFlags, emulatedWorld } from './scenarios.ts';
import type { Target, TargetDefaults } from './target.ts';

export type TargetFlags = EmulateFlags & NetworkFlags;

const noDefaults: TargetDefaults = {
  environmentUrl: null,
  cloud: null,
  tenantId: null,
  componentId: null,
  scope: null,
  resource: null,
};

/** The emulator is loaded only for a run against it: it brings recorded files. */
export async function openTarget(flags: TargetFlags): Promise<Target> {
  const world = await emulatedWorld(flags);
  if (world === null) return liveTarget(flags);
  const { emulatedTarget } = await import('./emulated-target.ts');
  const { startEmulator } = await import('../emulator/emulator.ts');
  return emulatedTarget(await startEmulator(world));
}

async function liveTarget(flags: NetworkFlags): Promise<Target> {
  return {
    emulated: false,
    network: await networkSettingsOf(flags),
    defaults: noDefaults,
    signIn: null,
    withProfile,
    localFiles: async () => ({ assembly: null, others: [] }),
    now: () => new Date(),
    async sleep(ms) {
      const { setTimeout: wait } = await import('node:timers/promises');
      await wait(ms);
    },
    runPlugin: null,
    presentedAssertion: null,
    async close() {},
  };
}
