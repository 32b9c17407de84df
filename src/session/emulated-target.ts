/** The built-in emulator as a target: it stands for one environment and can run that environment's plug-ins. */
import { PpmiError } from '../domain/errors.ts';
import type { LocalFiles } from '../domain/facts.ts';
import type { Emulator } from '../emulator/emulator.ts';
import type { World } from '../emulator/world/model.ts';
import { otherFile } from './local-files.ts';
import type { Target, TargetComponent, TargetDefaults } from './target.ts';

export function emulatedTarget(emulator: Emulator): Target {
  const { world } = emulator;
  const { tenantId, clientId, clientSecret } = world.operator;
  return {
    emulated: true,
    // Nothing of this machine is read: no proxy variable, no certificate store, no name resolution.
    network: { environment: {}, emulated: { proxyUrl: emulator.proxyUrl, caPem: emulator.caPem } },
    defaults: defaultsOf(world),
    signIn: { method: 'client-secret', tenantId, clientId, secret: clientSecret },
    withProfile: (flags) => ({ flags, profile: null }),
    localFiles: () => localFilesOf(world),
    now: emulator.now,
    sleep: async (ms) => emulator.advance(ms / 1000),
    runPlugin(component) {
      const { environmentId, componentId } = placeOf(emulator, component);
      return emulator.runPlugin(environmentId, componentId);
    },
    async presentedAssertion(component) {
      const { environmentId, componentId } = placeOf(emulator, component);
      const presented = await emulator.presentedAssertion(environmentId, componentId);
      if (presented.ok) return presented.value;
      const detail = `The platform presents no assertion for this component: ${presented.stack}`;
      throw new PpmiError('usage', { detail });
    },
    close: emulator.close,
  };
}

function defaultsOf({ cloud, environments: [environment] }: World): TargetDefaults {
  const [component] = environment?.components ?? [];
  return {
    environmentUrl: environment?.url ?? null,
    cloud,
    tenantId: environment?.tenantId ?? null,
    componentId: component?.id ?? null,
    scope: component?.scope ?? null,
    resource: component?.target ?? null,
  };
}

function placeOf({ world }: Emulator, { environmentUrl, componentId }: TargetComponent) {
  const environment = world.environments.find(({ url }) => url === environmentUrl) ?? world.environments[0];
  return {
    environmentId: environment?.id ?? '',
    componentId: componentId ?? environment?.components[0]?.id ?? '',
  };
}

async function localFilesOf({ localFiles, environments: [environment] }: World): Promise<LocalFiles> {
  if (localFiles === undefined) return { assembly: null, others: [] };
  const { assembly, others = [] } = localFiles;
  const bytes = (base64: string) => Buffer.from(base64, 'base64');
  const { readSignedFile } = await import('../domain/signed-file/read.ts');
  return {
    assembly:
      assembly === undefined
        ? null
        : {
            name: assembly.name,
            file: await readSignedFile(bytes(assembly.base64), { file: assembly.name }),
            componentId: environment?.components[0]?.id,
          },
    others: await Promise.all(others.map(({ name, base64 }) => otherFile(name, bytes(base64)))),
  };
}
