/**
 * Cost of a fleet run, measured with the built tool against an emulator in another process: one binding with 100 ms on each
 * request, 300 bindings under a request limit, interrupted and resumed, and one binding with every request faulty in turn.
 * `npx tsx scripts/bench-fleet.mjs [one|many|faults]`, after a build. Exit code 1 if a limit of docs/speed.md is exceeded.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmulator } from '../src/emulator/emulator.ts';
import { buildScenario } from '../src/emulator/scenarios/index.ts';
import { diagnoseOnce, openSweep } from '../test/fault-sweep.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = mkdtempSync(join(tmpdir(), 'ppmi-bench-fleet-'));
const probe = join(folder, 'probe.cjs');
writeFileSync(probe, "process.on('exit',()=>require('node:fs').writeSync(3,String(process.resourceUsage().maxRSS)))");

/**
 * Requests of the longest chain: docs/speed.md. Judged is the time in which ppmi talks, from the first request to the
 * last answer; starting Node and loading the program is printed next to it. The best of nine runs, because other work only adds time.
 */
const chains = {
  'healthy-v1-self-signed': 4,
  'healthy-v2-issued,company=1': 4,
  'healthy-v2-issued,kind=uami': 5,
  'healthy-v2-issued,kind=uami,company=1': 5,
};

try {
  const part = process.argv[2];
  if (part === undefined || part === 'one') await oneBinding();
  if (part === undefined || part === 'many') await manyBindings();
  if (part === undefined || part === 'faults') {
    for (const scenario of ['healthy-v1-self-signed', 'tenant-big-endian', 'healthy-v2-issued,kind=uami']) {
      await everyFault(scenario);
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function oneBinding() {
  const delay = 100;
  for (const [scenario, requests] of Object.entries(chains)) {
    const { timeline, ...best } = await measureOne(scenario, delay);
    const idle = await measureOne(scenario, 0);
    const chain = requests * delay;
    const times = (ms) => `${ms} ms = ${(ms / chain).toFixed(2)} × the chain of ${requests}`;
    judge(
      `${scenario}, 100 ms a request: first request to last answer`,
      times(best.reading),
      best.reading,
      chain * 1.25,
      'ms',
    );
    const loaded = await measureLoaded(scenario, delay);
    judge('    all of it in a process that is loaded', times(loaded), loaded, chain * 1.25, 'ms');
    console.log(
      `    the whole process: ${times(best.ms)}; without the 100 ms: ${idle.ms} ms; node -e 0: ${await bareNode()} ms`,
    );
    for (const { startedAt, ms, name } of timeline) {
      console.log(`    ${String(startedAt).padStart(6)} ${String(ms).padStart(5)} ms  ${name}`);
    }
  }
}

/** A complete diagnosis with sign-in and report, in a process that has loaded the program. */
async function measureLoaded(scenario, delay) {
  const { world, environmentUrl, componentId } = buildScenario(scenario);
  world.wire.push({ host: '*', kind: 'latency', value: delay });
  const emulator = await startEmulator(world);
  const runs = [];
  for (let round = 0; round < 6; round += 1) {
    const started = performance.now();
    const { summary } = await diagnoseOnce(emulator, environmentUrl, componentId);
    if (summary.errors + summary.blocked > 0) throw new Error(`${scenario} is not healthy`);
    runs.push(Math.round(performance.now() - started));
  }
  await emulator.close();
  return Math.min(...runs);
}

async function bareNode() {
  const runs = [];
  for (let round = 0; round < 9; round += 1) runs.push((await start(['-e', '0'], { PATH: process.env.PATH }).ended).ms);
  return Math.min(...runs);
}

/** Injects every network fault into every request of a diagnosis, one at a time, transient and permanent. */
async function everyFault(scenario) {
  const sweep = await openSweep(scenario);
  let wrong = 0;
  let blocked = 0;
  for (const fault of sweep.faults) {
    const run = await sweep.run(fault);
    if (run.blocked > 0) blocked += 1;
    if (run.wrong.length === 0) continue;
    wrong += 1;
    console.log(`    ${JSON.stringify(fault)}: ${run.wrong.join('; ')}`);
  }
  await sweep.close();
  judge(
    `${scenario}: wrong runs of ${sweep.faults.length} with a fault, ${blocked} with blocked checks`,
    wrong,
    wrong,
    0,
  );
}

async function measureOne(scenario, delay) {
  const built = buildScenario(scenario);
  if (delay > 0) built.world.wire.push({ host: '*', kind: 'latency', value: delay });
  const runs = [];
  await withEmulator(built, async ({ doctor, traffic }) => {
    for (let round = 0; round < 9; round += 1) {
      traffic.length = 0;
      // Without it, doctor diagnoses every component of a company.
      const done = await doctor(['--component', built.componentId, '--json']).ended;
      if (done.code !== 0) throw new Error(`exit ${done.code}: ${done.stderr}${done.stdout.slice(0, 2000)}`);
      const first = Math.min(...traffic.map(({ startedAt }) => startedAt.getTime()));
      const timeline = traffic.map(({ request, startedAt, ms }) => ({
        startedAt: startedAt.getTime() - first,
        ms: Math.round(ms),
        name: `${request.method} ${request.host}${request.path}`,
      }));
      const reading = Math.max(...timeline.map(({ startedAt, ms }) => startedAt + ms));
      runs.push({ ms: done.ms, reading, timeline });
    }
  });
  return runs.sort((a, b) => a.reading - b.reading)[0];
}

async function manyBindings() {
  const limit = { requests: 200, seconds: 5 };
  const built = buildScenario('healthy-v1-self-signed,components=300,applications=60,contentBytes=16000000');
  const wrong = inject(built.world);
  const [environment] = built.world.environments;
  const throttle = () => {
    environment.serviceProtection = { remaining: 0, retryAfterSeconds: 1, limit: 'requests', window: { ...limit } };
  };
  throttle();
  await withEmulator(built, async ({ doctor, traffic }) => {
    const whole = await doctor(['--all', '--ndjson']).ended;
    const reads = readsOf(traffic);
    const asked = [...reads].filter(([key]) => key.includes(new URL(environment.url).host)).length;
    const allowed = (Math.ceil(asked / limit.requests) - 1) * limit.seconds;
    const refused = traffic.filter(({ response }) => response.status === 429).length;
    console.log(`300 bindings: ${traffic.length} requests, ${asked} to Dataverse, ${refused} refused (429)`);
    judge('wrong verdicts', wrongVerdicts(whole.stdout, wrong), wrongVerdicts(whole.stdout, wrong), 0);
    const twice = [...reads].filter(([, count]) => count > 1);
    judge('duplicate reads', twice.length, twice.length, 0);
    for (const [key, count] of twice.slice(0, 5)) console.log(`    ${count} × ${key}`);
    judge('time', `${whole.ms} ms; the limit allows ${allowed * 1000} ms`, whole.ms, allowed * 1300, 'ms');
    judge('memory', `${whole.mb} MB`, whole.mb, 250, 'MB');

    throttle();
    traffic.length = 0;
    const first = doctor(['--all', '--ndjson']);
    await first.lines(120);
    first.stop();
    const stopped = await first.ended;
    judge('exit code of an interrupted run', stopped.code, Math.abs(stopped.code - 130), 0);
    const file = join(folder, 'part.ndjson');
    writeFileSync(file, stopped.stdout);
    const finished = reportsOf(stopped.stdout).map(({ component }) => component.id);
    throttle();
    traffic.length = 0;
    const resumed = await doctor(['--all', '--ndjson', '--resume', file]).ended;
    const again = traffic.filter(({ request }) => finished.some((id) => request.path.includes(id))).length;
    judge(`reads repeated after ${finished.length} were finished`, again, again, 0);
    const both = `${readFileSync(file, 'utf8')}${resumed.stdout}`;
    judge('wrong verdicts of both together', wrongVerdicts(both, wrong), wrongVerdicts(both, wrong), 0);
  });
}

/** Gives every seventh application another issuer. @returns the ID of each component that must be reported */
function inject({ tenants, environments }) {
  const [environment] = environments;
  const faulty = new Set();
  for (const [index, { applicationId, id }] of environment.managedIdentities.entries()) {
    if (index % 7 !== 3) continue;
    const application = tenants[0].applications.find(({ appId }) => appId === applicationId);
    for (const credential of application.federatedIdentityCredentials) credential.issuer += '/';
    faulty.add(id);
  }
  return new Map(
    environment.components.map(({ id, managedIdentityId }) => [
      id,
      faulty.has(managedIdentityId) ? 'issuer-trailing-slash' : '',
    ]),
  );
}

/** Components without the correct verdict, missing ones and those with blocked checks included. */
function wrongVerdicts(ndjson, expected) {
  const found = new Map(
    reportsOf(ndjson).map(({ component, findings, summary }) => [
      component.id,
      summary.blocked > 0 ? 'blocked' : findings.map(({ name }) => name).join(),
    ]),
  );
  return [...expected].filter(([id, name]) => found.get(id) !== name).length;
}

function reportsOf(ndjson) {
  const values = ndjson
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line));
  return values.filter(({ schema }) => schema === 'ppmi.report/1');
}

/** How often each object was read successfully; throttled requests do not count. */
function readsOf(traffic) {
  const counts = new Map();
  for (const { request, response } of traffic) {
    if (response.status === 429) continue;
    const scope = new URLSearchParams(request.body.toString()).get('scope') ?? '';
    const key = `${request.method} ${request.host}${request.path}?${request.query} ${scope}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

async function withEmulator({ world, environmentUrl }, use) {
  const traffic = [];
  const emulator = await startEmulator(world, { onTraffic: (each) => traffic.push(each) });
  const caFile = join(folder, 'ca.pem');
  writeFileSync(caFile, emulator.caPem);
  const { tenantId, clientId, clientSecret } = world.operator;
  const signIn = ['--sign-in', 'client-secret', '--sign-in-tenant', tenantId, '--sign-in-client-id', clientId];
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    HTTPS_PROXY: emulator.proxyUrl,
    NODE_EXTRA_CA_CERTS: caFile,
    PPMI_CLIENT_SECRET: clientSecret,
    NODE_OPTIONS: `--require ${JSON.stringify(probe)}`,
  };
  const doctor = (args) =>
    start([join(root, 'bin', 'run.js'), 'doctor', '--environment', environmentUrl, ...args, ...signIn], env);
  try {
    await use({ doctor, traffic });
  } finally {
    await emulator.close();
  }
}

function start(args, env) {
  const started = performance.now();
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
  const texts = ['', '', '', ''];
  let onLine = () => {};
  for (const number of [1, 2, 3]) {
    child.stdio[number].setEncoding('utf8').on('data', (text) => {
      texts[number] += text;
      onLine();
    });
  }
  return {
    ended: new Promise((resolve) => {
      child.on('close', (code) => {
        const ms = Math.round(performance.now() - started);
        resolve({ code, ms, stdout: texts[1], stderr: texts[2], mb: Math.round(Number(texts[3]) / 1024) });
      });
    }),
    lines: (count) =>
      new Promise((resolve) => {
        onLine = () => texts[1].split('\n').length > count && resolve();
      }),
    stop: () => child.kill('SIGINT'),
  };
}

function judge(name, shown, value, most, unit = '') {
  const over = value > most;
  if (over) process.exitCode = 1;
  console.log(`${over ? 'NOT KEPT' : 'kept    '} ${name}: ${shown} (at most ${most}${unit === '' ? '' : ` ${unit}`})`);
}
