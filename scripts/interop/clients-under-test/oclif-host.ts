/** Another oclif CLI with the plug-ins that most have: it installs and links ppmi, and runs its commands (docs/plugin.md). */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { attempt, type Call, type InteropTest } from '../interop-test.ts';
import { nodeOf } from '../node-program.ts';
import { npmPackages, type Versions } from '../packages.ts';
import { type Ended, installed, lastLines, run, succeed } from '../program.ts';
import type { Session } from '../session.ts';

interface Generation {
  readonly name: string;
  readonly node: string;
  readonly packages: Versions;
}

const generations: readonly Generation[] = [
  {
    name: 'oclif-host-4',
    node: '20.20.2',
    packages: {
      '@oclif/core': '4.14.0',
      '@oclif/plugin-autocomplete': '3.2.44',
      '@oclif/plugin-help': '6.3.0',
      '@oclif/plugin-plugins': '5.4.85',
    },
  },
  {
    name: 'oclif-host-5',
    node: '24.21.0',
    packages: {
      '@oclif/core': '5.1.9',
      '@oclif/plugin-autocomplete': '4.0.5',
      '@oclif/plugin-help': '7.0.5',
      '@oclif/plugin-plugins': '7.0.0',
    },
  },
];

/** Command lines with the exit code that ppmi documents: results, findings, wrong use. */
const lines: readonly (readonly [code: number, ...line: string[]])[] = [
  [0, 'version'],
  [0, 'explain', 'PPMI2004'],
  [0, 'emulator', 'list'],
  [0, 'auth', 'list'],
  [0, 'error', 'decode', '--text', 'AADSTS700213: No matching federated identity record found'],
  [0, 'doctor', '--emulate', 'healthy-v2-issued'],
  [1, 'doctor', '--emulate', 'tenant-big-endian'],
  [2, 'doctor', '--emulate', 'fic-mising'],
  [2, 'certificate', 'show', 'nothing.dll'],
  [2, 'subject', 'show', 'x', '--tenat', 'y'],
  [2, 'explain'],
];

export const oclifHosts = generations.map(
  ({ name, node: version, packages }): InteropTest => ({
    name,
    about: `A CLI on @oclif/core ${packages['@oclif/core']} with plug-ins for plug-ins, help and completion`,
    async run(session) {
      const folder = await npmPackages(session.cache, name, packages);
      const node = await nodeOf(session.cache, version);
      writeHost(folder, packages);
      const calls = [
        ...(await inHost(session, node, folder, 'install')),
        ...(await inHost(session, node, folder, 'link')),
      ];
      return { version: Object.entries(packages).flat().join(' '), calls };
    },
  }),
);

/** In the folder where npm put the packages, because oclif looks for its plug-ins from there. */
function writeHost(folder: string, packages: Versions): void {
  const oclif = {
    bin: 'contoso',
    dirname: 'contoso',
    commands: './commands',
    topicSeparator: ' ',
    plugins: Object.keys(packages).filter((name) => name.includes('plugin')),
  };
  // Next to the manifest of the cache, which must stay as it is.
  const host = join(folder, 'host');
  const files = {
    'package.json': JSON.stringify({
      name: 'contoso-cli',
      version: '3.2.1',
      type: 'module',
      dependencies: packages,
      oclif,
    }),
    'run.js': "import { execute } from '@oclif/core';\nawait execute({ dir: import.meta.url, development: false });\n",
    'commands/version.js':
      "import { Command } from '@oclif/core';\nexport default class extends Command {\n  async run() {\n    await this.parse();\n    this.log('version of the host');\n  }\n}\n",
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(host, name)), { recursive: true });
    writeFileSync(join(host, name), text);
  }
}

async function inHost(session: Session, node: string, folder: string, how: 'install' | 'link'): Promise<Call[]> {
  const home = mkdtempSync(join(session.scratch, 'host-'));
  const env = { ...process.env, HOME: home, XDG_DATA_HOME: join(home, 'data'), XDG_CACHE_HOME: join(home, 'cache') };
  const contoso = (...args: string[]): Promise<Ended> => run(node, [join(folder, 'host', 'run.js'), ...args], { env });
  const ppmi = join(session.scratch, 'ppmi');

  async function add(): Promise<string> {
    const source =
      how === 'link'
        ? ppmi
        : `file:${join(home, (await succeed(installed('npm'), ['pack', '--silent', '--ignore-scripts', '--pack-destination', home], { cwd: ppmi })).trim())}`;
    const { code, stderr } = await contoso('plugins', how, source);
    assert.equal(code, 0, stderr);
    return (await contoso('plugins')).stdout.trim();
  }

  return [
    await attempt(`plugins ${how}`, add),
    ...(await Promise.all(
      lines.map(([code, ...line]) =>
        attempt(`${how}: ppmi ${line.slice(0, 3).join(' ')}`, async () => {
          const [alone, hosted] = await Promise.all([
            session.ppmi([...line, '--json'], { env }),
            contoso('ppmi', ...line, '--json'),
          ]);
          assert.equal(hosted.code, code, lastLines(hosted.stderr));
          assert.deepEqual(comparable(hosted), comparable(alone));
          return `exit code ${code}, same JSON`;
        }),
      ),
    )),
    await attempt(`${how}: hints name the host`, async () => {
      const { stderr } = await contoso('ppmi', 'doctor', '--fail-on', 'everything');
      assert.match(stderr, /contoso ppmi doctor --help/);
      return 'contoso ppmi doctor --help';
    }),
    await attempt(`${how}: an unknown command is the host's`, async () => {
      const { stderr } = await contoso('diagnose');
      assert.match(stderr, /command diagnose not found/);
      return stderr;
    }),
    await attempt(`${how}: completion lists the commands`, async () => {
      const { code, stderr } = await contoso('autocomplete', 'bash', '--refresh-cache');
      assert.equal(code, 0, stderr);
      const script = await succeed('find', [join(home, 'cache'), '-name', '*.bash'], { env });
      const found = await succeed('grep', ['-l', 'ppmi:doctor', ...script.trim().split('\n')], { env });
      return `ppmi:doctor in ${found.trim().split('/').at(-1)}`;
    }),
  ];
}

/** Without IDs and times that differ from run to run. */
function comparable({ stdout }: Ended): unknown {
  const text = stdout
    .replace(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/gi, 'id')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'time');
  // The two may run on different versions of Node.
  return JSON.parse(text.replace(/"node":"[^"]*"/, '"node":""'));
}
