/** The input of `subject show` and `certificate show`: a local file, or a component that is registered in an environment. */

import type { Where } from '../../domain/diagnosis.ts';
import { PpmiError } from '../../domain/errors.ts';
import type { SignedFile } from '../../domain/signed-file/model.ts';
import type { CommandContext } from '../../session/command-context.ts';
import type { SessionFlags } from '../../session/session.ts';
import { signedFile } from '../../session/signed-file.ts';
import type { TrustPlace } from './expected-trusts.ts';

export interface SignedFileSource {
  readonly file: SignedFile;
  readonly where: Where;
  /** Where the file is registered; null for a local file, for which flags name the place. */
  readonly place: TrustPlace | null;
  readonly emulated: boolean;
}

export async function openSignedFile(
  context: CommandContext,
  name: string | undefined,
  flags: SessionFlags,
): Promise<SignedFileSource> {
  const { environment, component, emulate, world } = flags;
  const live = [environment, component, emulate, world].some((flag) => flag !== undefined);
  if (name === undefined && !live) {
    throw new PpmiError('usage', { detail: 'Requires a file, or a component: --environment and --component' });
  }
  if (name === undefined) return readRegisteredFile(context, flags);
  if (live) {
    const detail = 'Cannot use a file together with --environment, --component, --emulate or --world';
    throw new PpmiError('usage', { detail });
  }
  const file = await signedFile(name, flags);
  return { file, where: { system: 'file', kind: file.kind, id: null, name }, place: null, emulated: false };
}

/** Reads only the component's content, which requires fewer permissions than a diagnosis. */
async function readRegisteredFile(context: CommandContext, flags: SessionFlags): Promise<SignedFileSource> {
  const [{ choose }, { atComponent }, { readSignedFile }] = await Promise.all([
    import('../../diagnosis/facts/component.ts'),
    import('../../diagnosis/where.ts'),
    import('../../domain/signed-file/read.ts'),
  ]);
  const session = await context.openSession(flags);
  const { dataverse, target } = session.sources();
  const [environment, rows] = await Promise.all([dataverse.environment(), dataverse.components()]);
  const component = choose(rows, target);
  const content = await dataverse.content(component);
  if (content === null) {
    throw new PpmiError('file-unreadable', { file: component.name, detail: 'Dataverse returned no content for it' });
  }
  return {
    file: await readSignedFile(content, { file: component.name }),
    where: atComponent(component),
    place: {
      tenant: environment.tenantId,
      'environment-id': environment.environmentId,
      cloud: environment.cloud,
      'component-type': component.type,
    },
    emulated: session.context.target.emulated,
  };
}
