/** The other environments of a run, whose components may rely on the same application. */
import type { CloudId } from '../domain/cloud/cloud-id.ts';
import { PpmiError } from '../domain/errors.ts';
import { reasonOf } from '../domain/unread.ts';
import type { EnvironmentListing, EnvironmentsSource } from '../sources/sources.ts';
import { readEnvironments } from './environments.ts';
import type { ServiceClients } from './service-clients.ts';

type Row = EnvironmentListing['rows'][number];

export interface Run {
  readonly cloudId: CloudId;
  /** The environment that is diagnosed. */
  readonly own: string;
  /** Environments that the user named, which no list has to contain. */
  readonly named?: readonly string[];
}

/** Reads the lists once, and only if a judgement needs them. */
export function otherEnvironments(clients: ServiceClients, { cloudId, own, named = [] }: Run): EnvironmentsSource {
  let listing: Promise<EnvironmentListing> | null = null;
  async function read(): Promise<EnvironmentListing> {
    const { rows, complete } = await listedEnvironments(clients, cloudId);
    const listed = rows.filter(({ url }) => url !== own);
    const more = named.filter((url) => url !== own && !listed.some((row) => row.url === url));
    return { rows: [...listed, ...(await Promise.all(more.map((url) => rowOf(clients, url)))).flat()], complete };
  }
  return {
    list: () => {
      listing ??= read();
      return listing;
    },
    open: (url) => clients.shared(url).dataverse,
  };
}

/**
 * Other environments only sharpen a judgement: a list without a host or a sign-in tells none, and ends no run. Only the
 * administrators' list contains every environment of the tenant.
 */
async function listedEnvironments(clients: ServiceClients, cloudId: CloudId): Promise<EnvironmentListing> {
  try {
    const { environments, answers } = await readEnvironments(clients, cloudId);
    return {
      rows: environments.flatMap(({ environmentId, url }) => (url === null ? [] : [{ environmentId, url }])),
      complete: answers.some(({ list, ok }) => list === 'admin' && ok),
    };
  } catch (error) {
    if (error instanceof PpmiError && error.id !== 'bug') return { rows: [], complete: false };
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
