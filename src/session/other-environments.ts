/** The other environments of a run, whose components may rely on the same application. */
import type { CloudId } from '../domain/cloud/cloud-id.ts';
import { PpmiError } from '../domain/errors.ts';
import { reasonOf } from '../domain/unread.ts';
import type { EnvironmentsSource } from '../sources/sources.ts';
import { readEnvironments } from './environments.ts';
import type { ServiceClients } from './service-clients.ts';

type Row = Awaited<ReturnType<EnvironmentsSource['list']>>[number];

export interface Run {
  readonly cloudId: CloudId;
  /** The environment that is diagnosed. */
  readonly own: string;
  /** Environments that the user named, which no list has to contain. */
  readonly named?: readonly string[];
}

/** Reads the lists once, and only if a judgement needs them. */
export function otherEnvironments(clients: ServiceClients, { cloudId, own, named = [] }: Run): EnvironmentsSource {
  let rows: Promise<readonly Row[]> | null = null;
  async function read(): Promise<readonly Row[]> {
    const listed = (await listedEnvironments(clients, cloudId)).filter(({ url }) => url !== own);
    const more = named.filter((url) => url !== own && !listed.some((row) => row.url === url));
    return [...listed, ...(await Promise.all(more.map((url) => rowOf(clients, url)))).flat()];
  }
  return {
    list: () => {
      rows ??= read();
      return rows;
    },
    open: (url) => clients.shared(url).dataverse,
  };
}

/** Other environments only sharpen a judgement: a list without a host or a sign-in tells none, and ends no run. */
async function listedEnvironments(clients: ServiceClients, cloudId: CloudId): Promise<readonly Row[]> {
  try {
    const { environments } = await readEnvironments(clients, cloudId);
    return environments.flatMap(({ environmentId, url }) => (url === null ? [] : [{ environmentId, url }]));
  } catch (error) {
    if (error instanceof PpmiError && error.id !== 'bug') return [];
    throw error;
  }
}

async function rowOf(clients: ServiceClients, url: string): Promise<readonly Row[]> {
  try {
    const { environmentId } = await clients.shared(url).dataverse.environment();
    return [{ environmentId, url }];
  } catch (error) {
    if (error instanceof PpmiError && reasonOf(error) !== null) return [];
    throw error;
  }
}
