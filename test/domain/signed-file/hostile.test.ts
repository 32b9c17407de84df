import { expect } from 'chai';
import { bombs } from '../../../scripts/fuzz/bombs.ts';
import { mutate, seeded } from '../../../scripts/fuzz/mutate.ts';
import { largestFile, readSignedFile } from '../../../src/domain/signed-file/read.ts';
import { cpuTime, referenceTime } from '../../cpu-time.ts';
import { failure } from '../../thrown.ts';
import { bytesOf } from './fixtures.ts';

const tenMegabytes = 10 * 1024 * 1024;

describe('hostile files', () => {
  const made = bombs({
    assembly: bytesOf('assemblies/self-rsa.dll'),
    package: bytesOf('packages/unsigned-signed-dll.nupkg'),
  });

  for (const { name, bytes } of made) {
    it(`${name}: read in a bounded number of passes`, async () => {
      const time = await cpuTime(() => settled(readSignedFile(bytes, { file: name })));
      expect(time / (await referenceTime())).to.be.below(100 * Math.max(1, bytes.length / tenMegabytes));
    });
  }

  it('is refused when larger than any component', async () => {
    const error = await failure(readSignedFile(new Uint8Array(largestFile + 1), { file: 'huge.dll' }));
    expect(error).to.include({ id: 'file-too-large', exitCode: 2 });
  });

  it('reports an impossible claim as an error with a code', async () => {
    const error = await failure(readSignedFile(bytesOf('assemblies/length-overflow.dll'), { file: 'plugin.dll' }));
    expect(error.id).to.equal('file-broken');
    expect(error.args).to.deep.equal({
      file: 'plugin.dll',
      detail: 'an entry of its certificate table claims 2147483647 bytes of 4864',
    });
  });

  it('cut anywhere, a signed file is an error or itself, never a bug', async () => {
    for (const file of ['assemblies/nested.dll', 'packages/author-countersigned.nupkg', 'containers/3des-chain.pfx']) {
      const bytes = bytesOf(file);
      for (let length = 0; length < bytes.length; length += 97) {
        await settled(readSignedFile(bytes.subarray(0, length), { file, password: 'secret' }));
      }
    }
  });
});

describe('the mutator of the fuzz script', () => {
  const bytes = bytesOf('assemblies/self-rsa.dll');

  it('gives the same bytes for the same seed, and others for another', () => {
    const run = (seed: number) => hex(mutate(bytes, seeded(seed), bytes));
    expect(run(1)).to.equal(run(1));
    expect(new Set([1, 2, 3, 4].map(run)).size).to.be.above(1);
  });

  it('does not change its input', () => {
    const before = hex(bytes);
    const random = seeded(5);
    for (let run = 0; run < 200; run++) mutate(bytes, random, bytes);
    expect(hex(bytes)).to.equal(before);
  });

  it('draws numbers below the limit, all of them', () => {
    const random = seeded(9);
    const drawn = new Set(Array.from({ length: 500 }, () => random(7)));
    expect([...drawn].sort()).to.deep.equal([0, 1, 2, 3, 4, 5, 6]);
  });
});

/** Facts, or an error of the tool; anything else fails the test. */
async function settled(work: Promise<unknown>): Promise<void> {
  const outcome = await work.then(
    () => null,
    (error: unknown) => failure(Promise.reject(error)),
  );
  if (outcome !== null) expect(outcome.exitCode).to.equal(2);
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
