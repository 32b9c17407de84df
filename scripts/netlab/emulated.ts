/** The services as the emulator plays them, behind the addresses of the laboratory: for commands that go on after the sign-in. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import * as net from 'node:net';
import { join } from 'node:path';

/** What a command needs to know of the emulated environment. */
export interface EmulatedTarget {
  readonly environmentUrl: string;
  readonly environmentId: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly componentId: string;
  readonly applicationId: string;
}

export interface EmulatedServices {
  readonly target: EmulatedTarget;
  /** Of its CA. */
  readonly pem: string;
  /** Hands the connection of a host over to the emulator. */
  serverOf(host: string): net.Server;
}

export async function startEmulated(root: string, folder: string, scenario: string): Promise<EmulatedServices> {
  const ca = join(folder, `emulator-ca-${process.pid}.pem`);
  const child = spawn(
    process.execPath,
    [join(root, 'bin/run.js'), 'emulator', 'start', '--scenario', scenario, '--json', '--ca-out', ca],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  process.on('SIGTERM', () => {
    child.kill();
    process.exit(0);
  });
  let line = '';
  for await (const part of child.stdout) {
    line += part;
    if (line.includes('\n')) break;
  }
  const { proxy, operator, ...rest } = JSON.parse(line);
  const { port } = new URL(proxy);
  const target = {
    ...rest,
    clientId: operator.clientId,
    clientSecret: readFileSync(operator.clientSecretFile, 'utf8').trim(),
  } as EmulatedTarget;
  return {
    target,
    pem: readFileSync(ca, 'utf8'),
    serverOf: (host) =>
      net.createServer((client) => {
        client.pause().on('error', () => undefined);
        const far = net.connect(Number(port), '127.0.0.1', () =>
          far.write(`CONNECT ${host}:443 HTTP/1.1\r\nHost: ${host}:443\r\n\r\n`),
        );
        far.on('error', () => client.destroy());
        client.on('close', () => far.destroy());
        far.once('data', () => far.pipe(client).pipe(far));
      }),
  };
}
