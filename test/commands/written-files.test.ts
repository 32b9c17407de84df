/** Files that ppmi writes: links, pipes, modes, full disks and several runs at once. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { replaceFile, withFileLock } from '../../src/session/output-file.ts';
import { jsonOf, type Ran, runPpmi } from '../run-ppmi.ts';

const healthy = ['doctor', '--emulate', 'healthy-v2-issued'];
const nameOf = (ran: Ran) => (jsonOf(ran).error as { name?: string } | undefined)?.name;

/** Runs ppmi with standard output leading to a device. */
function runInto(device: string, args: readonly string[]): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn('sh', ['-c', 'exec "$0" bin/run.js "$@" >"$DEVICE"', process.execPath, ...args], {
      env: { PATH: process.env.PATH, HOME: '/nonexistent', DEVICE: device },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let stderr = '';
    child.stderr.on('data', (piece) => {
      stderr += piece;
    });
    child.on('close', (code) => resolve({ code, stdout: '', stderr }));
  });
}

/** Until it has printed its first line. */
async function startPpmi(args: readonly string[], env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, ['bin/run.js', ...args], {
    env: { PATH: process.env.PATH, HOME: '/nonexistent', ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(child.stdout, 'data');
  return child;
}

describe('files that ppmi writes', () => {
  let folder: string;
  before(function () {
    if (process.platform === 'win32') this.skip();
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ppmi-written-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const path = (name: string) => join(folder, name);
  const victim = (mode = 0o644) => {
    writeFileSync(path('victim'), 'mine\n');
    chmodSync(path('victim'), mode);
    return path('victim');
  };
  const unchanged = () => {
    expect(readFileSync(path('victim'), 'utf8')).to.equal('mine\n');
    expect(statSync(path('victim')).mode & 0o777).to.equal(0o644);
  };

  describe('M5: a result that cannot be written', () => {
    before(function () {
      if (!existsSync('/dev/full')) this.skip();
    });

    for (const args of [
      [...healthy, '--json'],
      healthy,
      [...healthy, '--ndjson'],
      ['explain', 'PPMI2004'],
      ['nope', '--json'],
    ]) {
      it(`ends with 2 and says so on standard error: ${args.join(' ')}`, async () => {
        const { code, stderr } = await runInto('/dev/full', args);
        expect([code, stderr]).to.satisfy(
          ([, text]: [number, string]) => code === 2 && text.includes('PPMI9067') && !text.includes('PPMI9099'),
        );
      });
    }
  });

  describe('M7: the request log', () => {
    it('follows no link and changes no mode', async () => {
      symlinkSync(victim(), path('link'));
      const ran = await runPpmi([...healthy, '--log-file', path('link'), '--json']);
      expect([ran.code, nameOf(ran)]).to.deep.equal([2, 'file-unwritable']);
      unchanged();
    });

    it('keeps the mode of a file that is there, and is private if it is new', async () => {
      await runPpmi([...healthy, '--log-file', path('new')]);
      expect(statSync(path('new')).mode & 0o777).to.equal(0o600);
      writeFileSync(path('old'), '');
      chmodSync(path('old'), 0o640);
      await runPpmi([...healthy, '--log-file', path('old')]);
      expect(statSync(path('old')).mode & 0o777).to.equal(0o640);
    });

    it('does not wait for the reader of a pipe', async () => {
      execFileSync('mkfifo', [path('pipe')]);
      const ran = await runPpmi([...healthy, '--log-file', path('pipe'), '--json']);
      expect([ran.code, nameOf(ran)]).to.deep.equal([2, 'file-unwritable']);
    });

    it('on a full disk is given up once; the diagnosis is printed, and the exit code is 2', async function () {
      if (!existsSync('/dev/full')) this.skip();
      const { code, stdout, stderr } = await runPpmi([...healthy, '--log-file', '/dev/full']);
      expect(stdout).to.contain('No problems found');
      expect(stderr.match(/no space left/g)).to.have.length(1);
      expect(code).to.equal(2);
    });

    it('goes to standard error by its name', async () => {
      const { code, stderr } = await runPpmi([...healthy, '--log-file', '/dev/stderr', '--json'], { ownProcess: true });
      expect([code, stderr.includes('"method":"GET"')]).to.deep.equal([0, true]);
    });
  });

  describe('L5: profiles', () => {
    const create = (name: string, config = folder) =>
      runPpmi(['auth', 'create', '--name', name, '--sign-in', 'azure-cli', '--json'], {
        env: { XDG_CONFIG_HOME: config },
        ownProcess: true,
      });

    it('of 12 runs at once are all kept', async () => {
      const rans = await Promise.all(Array.from({ length: 12 }, (_, index) => create(`p${index}`)));
      expect(rans.map(({ code }) => code)).to.deep.equal(Array(12).fill(0));
      const { profiles } = JSON.parse(readFileSync(path('ppmi/profiles.json'), 'utf8')) as { profiles: unknown[] };
      expect(profiles).to.have.length(12);
      expect(readdirSync(path('ppmi'))).to.deep.equal(['profiles.json']);
    });

    it('locks that killed runs have left are removed, and none of another run: 8 runs are all kept', async () => {
      mkdirSync(path('ppmi'));
      for (const run of ['a', 'b', 'c']) {
        const lock = path(`ppmi/profiles.json.lock-${run}`);
        writeFileSync(lock, '');
        execFileSync('touch', ['-d', '2020-01-01', lock]);
      }
      const rans = await Promise.all(Array.from({ length: 8 }, (_, index) => create(`p${index}`)));
      expect(rans.map(({ code }) => code)).to.deep.equal(Array(8).fill(0));
      const { profiles } = JSON.parse(readFileSync(path('ppmi/profiles.json'), 'utf8')) as { profiles: unknown[] };
      expect(profiles).to.have.length(8);
      expect(readdirSync(path('ppmi'))).to.deep.equal(['profiles.json']);
    });

    it('work under a lock of one process at a time, although locks were left', async () => {
      const file = path('counter');
      writeFileSync(file, '0');
      writeFileSync(`${file}.lock-killed`, '');
      execFileSync('touch', ['-d', '2020-01-01', `${file}.lock-killed`]);
      const add = () => withFileLock(file, () => replaceFile(file, String(Number(readFileSync(file)) + 1), 0o600));
      await Promise.all(Array.from({ length: 30 }, add));
      expect(readFileSync(file, 'utf8')).to.equal('30');
    });

    it('L1: in a folder that cannot be written are one clear error', async () => {
      writeFileSync(path('file'), '');
      const ran = await create('a', path('file'));
      expect([ran.code, nameOf(ran)]).to.deep.equal([2, 'file-unwritable']);
    });

    for (const [what, text] of [
      ['null', 'null'],
      ['a list of null', '[null]'],
      ['profiles that are no objects', '{"profiles":[null]}'],
      ['a cloud of prototypes', '{"profiles":[{"name":"a","cloud":"__proto__","method":"azure-cli"}],"selected":"a"}'],
      ['deep nesting', `${'['.repeat(50_000)}${']'.repeat(50_000)}`],
    ] as const) {
      it(`L1: ${what} in the file is a damaged file`, async () => {
        mkdirSync(path('ppmi'));
        writeFileSync(path('ppmi/profiles.json'), text);
        const env = { XDG_CONFIG_HOME: folder };
        for (const args of [
          ['auth', 'list'],
          ['env', 'list'],
          ['auth', 'create', '--sign-in', 'azure-cli'],
        ]) {
          const ran = await runPpmi([...args, '--json'], { env });
          expect([ran.code, nameOf(ran)], args.join(' ')).to.deep.equal([2, 'file-broken']);
        }
        expect((await runPpmi(['auth', 'clear', '--json'], { env })).code).to.equal(0);
      });
    }
  });

  it('L7: the folder of an emulator that was killed is removed by the next one', async () => {
    const env = { TMPDIR: folder };
    const start = () => startPpmi(['emulator', 'start', '--scenario', 'healthy-v2-issued', '--json'], env);
    const killed = await start();
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    expect(readdirSync(folder).filter((name) => name.startsWith('ppmi-emulator-'))).to.have.length(1);
    const next = await start();
    const left = readdirSync(folder).filter((name) => name.startsWith('ppmi-emulator-'));
    next.kill('SIGTERM');
    await once(next, 'exit');
    expect(left).to.have.length(1);
    expect(left[0]).to.contain(`-${next.pid}-`);
    expect(readdirSync(folder).filter((name) => name.startsWith('ppmi-emulator-'))).to.deep.equal([]);
  });

  describe('L7: a recording and a CA file', () => {
    it('replace a file with one of their own mode', () => {
      replaceFile(victim(0o666), 'new', 0o600);
      expect([readFileSync(path('victim'), 'utf8'), statSync(path('victim')).mode & 0o777]).to.deep.equal([
        'new',
        0o600,
      ]);
      expect(readdirSync(folder)).to.deep.equal(['victim']);
    });

    for (const flag of ['--ca-out', '--record']) {
      it(`${flag} follows no link`, async () => {
        symlinkSync(victim(), path('link'));
        const ran = await runPpmi([
          'emulator',
          'start',
          '--scenario',
          'healthy-v2-issued',
          flag,
          path('link'),
          '--json',
        ]);
        expect([ran.code, nameOf(ran)]).to.deep.equal([2, 'file-unwritable']);
        unchanged();
      });
    }
  });

  it('a plan file follows no link', async () => {
    symlinkSync(path('absent'), path('link'));
    const ran = await runPpmi(['repair', '--emulate', 'tenant-big-endian', '--plan-out', path('link'), '--json']);
    expect([ran.code, nameOf(ran), existsSync(path('absent'))]).to.deep.equal([2, 'file-unwritable', false]);
  });

  it('are left out where they cannot be written whole, so that the next run can write them', async () => {
    const file = path('plan.json');
    const limited = ['-c', 'ulimit -f 0; exec "$0" bin/run.js "$@"', process.execPath];
    const child = spawn('bash', [...limited, 'repair', '--emulate', 'tenant-big-endian', '--plan-out', file], {
      env: { PATH: process.env.PATH, HOME: '/nonexistent', NODE_DISABLE_COMPILE_CACHE: '1' },
      stdio: 'ignore',
    });
    const [code] = await once(child, 'exit');
    expect([code, existsSync(file)]).to.deep.equal([2, false]);
  });

  it('in a temporary folder that cannot be there are one clear error', async () => {
    // Below something that is no folder: Node 22 and later create the folder itself, for their compile cache.
    const env = { TMPDIR: '/dev/null/absent' };
    const ran = await runPpmi(['emulator', 'start', '--scenario', 'healthy-v2-issued', '--json'], { env });
    expect([ran.code, nameOf(ran)]).to.deep.equal([2, 'file-unwritable']);
  });
});
