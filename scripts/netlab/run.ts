/**
 * `npm run netlab [-- ID …]`: produces network faults for real, between two network namespaces of this machine, and checks
 * that `ppmi connectivity` names each one first, in time. Linux, root, no packet leaves the namespaces.
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Situation, situations } from './situations.ts';

const client = `ppmi-lab-client-${process.pid}`;
const world = `ppmi-lab-world-${process.pid}`;
const root = new URL('../../', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'ppmi-netlab-'));
const etc = `/etc/netns/${client}`;
const caFile = join(folder, 'ca.pem');
const ip = (...args: string[]) => execFileSync('ip', args, { stdio: 'pipe' });
const most = { seconds: 15 };

function setUp(): void {
  for (const namespace of [client, world]) ip('netns', 'add', namespace);
  ip('link', 'add', 'lab0', 'netns', client, 'type', 'veth', 'peer', 'name', 'lab1', 'netns', world);
  ip('-n', client, 'addr', 'add', '10.77.0.2/24', 'dev', 'lab0');
  ip('-n', world, 'addr', 'add', '10.77.0.1/24', 'dev', 'lab1');
  for (const [namespace, link] of [
    [client, 'lab0'],
    [client, 'lo'],
    [world, 'lab1'],
    [world, 'lo'],
  ] as const) {
    ip('-n', namespace, 'link', 'set', link, 'up');
  }
  for (const last of [1, 2, 3, 4, 5, 6, 7, 8, 53, 80]) {
    ip('-n', world, 'addr', 'add', `20.190.0.${last}/32`, 'dev', 'lo');
  }
  // The world does not forward: what it has no address for is dropped without a word.
  ip('-n', client, 'route', 'add', 'default', 'via', '10.77.0.1');
  mkdirSync(etc, { recursive: true });
}

function tearDown(): void {
  for (const namespace of [client, world]) {
    try {
      ip('netns', 'del', namespace);
    } catch {
      // It was never made.
    }
  }
  rmSync(etc, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
}

interface Ran {
  readonly findings: readonly { readonly name: string; readonly severity: string }[];
  readonly code: number | null;
  readonly seconds: number;
}

/**
 * A path that carries less than both ends assume. A veth drops what is larger than the MTU of its far end, unless the
 * packet is still to be cut by the device: so segments leave the server one by one.
 */
function limitPath(mtu: number | undefined): void {
  ip('-n', client, 'link', 'set', 'lab0', 'mtu', String(mtu ?? 1500));
  ip('-n', world, 'link', 'set', 'lab1', 'gso_max_segs', mtu === undefined ? '65535' : '1');
  ip('-n', client, 'route', 'replace', 'default', 'via', '10.77.0.1', ...(mtu === undefined ? [] : ['advmss', '1460']));
}

/** A route for IPv6 that leads to a router which drops everything. */
function routeIpv6(selected: boolean): void {
  if (!selected) return;
  ip('-n', client, 'addr', 'replace', 'fd77::2/64', 'dev', 'lab0', 'nodad');
  ip('-n', world, 'addr', 'replace', 'fd77::1/64', 'dev', 'lab1', 'nodad');
  ip('-n', client, '-6', 'route', 'replace', 'default', 'via', 'fd77::1');
  // Without it the far side says that it has no route, as a machine without IPv6 does.
  ip('-n', world, '-6', 'route', 'replace', 'blackhole', 'default');
}

async function run({ id, hosts = '', environment = {}, args = [], resolvers, mtu, ipv6 }: Situation): Promise<Ran> {
  const servers = resolvers ?? ['20.190.0.53'];
  writeFileSync(`${etc}/resolv.conf`, servers.map((address) => `nameserver ${address}\n`).join(''));
  limitPath(mtu);
  routeIpv6(ipv6 !== undefined);
  writeFileSync(`${etc}/hosts`, `127.0.0.1 localhost\n${hosts}\n`);
  const far = spawn(
    'ip',
    ['netns', 'exec', world, process.execPath, '--import', 'tsx/esm', `${root}scripts/netlab/world.ts`, id, caFile],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  await new Promise((resolve) => far.stdout.once('data', resolve));
  const started = performance.now();
  const near = spawn(
    'ip',
    [
      'netns',
      'exec',
      client,
      process.execPath,
      `${root}bin/run.js`,
      'connectivity',
      '--json',
      '--ca-file',
      caFile,
      ...args,
    ],
    { cwd: folder, env: { PATH: process.env.PATH, HOME: folder, ...environment }, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  let text = '';
  near.stdout.on('data', (part) => {
    text += part;
  });
  const code = await new Promise<number | null>((resolve) => near.on('close', resolve));
  const seconds = (performance.now() - started) / 1000;
  far.kill('SIGKILL');
  if (text.includes('wrong-secret')) throw new Error(`${id}: the password of the proxy was printed`);
  // The laboratory has a CA of its own, as a device that intercepts TLS has; that warning is always there.
  const { findings = [] } = JSON.parse(text || '{}') as Partial<Ran>;
  return { findings: findings.filter(({ name }) => name !== 'tls-intercepted-trusted'), code, seconds };
}

const selected = process.argv.slice(2);
let wrong = 0;
try {
  setUp();
  for (const situation of situations.filter(({ id }) => selected.length === 0 || selected.includes(id))) {
    const { findings, code, seconds } = await run(situation);
    const names = [...new Set(findings.map(({ name }) => name))];
    const good =
      (names[0] ?? null) === situation.expect &&
      names.slice(1).every((name) => name === situation.also) &&
      seconds < most.seconds;
    if (!good) wrong += 1;
    console.log(
      `${good ? 'ok   ' : 'WRONG'} ${situation.id.padEnd(20)} exit ${code} ${seconds.toFixed(1)} s  ${names.join(', ') || '-'}`,
    );
  }
} finally {
  tearDown();
}
console.log(wrong === 0 ? 'all named' : `${wrong} wrong`);
process.exitCode = wrong === 0 ? 0 : 1;
