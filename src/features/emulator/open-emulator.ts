/** Runs an emulator for other programs. The files for them exist while it runs. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PpmiError } from '../../domain/errors.ts';
import { type Emulator, type EmulatorOptions, type RequestLine, startEmulator } from '../../emulator/emulator.ts';
import type { Recorder } from '../../emulator/recorder.ts';
import type { World } from '../../emulator/world/model.ts';
import type { StartEmulatorFlags } from '../../flags/emulator.ts';
import type { EmulatorAccess } from '../../render/text/emulator.ts';
import { removeAbandoned, replaceFile, temporaryFolder } from '../../session/output-file.ts';
import { emulatedWorld, scenarioWorld } from '../../session/scenarios.ts';

export interface OpenEmulatorOptions extends StartEmulatorFlags {
  /** Receives one line per request, without secrets. */
  readonly onRequest: (line: string) => void;
}

export interface OpenEmulator {
  readonly title: string;
  readonly access: EmulatorAccess;
  close(): Promise<void>;
}

/** Followed by the ID of the process, so that a later run can tell that it was killed. */
const folderPrefix = 'ppmi-emulator-';

export async function openEmulator(options: OpenEmulatorOptions): Promise<OpenEmulator> {
  const built = options.scenario === undefined ? null : await scenarioWorld(options.scenario);
  const world = built?.world ?? (await emulatedWorld({ world: options.world }));
  if (world === null) throw new PpmiError('usage', { detail: 'Requires --scenario or --world' });
  const { createRecorder } = await import('../../emulator/recorder.ts');
  const recorder = options.record === undefined ? null : createRecorder();
  // Fail now on a file that cannot be written, not after an hour of recording.
  if (recorder !== null) writeRecord(options, recorder);
  const emulator = await start(world, {
    ...(options.port !== undefined && { port: options.port }),
    onRequest: (line) => options.onRequest(requestText(line)),
    ...(recorder !== null && { onTraffic: recorder.record }),
  });
  // Only this user can enter the folder, so the secret is safe on file systems without file modes too.
  removeAbandoned(folderPrefix);
  const folder = temporaryFolder(`${folderPrefix}${process.pid}-`);
  const close = async () => {
    await emulator.close();
    if (recorder !== null) writeRecord(options, recorder);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const caFile = options['ca-out'] ?? join(folder, 'ca.pem');
    const clientSecretFile = join(folder, 'client-secret');
    replaceFile(caFile, emulator.caPem, 0o644);
    replaceFile(clientSecretFile, world.operator.clientSecret, 0o600);
    const { tenantId, clientId } = world.operator;
    const access = {
      proxy: emulator.proxyUrl,
      caFile,
      ...firstOf(world),
      // The correct application, also in a scenario whose record names another one.
      ...(built !== null && { applicationId: built.applicationId }),
      operator: { tenantId, clientId, clientSecretFile },
    };
    return { title: world.title, access, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Everything in a world file is optional but an environment. */
function firstOf({ environments: [environment], operator }: World) {
  const [component] = environment?.components ?? [];
  const record = environment?.managedIdentities.find(({ id }) => id === component?.managedIdentityId);
  return {
    tenantId: environment?.tenantId ?? operator.tenantId,
    applicationId: (record ?? environment?.managedIdentities[0])?.applicationId ?? null,
    environmentUrl: environment?.url ?? null,
    environmentId: environment?.id ?? null,
    componentId: component?.id ?? null,
  };
}

/** `POST login.microsoftonline.com/…/oauth2/v2.0/token 400 AADSTS700213 3 ms` */
function requestText({ method, host, path, status, error, ms }: RequestLine): string {
  const result = status === 0 ? 'cut' : [status, error].filter((part) => part !== null).join(' ');
  return `${method.padEnd(7)} ${host}${path} ${result} ${ms} ms`;
}

function writeRecord({ record = '' }: OpenEmulatorOptions, recorder: Recorder): void {
  replaceFile(record, recorder.archive(), 0o600);
}

async function start(world: World, options: EmulatorOptions): Promise<Emulator> {
  try {
    return await startEmulator(world, options);
  } catch (error) {
    if (codeOf(error) === 'EADDRINUSE')
      throw new PpmiError('port-in-use', { port: options.port ?? 0 }, { cause: error });
    if (codeOf(error) === 'EACCES')
      throw notAllowed(`--port ${options.port}: this system reserves the port for administrators`, error);
    throw error;
  }
}

function notAllowed(detail: string, cause: unknown): PpmiError {
  return new PpmiError('usage', { detail }, { cause });
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error ? String(error.code) : null;
}
