import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { expectSchema } from '../../cli/closed-schema.ts';
import { ids, noFit, path, repo, tail } from '../../domain/entra-errors/texts/ids.ts';
import { jsonOf, type RunOptions, runPpmi } from '../../run-ppmi.ts';
import { zipOf } from './zip-of.ts';

const error = `AADSTS700213: ${noFit('subject', repo)} ${tail}`;
const plugIn = `AADSTS700213: ${noFit('subject', path)} ${tail}`;
const secret = 'Abc8Q~vErYsEcReTvAlUeThAtNoBoDyMaYsEe1234';

interface Entry {
  readonly code: number;
  readonly count: number;
  readonly [key: string]: unknown;
}

async function decode(args: readonly string[], options: RunOptions = {}) {
  const ran = await runPpmi(['error', 'decode', ...args, '--json'], options);
  const json = jsonOf(ran);
  return { ...ran, json, errors: (json.errors ?? []) as readonly Entry[] };
}

/** A log of so many attempts, each with ids of its own, between noise. */
function logOf(attempts: number): string {
  return Array.from({ length: attempts }, (_, index) => {
    const trace = `${index.toString(16).padStart(8, '0')}-1b2c-4d3e-9f4a-5b6c7d8e9f00`;
    const minute = String(index % 60).padStart(2, '0');
    const line = index % 3 === 0 ? error : plugIn;
    return `noise ${index}\n${line.replace(ids.traceId, trace).replace('05:06:07', `05:${minute}:07`)}\n${'more noise\n'.repeat(20)}`;
  }).join('');
}

describe('ppmi error decode', () => {
  let folder: string;
  const file = (name: string, content: string | Uint8Array): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'ppmi-errors-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  it('reads a file, --text, - and a pipe', async () => {
    for (const ran of [
      await decode([file('a.txt', error)]),
      await decode(['--text', error]),
      await decode(['-'], { input: error }),
      await decode([], { input: error }),
    ]) {
      expect(ran.code).to.equal(0);
      expectSchema('error-decode', ran.json);
      expect(ran.errors).to.have.length(1);
      expect(ran.errors[0]).to.deep.include({ code: 700213, ...ids, count: 1 });
      expect(ran.errors[0]?.presented).to.deep.equal({ issuer: null, subject: repo, audience: null });
    }
  });

  it('exits with 0 for a text without an error', async () => {
    for (const input of ['', 'nothing of ours']) {
      const { code, json } = await decode(['-'], { input });
      expect(code).to.equal(0);
      expect(json).to.deep.equal({ emulated: false, errors: [], platform: [], grouped: false });
    }
  });

  it('exits with 2 for unreadable input', async () => {
    for (const args of [
      [join(folder, 'no-such-file')],
      [folder],
      [file('cut.gz', gzipSync(error).subarray(0, 40))],
      [file('x.zst', Buffer.from('28b52ffd00', 'hex'))],
      ['a', '--text', 'b'],
      ['--top', '0'],
    ]) {
      const { code, json } = await decode(args);
      expect(code, args.join(' ')).to.equal(2);
      expectSchema('error', json);
    }
  });

  it('reads gz, zip, UTF-16 and UTF-8 with a mark', async () => {
    const texts: Readonly<Record<string, string | Uint8Array>> = {
      'a.gz': gzipSync(error),
      'a.zip': zipOf({ 'logs/1.txt': 'noise', 'logs/2.txt': error }),
      'le.txt': Buffer.from(`\ufeff${error}`, 'utf16le'),
      'be.txt': Buffer.from(`\ufeff${error}`, 'utf16le').swap16(),
      'bare.txt': Buffer.from(error, 'utf16le'),
      'mark.txt': `\ufeff${error}`,
    };
    for (const [name, content] of Object.entries(texts)) {
      const { errors } = await decode([file(name, content)]);
      expect(
        errors.map(({ code, traceId }) => [code, traceId]),
        name,
      ).to.deep.equal([[700213, ids.traceId]]);
    }
  });

  it('lists the attempts of a short text, and groups those of a log', async () => {
    const few = await decode(['-'], { input: logOf(4) });
    expect(few.json.grouped).to.equal(false);
    expect(few.errors.map(({ count }) => count)).to.deep.equal([1, 1, 1, 1]);
    const grouped = await decode(['-', '--group'], { input: logOf(4) });
    expect(grouped.errors.map(({ count }) => count)).to.deep.equal([2, 2]);
  });

  it('groups a log with count, first and last time, in every container', async () => {
    const log = logOf(6000);
    expect(log.length).to.be.above(2 * 1024 * 1024);
    const utf16 = Buffer.from(`\ufeff${log}`, 'utf16le');
    for (const name of [
      file('log.txt', log),
      file('log.gz', gzipSync(log)),
      file('log.zip', zipOf({ 'a.log': log })),
      file('log16.txt', utf16),
    ]) {
      const { json, errors } = await decode([name]);
      expectSchema('error-decode', json);
      expect(json.grouped, name).to.equal(true);
      expect(
        errors.map(({ code, count, first, last }) => [code, count, first, last]),
        name,
      ).to.deep.equal([
        [700213, 2000, '2026-03-04T05:00:07Z', '2026-03-04T05:57:07Z'],
        [700213, 4000, '2026-03-04T05:01:07Z', '2026-03-04T05:59:07Z'],
      ]);
    }
  });

  it('--top prints the most frequent groups first', async () => {
    const { errors } = await decode(['-', '--top', '1'], { input: logOf(9) });
    expect(errors.map(({ count }) => count)).to.deep.equal([6]);
  });

  it('--ndjson prints one JSON line per entry', async () => {
    const { code, stdout } = await runPpmi(['error', 'decode', '-', '--ndjson'], { input: logOf(3) });
    expect(code).to.equal(0);
    const entries = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Entry);
    expect(entries.map((entry) => entry.code)).to.deep.equal([700213, 700213, 700213]);
  });

  it('prints no secret in any format', async () => {
    const input = `client_secret=${secret} ${error} client_secret=${secret}\nPlugin assembly must be signed with valid certificate client_secret=${secret}`;
    for (const format of [[], ['--json'], ['--ndjson']]) {
      const { stdout, stderr } = await runPpmi(['error', 'decode', '-', ...format], { input });
      expect(stdout).to.contain('700213');
      expect(stdout + stderr).to.not.contain(secret);
    }
  });

  it('finds the credential and the command from a stack trace alone', async () => {
    const { errors } = await decode(['--text', plugIn]);
    expect(errors[0]?.wanted).to.deep.include({ subject: path, audience: 'api://AzureADTokenExchange' });
    expect(errors[0]?.fix).to.contain('ppmi repair --environment 0f8c5c5e-8d38-e5b3-9bb7-1b1a0d6c4e77');
  });

  it('compares a credential with what was presented', async () => {
    const actual = path.replace('0f8c5c5e-8d38-e5b3-9bb7-1b1a0d6c4e77', '0f8c5c5e8d38e5b39bb71b1a0d6c4e77');
    const { json, errors } = await decode(['--text', plugIn, '--actual-subject', actual]);
    expectSchema('error-decode', json);
    const configured = errors[0]?.configured as { equal: boolean; mistakes: { name: string }[] };
    expect(configured.equal).to.equal(false);
    expect(configured.mistakes.map(({ name }) => name)).to.include('environment-without-dashes');
    const { stdout } = await runPpmi(['error', 'decode', '--text', plugIn, '--actual-subject', actual]);
    expect(stdout).to.contain('environment-without-dashes');
  });

  it('compares a file with what was presented', async () => {
    const subject =
      '/eid1/c/pub/t/9_Rtmt5_VQrybrzMoT7pcg/a/qzXoWDkuqUa3l6zM5mM0Rw/n/plugin/e/7c4547dd-4bd6-e4c5-1f87-40bcd979571c/h/36acf3364902b744d15666a36145d94163c1144cbc93825e23ed9d6f35adace5';
    const place = [
      '--tenant',
      '9a6df4f7-7fde-0a55-f26e-bccca13ee972',
      '--environment-id',
      '7c4547dd-4bd6-e4c5-1f87-40bcd979571c',
    ];
    const text = `AADSTS700213: ${noFit('subject', subject)}`;
    const same = await decode(['--text', text, '--assembly', 'test/fixtures/certificates/self-rsa.cer', ...place]);
    expect(same.errors[0]?.file).to.deep.include({ equal: true });
    const other = await decode(['--text', text, '--assembly', 'test/fixtures/certificates/self-full.cer', ...place]);
    expectSchema('error-decode', other.json);
    expect(other.errors[0]?.file).to.deep.include({ equal: false });
  });

  it('reports errors of the platform as well', async () => {
    const { json } = await decode([
      '--text',
      'Plugin assembly must be signed with valid certificate to use Managed Identity',
    ]);
    expectSchema('error-decode', json);
    expect((json.platform as { name: string }[]).map(({ name }) => name)).to.deep.equal(['component-not-signed']);
  });

  it('prints what to do', async () => {
    const { stdout } = await runPpmi(['error', 'decode', '--text', plugIn]);
    expect(stdout).to.contain('AADSTS700213').and.contain(ids.traceId).and.contain('A matching credential holds');
  });
});

describe('ppmi error list', () => {
  it('lists codes, of an area if asked', async () => {
    const all = jsonOf(await runPpmi(['error', 'list', '--json']));
    expectSchema('error-list', all);
    expect(all.codes).to.have.length(389);
    const federation = jsonOf(await runPpmi(['error', 'list', '--area', 'federation', '--json'])).codes as {
      area: string;
    }[];
    expect(new Set(federation.map(({ area }) => area))).to.deep.equal(new Set(['federation']));
  });

  it('refuses an area that does not exist', async () => {
    expect((await runPpmi(['error', 'list', '--area', 'nowhere'])).code).to.equal(2);
  });
});
