import { expect } from 'chai';
import { runPpmi } from '../run-ppmi.ts';

const worlds = new URL('../fixtures/worlds/', import.meta.url);

interface Reported {
  readonly findings: readonly { readonly name: string; readonly message: string }[];
  readonly summary: { readonly blocked: number };
}

async function doctor(...target: readonly string[]) {
  const { code, stdout } = await runPpmi(['doctor', ...target, '--json']);
  const { findings, summary } = JSON.parse(stdout) as Reported;
  return {
    code,
    names: findings.map(({ name }) => name),
    message: findings[0]?.message ?? '',
    blocked: summary.blocked,
  };
}

const exchange = async (...target: readonly string[]) => (await runPpmi(['token', 'exchange', ...target])).code;

/** What is not known to work is never reported as working, and the exchange of the emulator agrees. */
describe('doctor and the exchange agree', () => {
  for (const [file, ...names] of [
    ['version-0-portal-audience', 'audience-version-0-unverified', 'version-0-deprecated'],
    ['record-1-credential-0', 'version-record-2-fic-0'],
    ['record-1-credential-0-capitals', 'version-record-2-fic-0'],
    ['hash-digit-missing', 'subject-malformed'],
  ] as const) {
    it(`on the world ${file}: ${names.join(', ')}`, async () => {
      const target = ['--world', new URL(`${file}.json`, worlds).pathname];
      const examined = await doctor(...target);
      expect(examined.names).to.deep.equal(names);
      expect([examined.code, await exchange(...target)]).to.deep.equal([1, 1]);
    });
  }

  for (const [emulate, code, ...names] of [
    // The common name has a comma, so no subject of version 0 can be predicted: that is no reason to be silent.
    ['fic-missing,content=issued-public,version=0', 1, 'fic-missing'],
    ['version-record-null-fic-1,content=issued-public,version=2', 1, 'version-record-null-fic-1'],
    ['version-record-null-fic-1,content=issued-non-ascii,version=2', 1, 'version-record-null-fic-1'],
    ['issuer-wrong-cloud+audience-wrong-cloud', 1, 'issuer-wrong-cloud', 'audience-wrong-cloud'],
    ['prefix-wrong-cloud+audience-wrong-cloud', 1, 'audience-wrong-cloud', 'prefix-wrong-cloud'],
    // One certificate signs the plug-ins of three applications: each holds the right credential.
    ['tenant-big-endian,applications=3', 1, 'tenant-big-endian'],
    ['environment-other,components=2,applications=2', 1, 'environment-other'],
  ] as const) {
    it(`on ${emulate}: ${names.join(', ')}`, async () => {
      const examined = await doctor('--emulate', emulate);
      expect(examined.names).to.deep.equal(names);
      expect([examined.code, await exchange('--emulate', emulate)]).to.deep.equal([code, 1]);
    });
  }

  for (const cloud of ['gcchigh', 'dod', 'china', 'usnat', 'ussec'])
    it(`version 0 in ${cloud} is not judged, and not reported as wrong`, async () => {
      const { code, names, blocked } = await doctor('--emulate', `version-0-deprecated,cloud=${cloud}`);
      expect([code, names, blocked]).to.deep.equal([2, ['version-0-deprecated'], 1]);
    });

  it('a wrong audience with the right issuer and subject is corrected in place', async () => {
    const { code } = await runPpmi(['repair', '--emulate', 'version-record-1-fic-2+audience-case', '--yes']);
    expect(code).to.equal(0);
  });
});
