/** What `subject show` and `certificate show` look at: a file, or what is registered in an environment. */

import type { Where } from '../../domain/diagnosis.ts';
import { PpmiError } from '../../domain/errors.ts';
import type { SignedFile } from '../../domain/signed-file/model.ts';
import { fileFault } from '../../domain/signed-file/verdict.ts';
import type { SessionFlags } from '../../session/session.ts';
import { signedFile } from '../../session/signed-file.ts';
import type { TrustPlace } from '../subject/expected-trusts.ts';

export interface SignedFileSource {
  readonly file: SignedFile;
  readonly where: Where;
  /** Where it is registered; null for a file, which flags tell the place of. */
  readonly place: TrustPlace | null;
  readonly emulated: boolean;
}

export async function openSignedFile(
  name: string | undefined,
  flags: SessionFlags,
  prompt: (text: string) => void,
): Promise<SignedFileSource> {
  const { environment, component, emulate, world } = flags;
  const live = [environment, component, emulate, world].some((flag) => flag !== undefined);
  if (name === undefined && !live) {
    const detail = 'what is to be shown? Give a file, or a component by --environment and --component';
    throw new PpmiError('usage', { detail });
  }
  if (name === undefined) return registeredFile(flags, prompt);
  if (live) throw new PpmiError('usage', { detail: 'Give a file, or a registered component by its flags, not both' });
  const file = await signedFile(name, flags);
  return { file, where: { system: 'file', kind: file.kind, id: null, name }, place: null, emulated: false };
}

/** Only what is shown is read: no record, no application, nothing that needs more permissions. */
async function registeredFile(flags: SessionFlags, prompt: (text: string) => void): Promise<SignedFileSource> {
  const [{ openSession }, { choose }, { atComponent }, { readSignedFile }] = await Promise.all([
    import('../../session/session.ts'),
    import('../../diagnosis/facts/component.ts'),
    import('../../diagnosis/checks/finding.ts'),
    import('../../domain/signed-file/read.ts'),
  ]);
  const session = await openSession(flags, { notify: prompt });
  try {
    const { dataverse, target } = session.sources();
    const [place, rows] = await Promise.all([dataverse.environment(), dataverse.components()]);
    const component = choose(rows, target);
    const content = await dataverse.content(component);
    if (content === null) {
      throw new PpmiError('file-unreadable', { file: component.name, detail: 'Dataverse returned no content for it' });
    }
    return {
      file: await readSignedFile(content, { file: component.name }),
      where: atComponent(component),
      place: {
        tenant: place.tenantId,
        'environment-id': place.environmentId,
        cloud: place.cloud,
        'component-type': component.type,
      },
      emulated: session.context.target.emulated,
    };
  } finally {
    await session.close();
  }
}

/** An unsigned file and a signature that does not hold are findings. */
export function exitCodeOf(file: SignedFile): 0 | 1 {
  return fileFault(file) === null ? 0 : 1;
}
