/** The flags with which another command reaches the same component with the same sign-in and network settings. */
import { repeatedProxy } from '../../domain/shell/repeated-flags.ts';
import { fileWord, guidWord, nameWord, plainWord, urlWord } from '../../domain/shell/words.ts';
import { signInFlagNames } from '../../session/profile/with-profile.ts';
import type { SessionFlags } from '../../session/session.ts';
import type { TargetDefaults } from '../../session/target.ts';

/** None of them is a secret: they name files that hold secrets. */
const access = ['azure-cloud', 'profile', ...signInFlagNames, 'password-file', 'ca-file'] as const;

export interface ReachedTarget {
  readonly environmentUrl: string;
  /** Null: could not be read. */
  readonly componentId: string | null;
  readonly defaults: Pick<TargetDefaults, 'environmentUrl' | 'componentId'>;
}

export function targetArguments(flags: SessionFlags, reached: ReachedTarget): readonly string[] {
  const { emulate, world } = flags;
  return [
    ...(emulate === undefined ? [] : ['--emulate', plainWord(emulate, 'scenario')]),
    ...(world === undefined ? [] : ['--world', fileWord(world, 'world-file')]),
    ...componentArguments(flags, reached),
    ...valuesOf(flags, ['component-type', 'application-id', 'cloud']),
    ...accessArguments(flags),
  ];
}

/** Of the network and the sign-in: what another command needs for the environment of a journaled run. */
export function accessArguments(flags: SessionFlags): readonly string[] {
  const proxy = flags.proxy === undefined ? null : repeatedProxy(flags.proxy);
  return [
    ...valuesOf(flags, access),
    ...(proxy === null ? [] : ['--proxy', proxy]),
    ...(flags['allow-host'] ?? []).flatMap((host) => ['--allow-host', plainWord(host, 'host')]),
  ];
}

function valuesOf(
  flags: SessionFlags,
  names: readonly ('component-type' | 'application-id' | 'cloud' | (typeof access)[number])[],
): readonly string[] {
  return names.flatMap((name) => {
    const value = flags[name];
    return value === undefined ? [] : [`--${name}`, fileWord(value, name)];
  });
}

/** Omitted where they would select the default, such as the only component of an emulated environment. */
function componentArguments(
  { environment, component }: SessionFlags,
  { environmentUrl, componentId, defaults }: ReachedTarget,
): readonly string[] {
  const isDefault = environmentUrl === defaults.environmentUrl && componentId === defaults.componentId;
  if (isDefault && environment === undefined && component === undefined) return [];
  const placeholder = 'component-name-or-id';
  const named = componentId === null ? nameWord(component, placeholder) : guidWord(componentId, placeholder);
  return ['--environment', urlWord(environmentUrl, 'environment-url'), '--component', named];
}
