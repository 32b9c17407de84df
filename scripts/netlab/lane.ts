/** One pair of network namespaces: this machine and the world, and one situation after another between them. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { labClouds } from './clouds.ts';
import { commands, emulatedCommands } from './commands.ts';
import { type PreparedRuns, prepareRuns } from './prepare-runs.ts';
import { type Ran, reading } from './reading.ts';
import type { Situation } from './situation.ts';

interface LaneOptions {
  readonly root: string;
  /** The program of the far side. */
  readonly world: string;
  readonly folder: string;
}

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const day = 24 * 3600;
/** Of no one, for a token exchange that gets as far as the network. */
const assertion = `${part({ alg: 'RS256', typ: 'JWT' })}.${part({
  iss: 'https://login.microsoftonline.com/99999999-2222-3333-4444-555555555555/v2.0',
  sub: 'lab',
  aud: 'api://AzureADTokenExchange',
  exp: Math.floor(Date.now() / 1000) + day,
})}.c2ln`;

export function createLane(index: number, { root, world: program, folder }: LaneOptions) {
  const client = `ppmi-lab-c${index}-${process.pid}`;
  const world = `ppmi-lab-w${index}-${process.pid}`;
  const etc = `/etc/netns/${client}`;
  const ca = join(folder, 'ca.pem');
  const ip = (...args: string[]) => execFileSync('ip', args, { stdio: 'pipe' });

  function open(): void {
    mkdirSync(folder, { recursive: true });
    mkdirSync(etc, { recursive: true });
    writeFileSync(join(folder, 'assertion.jwt'), assertion);
    const token = { accessToken: 'e30.e30.lab', expires_on: 4102444800, expiresOn: '2100-01-01 00:00:00.000000' };
    writeFileSync(join(folder, 'az'), `#!/bin/sh\necho '${JSON.stringify({ ...token, tokenType: 'Bearer' })}'\n`);
    chmodSync(join(folder, 'az'), 0o755);
    for (const namespace of [client, world]) ip('netns', 'add', namespace);
    ip('link', 'add', 'lab0', 'netns', client, 'type', 'veth', 'peer', 'name', 'lab1', 'netns', world);
    for (const [namespace, link] of [
      [client, 'lab0'],
      [client, 'lo'],
      [world, 'lab1'],
      [world, 'lo'],
    ] as const) {
      ip('-n', namespace, 'link', 'set', link, 'up');
    }
    ip('-n', client, 'addr', 'add', '10.77.0.2/24', 'dev', 'lab0');
    ip('-n', world, 'addr', 'add', '10.77.0.1/24', 'dev', 'lab1');
    ip('-n', client, 'addr', 'add', 'fd77::2/64', 'dev', 'lab0', 'nodad');
    ip('-n', world, 'addr', 'add', 'fd77::1/64', 'dev', 'lab1', 'nodad');
    for (const last of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 53, 54, 70, 71, 80]) {
      ip('-n', world, 'addr', 'add', `20.190.0.${last}/32`, 'dev', 'lo');
      if (last < 12 || last === 53 || last === 80)
        ip('-n', world, 'addr', 'add', `2603:1030::${last}/128`, 'dev', 'lo', 'nodad');
    }
    // The world drops what it has no route for without a word; only a router that forwards says so.
    ip('-n', world, 'route', 'add', 'blackhole', 'default');
    ip('-n', world, '-6', 'route', 'add', 'blackhole', 'default');
    for (const [name, value] of [
      ['ipv4/ip_forward', 1],
      ['ipv6/conf/all/forwarding', 1],
      // Every packet that is refused is answered, not one each second.
      ['ipv4/icmp_ratelimit', 0],
      ['ipv6/icmp/ratelimit', 0],
    ]) {
      execFileSync('ip', ['netns', 'exec', world, 'sh', '-c', `echo ${value} > /proc/sys/net/${name}`]);
    }
  }

  function close(): void {
    for (const namespace of [client, world]) {
      try {
        ip('netns', 'del', namespace);
      } catch {
        // It was never made.
      }
    }
    rmSync(etc, { recursive: true, force: true });
  }

  /** Routes as the situation needs them; those of the situation before are replaced. */
  function lead({ route, six, acceptsAll, mtu }: Situation): void {
    const set = (namespace: string, ...rule: string[]) => ip('-n', namespace, ...rule);
    const unset = (namespace: string, ...rule: string[]) => {
      try {
        ip('-n', namespace, ...rule);
      } catch {
        // It is not there.
      }
    };
    unset(client, 'route', 'del', '20.190.0.2/32');
    unset(world, 'route', 'del', 'unreachable', '20.190.0.90/32');
    unset(world, '-6', 'route', 'del', 'unreachable', '2603:1030::99/128');
    unset(world, '-6', 'addr', 'del', '2603:1030::99/128', 'dev', 'lo');
    for (const range of ['20.190.0.91/32', '100.64.0.0/10', '192.0.2.0/24']) {
      unset(world, 'route', 'del', 'local', range, 'dev', 'lo');
    }
    // A veth drops what is larger than the MTU of its far end, unless the packet is still to be cut by the device: so
    // segments leave the server one by one.
    set(client, 'link', 'set', 'lab0', 'mtu', String(mtu ?? 1500));
    set(world, 'link', 'set', 'lab1', 'gso_max_segs', mtu === undefined ? '65535' : '1');
    const advertised = mtu === undefined ? [] : ['advmss', '1460'];
    set(client, 'route', 'replace', 'default', 'via', '10.77.0.1', ...advertised);
    if (route === 'no-default') {
      set(client, 'route', 'del', 'default');
      set(client, 'route', 'replace', '20.190.0.53/32', 'via', '10.77.0.1');
    } else unset(client, 'route', 'del', '20.190.0.53/32');
    if (route === 'prohibited') set(client, 'route', 'replace', 'prohibit', '20.190.0.2/32');
    if (route === 'unreachable') set(world, 'route', 'replace', 'unreachable', '20.190.0.90/32');
    if (acceptsAll === true) {
      for (const range of ['20.190.0.91/32', '100.64.0.0/10', '192.0.2.0/24']) {
        set(world, 'route', 'replace', 'local', range, 'dev', 'lo');
      }
    }
    if (six === 'no-route') unset(client, '-6', 'route', 'del', 'default');
    else if (mtu === undefined) {
      // A link that carries less than 1280 bytes loses its IPv6.
      set(client, 'addr', 'replace', 'fd77::2/64', 'dev', 'lab0', 'nodad');
      set(client, '-6', 'route', 'replace', 'default', 'via', 'fd77::1');
    }
    if (six === 'unreachable') set(world, '-6', 'route', 'replace', 'unreachable', '2603:1030::99/128');
    if (six === 'refused') set(world, '-6', 'addr', 'replace', '2603:1030::99/128', 'dev', 'lo', 'nodad');
  }

  function configure({ hosts = '', resolvers = ['20.190.0.53'], nsswitch, trust }: Situation): void {
    writeFileSync(`${etc}/resolv.conf`, resolvers.map((address) => `nameserver ${address}\n`).join(''));
    writeFileSync(`${etc}/hosts`, `127.0.0.1 localhost\n${hosts}\n`);
    writeFileSync(`${etc}/nsswitch.conf`, `${nsswitch ?? 'hosts: files dns'}\n`);
    rmSync(`${etc}/ssl`, { recursive: true, force: true });
    if (trust === 'system-store') {
      mkdirSync(`${etc}/ssl/certs`, { recursive: true });
      writeFileSync(`${etc}/ssl/certs/ca-certificates.crt`, '');
      execFileSync('cp', [ca, `${etc}/ssl/certs/ca-certificates.crt`]);
    }
  }

  let prepared: PreparedRuns | null = null;

  async function run(situation: Situation): Promise<Ran> {
    const { id, command = 'connectivity', trust = 'ca-file', args = [], environment = {} } = situation;
    lead(situation);
    if (command.startsWith('repair-') && situation.emulates !== undefined)
      prepared ??= await prepareRuns(root, folder, situation.emulates);
    const far = spawn('ip', ['netns', 'exec', world, process.execPath, program, id, folder, root], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      const target = JSON.parse(String(await new Promise((resolve) => far.stdout.once('data', resolve))));
      const line = { ...commands, ...emulatedCommands }[command].map((word) =>
        word
          .replace(labClouds.public.organization, labClouds[situation.cloud ?? 'public'].organization)
          .replace(/\{(\w+)\}/, (_, name: string) => target[name] ?? ''),
      );
      prepared?.restore(command);
      configure(situation);
      const trusting = trust === 'ca-file' ? ['--ca-file', ca] : [];
      const started = performance.now();
      const argv = [
        process.execPath,
        `${process.env.NETLAB_APP ?? root}bin/run.js`,
        ...line,
        '--json',
        ...trusting,
        ...args,
      ];
      // A user signs in at a terminal.
      const onTerminal = ['script', '-qec', argv.join(' '), '/dev/null'];
      const near = spawn(
        'ip',
        ['netns', 'exec', client, ...(command === 'doctor-device' || command === 'doctor-browser' ? onTerminal : argv)],
        {
          cwd: folder,
          env: {
            PATH: `${folder}:${process.env.PATH}`,
            HOME: folder,
            PPMI_CLIENT_SECRET: target.clientSecret ?? 'client-secret-of-the-lab',
            ...(trust === 'extra-ca' ? { NODE_EXTRA_CA_CERTS: ca } : {}),
            ...environment,
          },
          stdio: ['ignore', 'pipe', 'pipe'],
        },
      );
      const text = await outputOf(near);
      const code = near.exitCode;
      if (process.env.NETLAB_SHOW !== undefined) console.log(text.all);
      return {
        ...reading(text.stdout),
        code,
        seconds: (performance.now() - started) / 1000,
        secret: /wrong-secret|secret-of-the-lab/.test(text.all),
      };
    } finally {
      far.kill('SIGTERM');
    }
  }

  return { open, close, run };
}

async function outputOf(child: ChildProcess): Promise<{ readonly stdout: string; readonly all: string }> {
  let stdout = '';
  let all = '';
  child.stdout?.on('data', (part) => {
    stdout += part;
    all += part;
  });
  child.stderr?.on('data', (part) => {
    all += part;
  });
  await new Promise((resolve) => child.on('close', resolve));
  return { stdout, all };
}
