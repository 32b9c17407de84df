/** From flags to sources: which environment, which cloud, signed in how. Used by every command that reads a chain. */
import { type CloudId, cloud } from '../domain/cloud.ts';
import { PpmiError } from '../domain/errors.ts';
import { parseGuid } from '../domain/guid.ts';
import type { ComponentType } from '../domain/trust.ts';
import { createArm } from '../sources/arm.ts';
import { createServiceClient } from '../sources/client.ts';
import { createDataverse, dataverseHeaders } from '../sources/dataverse.ts';
import { environmentUrlById } from '../sources/discovery.ts';
import { createGraph } from '../sources/graph.ts';
import type { Sources } from '../sources/sources.ts';
import { cloudOf, originOf } from './environment-url.ts';
import { openCredential, type SignInFlags } from './sign-in.ts';
import { openWire, type Wire, type WireFlags } from './wire.ts';

export interface SessionFlags extends WireFlags, SignInFlags {
  readonly environment?: string | undefined;
  readonly component?: string | undefined;
  readonly 'component-type'?: ComponentType | undefined;
  readonly 'application-id'?: string | undefined;
  readonly cloud?: CloudId | undefined;
}

export interface Session {
  readonly wire: Wire;
  readonly environmentUrl: string;
  /** A new set of sources: nothing that an earlier set has read is remembered. */
  sources(): Sources;
  close(): Promise<void>;
}

export async function openSession(flags: SessionFlags, prompt: (text: string) => void): Promise<Session> {
  const wire = await openWire(flags);
  try {
    return await connect(flags, wire, prompt);
  } catch (error) {
    await wire.close();
    throw error;
  }
}

async function connect(flags: SessionFlags, wire: Wire, prompt: (text: string) => void): Promise<Session> {
  const world = wire.emulator?.world;
  const asked = flags.environment ?? world?.environments[0]?.url;
  if (asked === undefined) {
    const detail = 'which environment? Give --environment URL, or --emulate SCENARIO to try ppmi out';
    throw new PpmiError('usage', { detail });
  }
  const isId = parseGuid(asked.replace(/^Default-/i, '')) !== null;
  const origin = isId ? null : originOf(asked);
  const known = origin === null ? (flags.cloud ?? world?.cloud ?? 'public') : cloudOf(origin);
  const credential = await openCredential(flags, { wire, cloud: known, environment: origin, prompt });

  const client = (system: keyof typeof services, at: string, audience = at) =>
    createServiceClient({
      http: wire.http,
      system,
      token: () => credential.getToken({ scope: `${audience}/.default`, origin: at }),
      ...services[system],
    });
  const discovery = `https://${cloud(known).globalDiscoveryHost.value}`;
  const url = origin ?? (await environmentUrlById(client('dataverse', discovery), discovery, asked));
  const graph = `https://${cloud(known).graphHost.value}`;
  const arm = `https://${cloud(known).armHost.value}`;

  return {
    wire,
    environmentUrl: url,
    sources: () => ({
      dataverse: createDataverse(client('dataverse', url), url),
      graph: createGraph(client('graph', graph), `${graph}/v1.0`),
      // Resource Manager's own audience where the table has one: its slash at the end stays, so two follow (documented).
      arm: createArm(client('arm', arm, cloud(known).armAudience.value ?? arm), arm),
      target: {
        component: flags.component ?? world?.environments[0]?.components[0]?.id ?? null,
        type: flags['component-type'] ?? null,
      },
      assumedApplicationId: flags['application-id'] ?? null,
    }),
    close: () => wire.close(),
  };
}

const services = {
  dataverse: {
    headers: dataverseHeaders,
    refused: {
      permission: 'membership of the environment with a role that may read this (System Customizer has it)',
      who: 'an administrator of the environment',
    },
  },
  arm: {
    headers: {},
    refused: {
      permission: 'Reader on the user-assigned managed identity (Azure)',
      who: 'an Owner or User Access Administrator of its resource group',
    },
  },
  graph: {
    headers: {},
    refused: {
      permission: 'Application.Read.All (Microsoft Graph)',
      who: 'a Global Administrator or Privileged Role Administrator of the tenant',
    },
  },
};
