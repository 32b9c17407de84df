import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { jsonOf, runPpmi } from '../../run-ppmi.ts';

const application = '7340fedd-d333-4b71-82a9-19ecb095857e';
const decode = async (...args: string[]) =>
  runPpmi(['error', 'decode', '--emulate', 'tenant-big-endian', '--json', ...args]);

interface Decoded {
  readonly errors: readonly { code: number; credential: string | null; configured: { mistakes: { name: string }[] } }[];
}

describe('ppmi error decode, live', () => {
  it('reads the trace logs of an environment and finds the mistake', async () => {
    const ran = await decode('--last', '24h', '--app', application);
    expect(ran.code).to.equal(0);
    expect(jsonOf(ran)).to.include({ emulated: true });
    const [error] = (jsonOf(ran) as unknown as Decoded).errors;
    expect(error).to.include({ code: 700213, credential: 'contoso-invoices-dev' });
    expect(error?.configured.mistakes.map(({ name }) => name)).to.deep.equal(['tenant-big-endian']);
  });

  it('compares a pasted text with live credentials', async () => {
    const subject =
      '/eid1/c/pub/t/9_Rtmt5_VQrybrzMoT7pcg/a/qzXoWDkuqUa3l6zM5mM0Rw/n/plugin/e/7c4547dd-4bd6-e4c5-1f87-40bcd979571c/h/36acf3364902b744d15666a36145d94163c1144cbc93825e23ed9d6f35adace5';
    const text = `AADSTS700213: No matching federated identity record found for presented assertion subject '${subject}'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion.`;
    const [error] = (jsonOf(await decode('--text', text, '--app', application)) as unknown as Decoded).errors;
    expect(error?.credential).to.equal('contoso-invoices-dev');
  });

  it('compares with a snapshot of the credentials without any request', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ppmi-snapshot-'));
    try {
      const listed = await runPpmi(['fic', 'list', '--emulate', 'tenant-big-endian', '--json']);
      const file = join(folder, 'credentials.json');
      await writeFile(file, listed.stdout);
      const traces = jsonOf(await decode('--last', '24h')) as unknown as {
        errors: { presented: { subject: string } }[];
      };
      const subject = traces.errors[0]?.presented.subject;
      const text = `AADSTS700213: No matching federated identity record found for presented assertion subject '${subject}'. Check your`;
      const ran = await runPpmi(['error', 'decode', '--text', text, '--snapshot', file, '--json']);
      const [error] = (jsonOf(ran) as unknown as Decoded).errors;
      expect(error?.configured.mistakes.map(({ name }) => name)).to.deep.equal(['tenant-big-endian']);
      await writeFile(file, '{"credentials":[{"name":1}]}');
      const broken = await runPpmi(['error', 'decode', '--text', text, '--snapshot', file, '--json']);
      expect(jsonOf(broken).error).to.include({ name: 'file-not-recognised' });
      expect(broken.code).to.equal(2);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('reports an invalid time, and a client ID that no component has', async () => {
    for (const args of [
      ['--last', 'yesterday'],
      ['--last', '1h', '--app', '11111111-2222-3333-4444-555555555555'],
    ]) {
      const ran = await decode(...args);
      expect(ran.code, args.join(' ')).to.equal(2);
      expect(jsonOf(ran).error).to.include({ name: 'usage' });
    }
  });
});
