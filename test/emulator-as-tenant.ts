/** The built command against `emulator start`, which it takes for a real tenant: own process, journal, sign-in. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { ProxyAgent, request } from 'undici';
import { type Ran, runPpmi } from './run-ppmi.ts';

const bin = fileURLToPath(new URL('../bin/run.js', import.meta.url));

interface Access {
  readonly proxy: string;
  readonly caFile: string;
  readonly tenantId: string;
  readonly applicationId: string;
  readonly environmentUrl: string;
  readonly environmentId: string;
  readonly componentId: string;
  readonly operator: { readonly tenantId: string; readonly clientId: string; readonly clientSecretFile: string };
}

export interface EmulatedTenant {
  readonly access: Access;
  /** For files of the test; removed at the end. */
  readonly folder: string;
  /** Runs ppmi signed in as the operator; `--environment` and `--component` are added where the line names neither. */
  ppmi(line: readonly string[], options?: { readonly target?: 'component' | 'environment' | 'none' }): Promise<Ran>;
  world(): Promise<unknown>;
  /** Runs the plug-in of a component; the default one without an id. */
  runs(componentId?: string): Promise<boolean>;
  close(): Promise<void>;
}

export async function startEmulatedTenant(scenario: string): Promise<EmulatedTenant> {
  const env = { PATH: process.env.PATH, HOME: '/nonexistent' };
  const child = spawn(process.execPath, [bin, 'emulator', 'start', '--scenario', scenario, '--json'], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const access: Access = JSON.parse(await firstLine(child));
  const folder = mkdtempSync(join(tmpdir(), 'ppmi-tenant-'));
  const dispatcher = new ProxyAgent({ uri: access.proxy, requestTls: { ca: readFileSync(access.caFile, 'utf8') } });
  async function control(method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown> {
    const url = `https://emulator.ppmi.internal/${path}`;
    const answer = await request(url, {
      dispatcher,
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return answer.body.json();
  }
  return {
    access,
    folder,
    ppmi(line, { target = 'component' } = {}) {
      const { operator, environmentUrl, componentId, caFile, proxy } = access;
      const at = target === 'none' ? [] : ['--environment', environmentUrl];
      const component = target === 'component' ? ['--component', componentId] : [];
      const signIn = ['--sign-in', 'client-secret', '--sign-in-client-id', operator.clientId];
      return runPpmi([...line, ...at, ...component, ...signIn, '--sign-in-tenant', operator.tenantId], {
        env: {
          HTTPS_PROXY: proxy,
          PPMI_CA_FILE: caFile,
          PPMI_CLIENT_SECRET_FILE: operator.clientSecretFile,
          PPMI_STATE_DIR: join(folder, 'state'),
        },
      });
    },
    world: () => control('GET', 'world'),
    async runs(componentId = access.componentId) {
      const answer = (await control('POST', 'run', { environmentId: access.environmentId, componentId })) as {
        ok?: boolean;
      };
      return answer.ok === true;
    },
    async close() {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
      await dispatcher.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function firstLine({ stdout }: ChildProcessByStdio<null, Readable, null>): Promise<string> {
  for await (const line of createInterface({ input: stdout })) return line;
  throw new Error('the emulator did not start');
}
