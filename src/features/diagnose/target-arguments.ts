/** The flags with which another command of ppmi reaches the component that this run looked at. */
import { fileWord, guidWord, nameWord, plainWord, urlWord } from '../../domain/shell/words.ts';
import type { SessionFlags } from '../../session/session.ts';

/** Flags of the sign-in and the cloud, which the next command needs again. */
const kept = [
  'cloud',
  'azure-cloud',
  'profile',
  'sign-in',
  'sign-in-tenant',
  'sign-in-client-id',
  'sign-in-certificate',
  'sign-in-assertion',
  'sign-in-token-file',
  'ca-file',
] as const;

export function targetArguments(
  flags: SessionFlags,
  environmentUrl: string,
  componentId: string | null,
): readonly string[] {
  const { emulate, world, component } = flags;
  if (emulate !== undefined) return ['--emulate', plainWord(emulate, 'scenario')];
  if (world !== undefined) return ['--world', fileWord(world, 'world-file')];
  const placeholder = 'component-name-or-id';
  const named = componentId === null ? nameWord(component, placeholder) : guidWord(componentId, placeholder);
  return [
    ...['--environment', urlWord(environmentUrl, 'environment-url'), '--component', named],
    ...kept.flatMap((name) => {
      const value = flags[name];
      return value === undefined ? [] : [`--${name}`, fileWord(value, name)];
    }),
  ];
}
