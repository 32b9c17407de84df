/** `--json` has the form that its schema publishes. */

import { jsonOf, type Ran, runPpmi } from '../run-ppmi.ts';
import { expectSchema } from './closed-schema.ts';

const file = (name: string) => `test/fixtures/${name}`;
const place = [
  '--tenant',
  '9a6df4f7-7fde-0a55-f26e-bccca13ee972',
  '--environment-id',
  '7c4547dd-4bd6-e4c5-1f87-40bcd979571c',
];
const subject =
  '/eid1/c/pub/t/mm3093_eClXybrzMoT7pcg/a/qzXoWDkuqUa3l6zM5mM0Rw/n/plugin/e/7c4547dd-4bd6-e4c5-1f87-40bcd979571c/h/36acf3364902b744d15666a36145d94163c1144cbc93825e23ed9d6f35adace5';
const diff = ['subject', 'diff', '--actual-subject', subject, ...place];

const lines: readonly (readonly [schema: string, ...line: string[]])[] = [
  ['certificate-show', 'certificate', 'show', file('assemblies/issued-ev.dll')],
  ['certificate-show', 'certificate', 'show', file('assemblies/unsigned.dll')],
  ['certificate-show', 'certificate', 'show', file('packages/author-issued-slash.nupkg')],
  ['certificate-show', 'certificate', 'show', file('assemblies/tampered-code.dll'), '--details'],
  ['certificate-show', 'certificate', 'show', file('packages/repository.nupkg')],
  ['certificate-show', 'certificate', 'show', '--emulate', 'healthy-v2-package'],
  ['subject-show', 'subject', 'show', '--emulate', 'package-unsigned'],
  ['subject-show', 'subject', 'show', file('assemblies/nested.dll'), ...place],
  ['subject-show', 'subject', 'show', file('packages/unsigned.nupkg'), ...place],
  ['subject-explain', 'subject', 'explain', subject],
  ['subject-explain', 'subject', 'explain', 'repo:contoso/plugins:ref:refs/heads/main'],
  ['subject-diff', ...diff, file('certificates/self-rsa.cer')],
  ['subject-diff', ...diff, file('assemblies/unsigned.dll')],
  ['subject-diff', 'subject', 'diff', '--emulate', 'tenant-big-endian'],
  ['subject-diff', 'subject', 'diff', '--emulate', 'fic-missing'],
  ['connectivity', 'connectivity', '--emulate', 'healthy-v1-self-signed'],
  ['connectivity', 'connectivity', '--emulate', 'proxy-auth-required'],
  ['token-exchange', 'token', 'exchange', '--emulate', 'healthy-v1-self-signed'],
  ['token-exchange', 'token', 'exchange', '--emulate', 'tenant-big-endian'],
  ['handover', 'repair', '--emulate', 'tenant-big-endian', '--as', 'bicep'],
  ['explain', 'explain', 'PPMI2004'],
  ['explain', 'explain', 'aadsts700213'],
  ['emulator-list', 'emulator', 'list'],
  ['version', 'version'],
  ['autocomplete', 'autocomplete'],
  ['autocomplete', 'autocomplete', 'bash'],
  ['error', 'explain', 'PPMI0000'],
  ['error', 'subject', 'shwo'],
  ['error', 'certificate', 'show', '--no-such-flag'],
  ['error', 'certificate', 'show'],
  ['error', 'emulator', 'start', '--scenario', 'no-such-thing'],
];

describe('JSON of the commands', () => {
  const ran = new Map<string, Ran>();
  before(async () => {
    const rans = await Promise.all(lines.map(([, ...line]) => runPpmi([...line, '--json'])));
    for (const [index, line] of lines.entries()) ran.set(line.join(' '), rans[index] as Ran);
  });

  for (const line of lines) {
    it(`${line.slice(1, 4).join(' ')}: ${line[0]}`, () =>
      expectSchema(line[0], jsonOf(ran.get(line.join(' ')) as Ran)));
  }
});
