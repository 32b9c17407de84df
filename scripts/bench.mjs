/**
 * Start-up cost: CPU time (user + system, median) of offline commands against an empty oclif command that is bundled in
 * the same way, and against `node -e 0`. Exit code 1 if a command exceeds its limit. Requires a build.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { createHits } from './build/hits.mjs';
import { writeManifest } from './build/manifest.mjs';
import { settingsWith } from './build.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const rounds = Number(process.argv[2] ?? 21);

const limits = { offline: 1.3, certificate: 1.8 };
const place = [
  '--tenant',
  '9a6df4f7-7fde-0a55-f26e-bccca13ee972',
  '--environment-id',
  '7c4547dd-4bd6-e4c5-1f87-40bcd979571c',
];
const fixture = (name) => join(root, 'test', 'fixtures', name);
const subject =
  '/eid1/c/pub/t/9_Rtmt5_VQrybrzMoT7pcg/a/qzXoWDkuqUa3l6zM5mM0Rw/n/plugin/e/7c4547dd-4bd6-e4c5-1f87-40bcd979571c/h/36acf3364902b744d15666a36145d94163c1144cbc93825e23ed9d6f35adace5';
const commands = [
  ['offline', ['version']],
  ['offline', ['explain', 'PPMI2004']],
  ['offline', ['explain', 'AADSTS700213', '--json']],
  ['offline', ['subject', 'explain', subject]],
  ['offline', ['emulator', 'list']],
  ['offline', ['error', 'decode', '--text', 'AADSTS700213: No matching federated identity record found']],
  ['certificate', ['certificate', 'show', fixture('certificates/issued-ev.cer')]],
  ['certificate', ['certificate', 'show', fixture('assemblies/issued-public.dll'), '--json']],
  ['certificate', ['subject', 'show', fixture('assemblies/issued-public.dll'), ...place]],
  ['certificate', ['subject', 'diff', fixture('certificates/self-rsa.cer'), ...place, '--actual-subject', subject]],
];

const folder = mkdtempSync(join(tmpdir(), 'ppmi-bench-'));
try {
  await emptyTool();
  // Loaded into every process; writes its CPU time to file descriptor 3.
  const probe = join(folder, 'probe.cjs');
  writeFileSync(probe, "process.on('exit',()=>require('node:fs').writeSync(3,JSON.stringify(process.cpuUsage())))");
  const cpu = (args) => {
    const { output } = spawnSync(process.execPath, args, {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
      env: { ...process.env, NODE_OPTIONS: `--require ${JSON.stringify(probe)}` },
    });
    const { user, system } = JSON.parse(String(output[3]));
    return (user + system) / 1000;
  };
  const cases = [
    { name: 'node -e 0', args: ['-e', '0'] },
    { name: 'empty command', args: [join(folder, 'bin', 'run.js'), 'empty'] },
    ...commands.map(([kind, args]) => ({
      name: args
        .map((arg) => arg.replace(`${fixture('')}`, ''))
        .slice(0, 3)
        .join(' ')
        .slice(0, 60),
      limit: limits[kind],
      args: [join(root, 'bin', 'run.js'), ...args],
    })),
  ];
  const times = cases.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, { args }] of cases.entries()) times[index].push(cpu(args));
  }
  report(cases, times.map(median));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function report(cases, medians) {
  const [bare, empty] = medians;
  console.log('     ms  ÷ node  ÷ empty limit');
  cases.forEach(({ name, limit }, index) => {
    const ratio = medians[index] / empty;
    const over = limit !== undefined && ratio > limit;
    if (over) process.exitCode = 1;
    const cells = [medians[index].toFixed(1).padStart(7), (medians[index] / bare).toFixed(2).padStart(7)];
    const judged =
      limit === undefined ? '               ' : `${ratio.toFixed(2).padStart(8)}${limit.toFixed(1).padStart(7)}`;
    console.log(`${cells.join(' ')} ${judged}  ${name}${over ? '  TOO SLOW' : ''}`);
  });
}

function median(values) {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** A CLI with one command that does nothing: the cost of an untrimmed oclif. */
async function emptyTool() {
  const source = join(folder, 'src');
  mkdirSync(join(source, 'commands'), { recursive: true });
  writeFileSync(
    join(source, 'main.js'),
    "import { fileURLToPath } from 'node:url';\nimport { run } from '@oclif/core/run';\nexport const main = (argv) => run(argv, { root: fileURLToPath(new URL('..', import.meta.url)) });\n",
  );
  writeFileSync(
    join(source, 'commands', 'empty.js'),
    "import { Command } from '@oclif/core/command';\nexport default class Empty extends Command {\n  async run() {\n    await this.parse(Empty);\n  }\n}\n",
  );
  await build({
    ...settingsWith(createHits()),
    metafile: true,
    nodePaths: [join(root, 'node_modules')],
    absWorkingDir: root,
    outdir: join(folder, 'dist'),
    entryPoints: { main: join(source, 'main.js'), 'commands/empty': join(source, 'commands', 'empty.js') },
  });
  const { oclif, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({
      name: 'empty',
      version,
      type: 'module',
      oclif: { bin: 'empty', commands: oclif.commands, topicSeparator: oclif.topicSeparator },
    }),
  );
  cpSync(join(root, 'bin'), join(folder, 'bin'), { recursive: true });
  await writeManifest(folder);
}
