/** An emulator for other programs: what they need to reach it, in files that live as long as it does. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PpmiError } from '../domain/errors.ts';
import { type Emulator, type EmulatorOptions, startEmulator } from '../emulator/emulator.ts';
import type { World } from '../emulator/world.ts';
import type { EmulatorAccess } from '../render/emulator-text.ts';
import { scenarioWorld } from './scenarios.ts';

export interface OpenEmulatorOptions {
  readonly scenario: string;
  readonly port?: number | undefined;
  readonly 'ca-out'?: string | undefined;
  /** One line a request, nothing secret in it. */
  readonly onRequest: (line: string) => void;
}

export interface OpenEmulator {
  readonly title: string;
  readonly access: EmulatorAccess;
  close(): Promise<void>;
}

export async function openEmulator(options: OpenEmulatorOptions): Promise<OpenEmulator> {
  const { world, environmentUrl, environmentId, componentId, applicationId } = await scenarioWorld(options.scenario);
  const emulator = await start(world, {
    ...(options.port !== undefined && { port: options.port }),
    onRequest: ({ method, host, path, status, ms }) => options.onRequest(`${method} ${host}${path} ${status} ${ms} ms`),
  });
  // Only this user may enter the folder, so the secret is safe even where a file has no mode of its own.
  const folder = await mkdtemp(join(tmpdir(), 'ppmi-emulator-'));
  const close = async () => {
    await emulator.close();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const caFile = options['ca-out'] ?? join(folder, 'ca.pem');
    const clientSecretFile = join(folder, 'client-secret');
    await write(caFile, emulator.caPem, 0o644);
    await write(clientSecretFile, world.operator.clientSecret, 0o600);
    const { tenantId, clientId } = world.operator;
    const access = {
      proxy: emulator.proxyUrl,
      caFile,
      tenantId: environmentTenant(world, environmentId),
      applicationId,
      environmentUrl,
      environmentId,
      componentId,
      operator: { tenantId, clientId, clientSecretFile },
    };
    return { title: world.title, access, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function environmentTenant(world: World, environmentId: string): string {
  return world.environments.find(({ id }) => id === environmentId)?.tenantId ?? world.operator.tenantId;
}

async function start(world: World, options: EmulatorOptions): Promise<Emulator> {
  try {
    return await startEmulator(world, options);
  } catch (error) {
    if (codeOf(error) === 'EADDRINUSE')
      throw new PpmiError('port-in-use', { port: options.port ?? 0 }, { cause: error });
    if (codeOf(error) === 'EACCES')
      throw notAllowed(`--port ${options.port}: this system lets only administrators use it`, error);
    throw error;
  }
}

async function write(file: string, text: string, mode: number): Promise<void> {
  try {
    await writeFile(file, text, { mode });
  } catch (error) {
    throw notAllowed(`${file} cannot be written (${codeOf(error)})`, error);
  }
}

function notAllowed(detail: string, cause: unknown): PpmiError {
  return new PpmiError('usage', { detail }, { cause });
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error ? String(error.code) : null;
}
