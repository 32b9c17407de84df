/** The environments that an account has access to, from global discovery and from the administrators' list. */
import { detailOf } from '../catalog/error-text.ts';
import { type CloudId, cloud } from '../domain/cloud/cloud.ts';
import type { EnvironmentList, EnvironmentRow, ListAnswer } from '../domain/environments.ts';
import { PpmiError } from '../domain/errors.ts';
import { readAdministered, readDiscovered } from '../sources/environments.ts';
import type { ServiceClients } from './service-clients.ts';

export interface Environments {
  readonly environments: readonly (EnvironmentRow & { readonly lists: readonly EnvironmentList[] })[];
  readonly answers: readonly ListAnswer[];
}

const permissions = {
  discovery: {
    permission: 'an interactive sign-in (device-code, browser, azure-cli)',
    who: 'the user of ppmi',
  },
  admin: {
    permission: 'the Power Platform Administrator role, or registration of the application as a management application',
    who: 'a Global Administrator or Power Platform Administrator of the tenant',
  },
} as const;

/** Reads both lists, because each is incomplete. */
export async function readEnvironments(access: ServiceClients, cloudId: CloudId): Promise<Environments> {
  const found = new Map<string, Environments['environments'][number]>();
  const [discovered, administered] = await Promise.all([
    asking('discovery', () => discovery(access, cloudId)),
    asking('admin', () => admin(access, cloudId)),
  ]);
  // A sign-in or a network that failed for both lists failed as a whole. For one list alone, the other is a result.
  if (isOfBoth(discovered.error) && isOfBoth(administered.error)) throw discovered.error;
  for (const { answer, rows } of [discovered, administered]) {
    for (const row of rows) {
      const key = row.environmentId.toLowerCase();
      const known = found.get(key);
      const type = known?.type ?? row.type;
      found.set(key, { ...row, ...known, type, lists: [...(known?.lists ?? []), answer.list] });
    }
  }
  const environments = [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return { environments, answers: [discovered.answer, administered.answer] };
}

const isOfBoth = (error: PpmiError | null): error is PpmiError =>
  error !== null && (error.id === 'sign-in-failed' || error.finding !== null);

/**
 * The URL of the environment with this id.
 * @throws PpmiError `usage` if no list contains it; names a list that could not be read. A fault of the network as it came
 */
export async function urlOfEnvironment(access: ServiceClients, cloudId: CloudId, id: string): Promise<string> {
  let failed: PpmiError | null = null;
  for (const [list, read] of [
    ['discovery', discovery],
    ['admin', admin],
  ] as const) {
    const { answer, rows, error } = await asking(list, () => read(access, cloudId));
    if (error?.finding != null) failed = error;
    // Every list needs the sign-in: the other one would wait for the same.
    if (failed !== null && failed.args.host === cloud(cloudId).loginHost.value) throw failed;
    const url = rows.find(({ environmentId }) => environmentId.toLowerCase() === id.toLowerCase())?.url ?? null;
    if (url !== null) return url;
    // What the network hides may be there.
    if (list === 'admin' && failed !== null) throw failed;
    if (list === 'admin') {
      const reason = answer.permission === null ? answer.detail : `requires ${answer.permission}`;
      const why = answer.ok ? '' : `, and the administrators' list could not be read (${reason})`;
      const detail = `--environment ${id}: no environment with this ID found${why}; use its URL instead`;
      throw new PpmiError('usage', { detail });
    }
  }
  throw new PpmiError('bug', { detail: 'neither list was read' });
}

async function discovery({ client }: ServiceClients, cloudId: CloudId): Promise<readonly EnvironmentRow[]> {
  const base = `https://${required(cloud(cloudId).globalDiscoveryHost.value, cloudId, 'global discovery')}`;
  return readDiscovered(client('discovery', base).wanting(permissions.discovery), base);
}

/** The scope of the documentation has one slash, though the audience of the table ends in one. */
async function admin({ client }: ServiceClients, cloudId: CloudId): Promise<readonly EnvironmentRow[]> {
  const { bapHost, bapAudience } = cloud(cloudId);
  const base = `https://${required(bapHost.value, cloudId, "the administrators' list")}`;
  const audience = (bapAudience.value ?? base).replace(/\/$/, '');
  return readAdministered(client('admin list', base, audience).wanting(permissions.admin), base);
}

function required(host: string | null, cloudId: CloudId, what: string): string {
  if (host !== null) return host;
  throw new PpmiError('refused', { detail: `the host of ${what} in the cloud ${cloudId} is not known` });
}

interface ListReading {
  readonly answer: ListAnswer;
  readonly rows: readonly EnvironmentRow[];
  /** Why it was not read. */
  readonly error: PpmiError | null;
}

/** A list that could not be read is a result. A missing sign-in is an error. */
async function asking(list: EnvironmentList, read: () => Promise<readonly EnvironmentRow[]>): Promise<ListReading> {
  const unasked = { list, permission: null, grantedBy: null, detail: null };
  try {
    return { answer: { ...unasked, ok: true }, rows: await read(), error: null };
  } catch (error) {
    if (!(error instanceof PpmiError) || ['bug', 'sign-in-missing', 'terminal-needed'].includes(error.id)) throw error;
    // An unknown host is not a missing permission.
    const refused = error.id === 'refused' && error.args.permission !== undefined ? permissions[list] : null;
    const detail = detailOf(error);
    return {
      answer: {
        ...unasked,
        ok: false,
        permission: refused?.permission ?? null,
        grantedBy: refused?.who ?? null,
        detail,
      },
      rows: [],
      error,
    };
  }
}
