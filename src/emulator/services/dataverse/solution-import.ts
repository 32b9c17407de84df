/**
 * `ImportSolution` and its effects. The components lose their managed identity, and have to be bound again (observed).
 * The import creates no components: the world defines what is registered.
 */
import yauzl from 'yauzl';
import { readJsonObject } from '../odata/json-body.ts';
import { refuse } from '../odata/refuse.ts';
import type { EmulatedResponse } from '../service.ts';
import { refusesPrivilege } from './access.ts';
import { noContent, unreadableBody } from './answers.ts';
import type { Call } from './call.ts';

export async function importSolution(call: Call): Promise<EmulatedResponse> {
  const denied = refusesPrivilege(call, 'Create', 'Solution');
  if (denied !== null) return denied;
  const file = readJsonObject(call.request.body)?.CustomizationFile;
  if (typeof file !== 'string') return unreadableBody;
  const manifest = await readManifest(Buffer.from(file, 'base64'));
  const uniqueName = /<UniqueName>([^<]+)<\/UniqueName>/.exec(manifest ?? '')?.[1] ?? null;
  if (uniqueName === null)
    return refuse(400, '0x80048060', 'The solution file is invalid. The compressed file must contain solution.xml.');
  const { environment, context } = call;
  const solution = environment.solutions?.find((item) => item.uniqueName === uniqueName);
  for (const component of environment.components.filter(({ id }) => solution?.objectIds.includes(id))) {
    component.managedIdentityId = null;
    component.modifiedOn = context.now().toISOString();
  }
  return noContent;
}

/** The text of `solution.xml`; null when there is none or the file is no zip. */
async function readManifest(bytes: Buffer): Promise<string | null> {
  return new Promise((resolve) => {
    yauzl.fromBuffer(bytes, { lazyEntries: true }, (failure, zip) => {
      if (failure) return resolve(null);
      zip.on('error', () => resolve(null));
      zip.on('end', () => resolve(null));
      zip.on('entry', (entry: yauzl.Entry) => {
        if (entry.fileName.toLowerCase() !== 'solution.xml') return zip.readEntry();
        zip.openReadStream(entry, (unreadable, stream) => {
          if (unreadable) return resolve(null);
          const chunks: Buffer[] = [];
          stream.on('data', (chunk: Buffer) => chunks.push(chunk));
          stream.on('error', () => resolve(null));
          stream.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
        });
      });
      zip.readEntry();
    });
  });
}
