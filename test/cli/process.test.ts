/** How the built tool behaves as a process: exit codes, streams, broken pipes, signals. */
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { jsonOf, runPpmi } from '../run-ppmi.ts';
import { expectSchema } from './closed-schema.ts';

const bin = fileURLToPath(new URL('../../bin/run.js', import.meta.url));
const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
const place = [
  '--tenant',
  '9a6df4f7-7fde-0a55-f26e-bccca13ee972',
  '--environment-id',
  '7c4547dd-4bd6-e4c5-1f87-40bcd979571c',
];

describe('exit codes and error objects', () => {
  const wrong: Readonly<Record<string, readonly [name: string, ...line: string[]]>> = {
    'an unknown command': ['unknown-command', 'diagnose'],
    'an unknown command of a topic': ['unknown-command', 'subject', 'shwo', 'file'],
    'a topic with a flag': ['usage', 'subject', '--fail-on'],
    'a flag where a command belongs': ['usage', '--verbose'],
    'a wrong flag': ['usage', 'subject', 'show', 'x', '--tenat', 'y', ...place],
    'a flag that is not a GUID': ['usage', 'subject', 'show', 'x', '--tenant', 'y', '--environment-id', 'z'],
    'a value that is not of the list': ['usage', 'doctor', '--fail-on', 'everything'],
    'a flag without its value': ['usage', 'doctor', '--emulate'],
    'an argument too many': ['usage', 'explain', 'PPMI2001', 'PPMI2002'],
    'a missing argument': ['usage', 'certificate', 'show'],
    'help for an unknown command': ['unknown-command', 'diagnose', '--help'],
    'an unknown scenario': ['scenario-unknown', 'doctor', '--emulate', 'fic-mising'],
    'a file that is not there': ['file-unreadable', 'certificate', 'show', fixture('nothing.dll')],
    'a folder for a file': ['file-unreadable', 'certificate', 'show', fixture('')],
    'a file of another kind': ['file-not-recognised', 'certificate', 'show', fixture('README.md')],
    'a password that is missing': ['password-missing', 'certificate', 'show', fixture('containers/aes256.pfx')],
    'an unknown code': ['code-unknown', 'explain', 'PPMI0000'],
  };
  for (const [what, [name, ...line]] of Object.entries(wrong)) {
    it(`${what}: ${name}, exit code 2, in text and in JSON`, async () => {
      const [text, json] = await Promise.all([runPpmi(line), runPpmi([...line, '--json'])]);
      expect([text.code, json.code]).to.deep.equal([2, 2]);
      expect(text.stdout).to.equal('');
      expect(text.stderr).to.match(/PPMI9\d{3}/);
      expect(json.stderr).to.equal('');
      expectSchema('error', jsonOf(json));
      expect(jsonOf(json).error).to.deep.include({ name });
      expect(text.stderr.replace(/\s+/g, ' ')).to.contain((jsonOf(json).error as { message: string }).message);
    });
  }

  it('suggests the most similar command', async () => {
    expect((await runPpmi(['subject', 'shwo', 'file.dll'])).stderr).to.contain('Did you mean "subject show"?');
    expect((await runPpmi(['docter'])).stderr).to.contain('Did you mean "doctor"?');
  });

  const right: Readonly<Record<string, readonly [code: number, ...line: string[]]>> = {
    'an intact signature': [0, 'certificate', 'show', fixture('assemblies/issued-public.dll')],
    'an expired certificate': [0, 'certificate', 'show', fixture('assemblies/issued-expired.dll')],
    'no signature': [1, 'subject', 'show', fixture('assemblies/unsigned.dll'), ...place],
    'a mistake in a subject': [
      1,
      'subject',
      'explain',
      '/eid1/c/pub/t/9a6df4f7-7fde-0a55-f26e-bccca13ee972/a/qzXoWDkuqUa3l6zM5mM0Rw/n/plugin/e/x/h/y',
    ],
    help: [0, 'help', 'subject', 'show'],
    'a topic alone': [0, 'subject'],
    'the version': [0, '--version'],
  };
  for (const [what, [code, ...line]] of Object.entries(right)) {
    it(`${what}: exit code ${code}`, async () => {
      const ran = await runPpmi(line);
      expect(ran.code).to.equal(code);
      expect(ran.stdout).to.not.equal('');
      expect(ran.stderr).to.equal('');
    });
  }

  it('takes --json after -- as an argument', async () => {
    const { stderr, stdout } = await runPpmi(['explain', '--', '--json']);
    expect(stdout).to.equal('');
    expect(stderr).to.contain('Unknown code').and.contain('--json');
  });

  it('reads no argument from standard input', async () => {
    const { code, stderr } = await runPpmi(['explain'], { input: 'PPMI2001\n' });
    expect(code).to.equal(2);
    expect(stderr).to.contain('Missing required argument CODE');
  });

  it('reads a file from standard input if - is given', async () => {
    const input = readFileSync(fixture('certificates/self-rsa.cer'));
    const { code, stdout } = await runPpmi(['certificate', 'show', '-', '--json'], { input });
    expect(code).to.equal(0);
    expectSchema('certificate-show', JSON.parse(stdout));
  });
});

describe('streams', () => {
  it('prints no colors into a pipe, unless FORCE_COLOR is set', async () => {
    const line = ['certificate', 'show', fixture('certificates/self-rsa.cer')];
    expect((await runPpmi(line)).stdout).to.not.contain('\u001b[');
    const forced = await runPpmi(line, { env: { FORCE_COLOR: '1' }, ownProcess: true });
    expect(forced.stdout).to.contain('\u001b[');
    expect((await runPpmi(line, { env: { FORCE_COLOR: '1', NO_COLOR: '1' } })).stdout).to.not.contain('\u001b[');
  });

  for (const line of [
    ['emulator', 'list'],
    ['emulator', 'list', '--json'],
    ['help', 'doctor'],
  ]) {
    it(`${line.join(' ')} exits silently when the reader closes the pipe`, async () => {
      const child = spawn(process.execPath, [bin, ...line], { stdio: ['ignore', 'pipe', 'pipe'] });
      const said: string[] = [];
      child.stderr.on('data', (chunk) => said.push(String(chunk)));
      child.stdout.once('readable', () => child.stdout.destroy());
      const code = await new Promise((resolve) => child.once('close', resolve));
      expect({ code, said }).to.deep.equal({ code: 0, said: [] });
    });
  }

  for (const line of [
    ['error', 'decode', '-'],
    ['report', 'merge', '-'],
  ]) {
    it(`${line.join(' ')} does not take a folder for an empty input`, function () {
      if (process.platform === 'win32') this.skip();
      const descriptor = openSync(tmpdir(), 'r');
      const { status, stdout } = spawnSync(process.execPath, [bin, ...line, '--json'], {
        stdio: [descriptor, 'pipe', 'pipe'],
      });
      closeSync(descriptor);
      expect(status).to.equal(2);
      expect(JSON.parse(String(stdout)).error).to.include({ name: 'file-unreadable' });
    });
  }
});

describe('ppmi emulator start', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ppmi-test-'));
  });
  after(() => rm(folder, { recursive: true }));

  async function started(...more: string[]) {
    const child = spawn(process.execPath, [bin, 'emulator', 'start', '--scenario', 'fic-missing', '--json', ...more], {
      env: { ...process.env, TMPDIR: folder },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const line = await new Promise<string>((resolve) => child.stdout.once('data', (chunk) => resolve(String(chunk))));
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    return { child, line, ended, access: JSON.parse(line) };
  }

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    it(`prints in one line how to connect, and exits with 0 on ${signal} without leftover files`, async function () {
      if (process.platform === 'win32') this.skip();
      const { child, line, ended, access } = await started();
      expect(line.indexOf('\n')).to.equal(line.length - 1);
      expectSchema('emulator-start', access);
      const secret = access.operator.clientSecretFile;
      expect(statSync(secret).mode & 0o777).to.equal(0o600);
      expect(line).to.not.contain(readFileSync(secret, 'utf8'));
      child.kill(signal);
      expect(await ended).to.equal(0);
      expect([existsSync(secret), existsSync(access.caFile)]).to.deep.equal([false, false]);
    });
  }

  it('writes the CA file to the given path and keeps it', async function () {
    if (process.platform === 'win32') this.skip();
    const caFile = join(folder, 'ca.pem');
    const { child, ended, access } = await started('--ca-out', caFile);
    expect(access.caFile).to.equal(caFile);
    child.kill('SIGTERM');
    await ended;
    expect(readFileSync(caFile, 'utf8')).to.contain('BEGIN CERTIFICATE');
  });

  it('reports the port that is in use', async () => {
    const { child, ended, access } = await started();
    const port = new URL(access.proxy).port;
    const { code, stdout } = await runPpmi([
      'emulator',
      'start',
      '--scenario',
      'fic-missing',
      '--port',
      port,
      '--json',
    ]);
    child.kill();
    await ended;
    expect(code).to.equal(2);
    expect(JSON.parse(stdout).error).to.deep.include({ name: 'port-in-use' });
  });

  it('reports why the CA file cannot be written', async () => {
    const line = ['emulator', 'start', '--scenario', 'fic-missing', '--ca-out', join(folder, 'no', 'such', 'folder')];
    const { code, stderr } = await runPpmi(line);
    expect(code).to.equal(2);
    expect(stderr).to.contain('Cannot write');
  });
});
