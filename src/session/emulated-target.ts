/** The built-in emulator as a target: it stands for one environment and can run that environment's plug-ins. */
import { PpmiError } from '../domain/errors.ts';
import type { LocalFiles } from '../domain/facts.ts';
import { quoted } from '../domain/harmless-text.ts';
import type { Emulator } from '../emulator/emulator.ts';
import type { Component, World } from '../emulator/world/model.ts';
import { environmentIdIn, originOf } from './environment-url.ts';
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
    async presentedAssertion(target) {
      const { environment, component } = componentOf(world, target);
      const presented = await emulator.presentedAssertion(environment.id, component.id);
      if (presented.ok) {
        const { assertion, clientId, tokenEndpoint } = presented.value;
        const [, tenantId = environment.tenantId] = new URL(tokenEndpoint).pathname.split('/');
        return { assertion, clientId, tenantId, scope: component.scope };
      }
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

/** The environment by URL or ID, the component by name, unique name or ID; an assembly of a package stands for the package. */
function componentOf({ environments }: World, { environmentUrl: place, componentId: name }: TargetComponent) {
  const environment =
    place === null ? environments[0] : environments.find(({ id, url }) => id === place || url === originIn(place));
  if (environment === undefined)
    throw new PpmiError('usage', {
      detail: `The emulated world has no environment${place === null ? '' : ` ${quoted(place)}`}`,
    });
  const { components } = environment;
  if (name === null && components[0] !== undefined) return { environment, component: components[0] };
  const isMeant = (component: Component) =>
    [component.id, component.name, component.uniqueName].some((each) => each?.toLowerCase() === name?.toLowerCase());
  const lifted = components.filter(isMeant).map((each) => components.find(({ id }) => id === each.packageId) ?? each);
  const [component, ...others] = new Set(lifted);
  if (component === undefined) throw new PpmiError('component-not-found', { component: name ?? '' });
  if (others.length === 0) return { environment, component };
  const candidates = [component, ...others].map((each) => `${quoted(each.name)} (${each.kind}, ${each.id})`);
  throw new PpmiError('component-ambiguous', { component: name ?? '', candidates });
}

const originIn = (text: string) => (environmentIdIn(text) === null ? originOf(text) : null);

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
