/** Another oclif CLI in a temporary folder, with ppmi as one of its plug-ins. */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Ran } from './run-ppmi.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** bundled: a dependency of the host; installed and linked: as `plugins install` and `plugins link` leave them. */
export type Kind = 'bundled' | 'installed' | 'linked';

export interface PluginHost {
  run(args: readonly string[]): Promise<Ran>;
  close(): void;
}

/** The host has commands of its own whose names ppmi has too. */
const hostCommands: Readonly<Record<string, string>> = {
  'version.js': 'version',
  'auth/list.js': 'auth list',
  'env/list.js': 'env list',
};

export function createPluginHost(kind: Kind, { topicSeparator = ' ' } = {}): PluginHost {
  const folder = mkdtempSync(join(tmpdir(), 'ppmi-host-'));
  const host = join(folder, 'host');
  const data = join(folder, 'data');
  const write = (file: string, text: string) => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  const link = (name: string) => {
    const target = join(host, 'node_modules', name);
    mkdirSync(dirname(target), { recursive: true });
    symlinkSync(realpathSync(join(root, 'node_modules', name)), target, 'junction');
  };
  link('@oclif/core');
  link('@oclif/plugin-help');
  const names = ['@oclif/plugin-help', ...(kind === 'bundled' ? ['ppmi'] : [])];
  const manifest = {
    name: 'contoso-cli',
    version: '3.2.1',
    type: 'module',
    dependencies: Object.fromEntries(names.map((name) => [name, '*'])),
    oclif: { bin: 'contoso', dirname: 'contoso', commands: './commands', topicSeparator, plugins: names },
  };
  write(join(host, 'package.json'), JSON.stringify(manifest));
  write(
    join(host, 'run.js'),
    "import { execute } from '@oclif/core';\nawait execute({ dir: import.meta.url, development: false });\n",
  );
  for (const [file, text] of Object.entries(hostCommands)) {
    write(
      join(host, 'commands', file),
      `import { Command } from '@oclif/core';\nexport default class extends Command {\n  async run() {\n    await this.parse();\n    this.log('${text} of the host');\n  }\n}\n`,
    );
  }
  const place = {
    bundled: join(host, 'node_modules', 'ppmi'),
    installed: join(data, 'node_modules', 'ppmi'),
    linked: join(folder, 'checkout'),
  }[kind];
  for (const part of ['bin', 'dist', 'package.json', 'oclif.manifest.json']) {
    cpSync(join(root, part), join(place, part), { recursive: true });
  }
  if (kind !== 'bundled') {
    const plugin = kind === 'linked' ? { type: 'link', root: place } : { type: 'user' };
    write(
      join(data, 'package.json'),
      JSON.stringify({
        private: true,
        oclif: { schema: 1, plugins: [{ name: 'ppmi', ...plugin }] },
        dependencies: { ppmi: '*' },
      }),
    );
  }
  return {
    run: (args) =>
      new Promise((resolve) => {
        const env = { PATH: process.env.PATH, HOME: '/nonexistent', CONTOSO_DATA_DIR: data };
        const child = execFile(
          process.execPath,
          [join(host, 'run.js'), ...args],
          { env, maxBuffer: 2 ** 26 },
          (_error, stdout, stderr) => resolve({ code: child.exitCode, stdout, stderr }),
        );
        child.stdin?.end();
      }),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
