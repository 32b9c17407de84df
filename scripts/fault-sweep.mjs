/**
 * Injects every network fault of the emulator into every request of every command, one at a time, transient and permanent:
 * each run must print the result of the run without the fault, or that a check could not run. `npx tsx scripts/fault-sweep.mjs [COMMAND…]` after a build.
 * `doctor` alone is swept with its verdicts by `npx tsx scripts/bench-fleet.mjs faults`; retries wait as they do for a user.
 */
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { atRequest, hostFaults, requestFaults } from '../test/fault-sweep.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = mkdtempSync(join(tmpdir(), 'ppmi-sweep-'));
// A copy, so that a build during the run changes nothing.
for (const part of ['bin', 'dist', 'package.json', 'oclif.manifest.json']) {
  cpSync(join(root, part), join(folder, 'ppmi', part), { recursive: true });
}
const bin = join(folder, 'ppmi', 'bin', 'run.js');
/** Most of a run is waiting. */
const atOnce = availableParallelism() * 4;

/** Scenario and command line. */
const commands = {
  'env list': ['healthy-v1-self-signed', ['env', 'list']],
  'env who': ['healthy-v1-self-signed', ['env', 'who']],
  'identity list': ['healthy-v1-self-signed', ['identity', 'list']],
  'identity show': ['healthy-v1-self-signed', ['identity', 'show', 'Contoso Invoices']],
  'fic list': ['healthy-v2-issued,kind=uami', ['fic', 'list']],
  'access check': ['healthy-v2-issued,kind=uami', ['access', 'check']],
  'subject diff': ['tenant-big-endian', ['subject', 'diff']],
  'certificate show': ['healthy-v2-issued', ['certificate', 'show']],
  'error decode': ['tenant-big-endian', ['error', 'decode', '--last', '7d']],
  'doctor --all': ['tenant-big-endian,components=3', ['doctor', '--all']],
  repair: ['tenant-big-endian', ['repair', '--yes']],
};

/** Names of errors that mean "not checked". */
const notChecked = new Set([
  'refused',
  'cut-off',
  'throttled',
  'answer-malformed',
  'redirect-refused',
  'sign-in-failed',
  'sign-in-missing',
  // A step was not applied, and the error says so.
  'repair-not-proven',
  // An environment is unknown because the list of environments could not be read.
  'usage',
]);

let worlds = 0;
try {
  const names = process.argv.slice(2);
  for (const [name, [scenario, args]] of Object.entries(commands)) {
    if (names.length === 0 || names.includes(name)) await sweep(name, scenario, args);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function sweep(name, scenario, args) {
  const world = await worldOf(scenario);
  const log = join(folder, 'log.ndjson');
  rmSync(log, { force: true });
  const right = await ppmi([...args, '--json', '--log-file', log, '--world', fileOf({ ...world, wire: [] })]);
  const lines = readFileSync(log, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const requests = new Map(lines.map(({ method, host, path }) => [`${method} ${host}${path}`, { method, host, path }]));
  const faults = [
    ...[...requests.values()].flatMap((request) => requestFaults.flatMap((fault) => atRequest(request, fault))),
    ...[...new Set(lines.map(({ host }) => host))].flatMap((host) => hostFaults.map((fault) => ({ host, ...fault }))),
  ];
  const wrong = [];
  let same = 0;
  await eachOf(faults, async (fault) => {
    const ran = await ppmi([...args, '--json', '--world', fileOf({ ...world, wire: [fault] })]);
    const verdict = judge(right, ran);
    if (verdict === 'same') same += 1;
    else if (verdict !== null) wrong.push(`${JSON.stringify(fault)}: ${verdict}`);
  });
  const word = wrong.length === 0 ? 'ok      ' : 'FAILED  ';
  console.log(`${word} ${name}: ${faults.length} runs, ${same} unaffected, ${wrong.length} wrong`);
  for (const line of wrong) console.log(`    ${line}`);
  if (wrong.length > 0) process.exitCode = 1;
}

/** `same`; null if the run reports that it could not check; otherwise what is wrong. */
function judge(right, { code, stdout, stderr }) {
  if (/^\s+at .+\(/m.test(stdout + stderr)) return `a stack trace: ${stderr.slice(0, 300)}`;
  let json;
  try {
    json = JSON.parse(stdout);
  } catch {
    return `exit ${code}, no JSON: ${(stdout + stderr).slice(0, 300)}`;
  }
  if (code === right.code && plain(stdout) === plain(right.stdout)) return 'same';
  if (json.error !== undefined) {
    return code === 2 && notChecked.has(json.error.name)
      ? null
      : `exit ${code}, ${json.error.name}: ${json.error.message}`;
  }
  return partial(json, code, JSON.parse(right.stdout));
}

/** Commands with partial results: the results must be right, and the missing part must be reported. */
function partial(json, code, right) {
  const reports = json.reports ?? (json.proof ? [json.proof.doctor] : json.verdicts ? [json] : null);
  if (json.schema === 'ppmi.fleet/1') {
    const names = new Set(right.findings.map(({ name }) => name));
    const strange = json.findings.filter(({ name }) => !names.has(name)).map(({ name }) => name);
    if (strange.length > 0) return `findings ${strange}`;
    return reports.some(({ summary }) => summary.blocked > 0) || json.summary.components < right.summary.components
      ? null
      : 'a different result that does not report what is missing';
  }
  if (json.plan !== undefined) {
    const { exchange, doctor } = json.proof;
    if (exchange === 'succeeded' && (doctor?.summary.blocked ?? 0) === 0 && code !== 0)
      return `verified, but exit ${code}`;
    if (code === 0) return 'exit 0, but not the result of the run without the fault';
    return null;
  }
  if (json.answers !== undefined) {
    const failed = json.answers.filter(({ ok }) => !ok).length;
    const known = new Set(right.environments.map(({ environmentId }) => environmentId));
    const strange = json.environments.some(({ environmentId }) => !known.has(environmentId));
    return failed > 0 && !strange ? null : 'a different list that does not report what is missing';
  }
  if (json.unread !== undefined && json.unread !== null && code === 2) return null;
  return `exit ${code}, another result: ${JSON.stringify(json).slice(0, 300)}`;
}

/** Without what differs from run to run: IDs, times, name of the world file, order of the components. */
function plain(text) {
  const same = text
    .replace(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/gi, 'id')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'time')
    .replace(/world-\d+\.json/g, 'world');
  const json = JSON.parse(same);
  json.reports?.sort((a, b) => (String(a.component?.name) < String(b.component?.name) ? -1 : 1));
  return JSON.stringify(json);
}

async function worldOf(scenario) {
  const child = spawn(process.execPath, [
    bin,
    'emulator',
    'start',
    '--scenario',
    scenario,
    '--json',
    '--ca-out',
    join(folder, 'ca.pem'),
  ]);
  const line = await new Promise((resolve) => child.stdout.once('data', resolve));
  const { proxy, caFile } = JSON.parse(line);
  const env = { ...process.env, HTTPS_PROXY: proxy, NODE_EXTRA_CA_CERTS: caFile };
  const get = `import { ProxyAgent, request } from 'undici';
    const dispatcher = new ProxyAgent({ uri: ${JSON.stringify(proxy)}, requestTls: { ca: (await import('node:fs')).readFileSync(${JSON.stringify(caFile)}, 'utf8') } });
    process.stdout.write(await (await request('https://emulator.ppmi.internal/world', { dispatcher })).body.text());`;
  const { stdout } = await run(['--input-type=module', '-e', get], env, root);
  child.kill('SIGTERM');
  return JSON.parse(stdout);
}

function fileOf(world) {
  worlds += 1;
  const file = join(folder, `world-${worlds}.json`);
  writeFileSync(file, JSON.stringify(world));
  return file;
}

function ppmi(args) {
  return run([bin, ...args], { PATH: process.env.PATH, HOME: folder });
}

function run(args, env, cwd) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const texts = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr']) {
      child[name].setEncoding('utf8').on('data', (text) => {
        texts[name] += text;
      });
    }
    child.on('close', (code) => resolve({ code, ...texts }));
  });
}

async function eachOf(items, work) {
  const queue = items.values();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const item of queue) await work(item);
    }),
  );
}
