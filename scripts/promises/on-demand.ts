/** Calls what puts regular expressions together only when it is called, so that each of them is seen once. */
import type { Config } from '@oclif/core/interfaces';
import { nameCommands } from '../../src/cli/host.ts';
import { cloudOfOrganizationHost } from '../../src/domain/cloud/cloud.ts';
import { extractClaims } from '../../src/domain/entra-errors/decode/extract-claims.ts';
import { findSignInContext } from '../../src/domain/entra-errors/decode/sign-in-context.ts';
import { remarksOf } from '../../src/domain/entra-errors/remarks.ts';
import { createRedactor } from '../../src/domain/redact.ts';
import { byRole } from '../../src/domain/resource/resource-refusal.ts';
import { malformedSegments } from '../../src/domain/trust/subject/malformed.ts';
import { parseSubject } from '../../src/domain/trust/subject/parse.ts';
import { readSystemProxy } from '../../src/net/system-proxy.ts';
import { isCloudHost } from '../../src/net/token-rules.ts';
import { changeOf } from '../../src/repair/change.ts';
import { textReaders } from './inputs.ts';

const guid = '11111111-1111-4111-8111-111111111111';

const texts = [
  'getaddrinfo ENOTFOUND login.microsoftonline.com',
  "AADSTS700213: No matching federated identity record found for presented assertion subject 'a'. Trace ID: b",
];

export async function makeOnDemand(): Promise<void> {
  for (const read of textReaders) for (const text of texts) await quietly(() => read(text));
  const host = { pjson: { name: 'host' }, commandIDs: ['ppmi:doctor'], bin: 'host', topicSeparator: ' ' };
  nameCommands('ppmi doctor', host as unknown as Config);
  cloudOfOrganizationHost('contoso.example');
  isCloudHost('contoso.example');
  extractClaims(700213, 'AADSTS700213: No matching record found for presented assertion subject /a/b. Trace ID: c');
  findSignInContext('Federated token details:\n issuer - a\n subject claim - b\n');
  remarksOf({ code: 700024, message: 'Current time: a', clientId: null, tenant: null });
  createRedactor().register('password');
  byRole('Caller is not authorized to perform action on resource');
  malformedSegments(parseSubject(`/eid1/c/pub/t/a/a/b/n/plugin/e/${guid}/h/zz`));
  malformedSegments(parseSubject(`/eid1/c/pub/t/a/a/b/n/plugin/e/${guid}/i/zz/s/zz`));
  await readSystemProxy({ platform: 'win32', run: async () => 'ProxyEnable REG_DWORD 0x1' });
  await readSystemProxy({ platform: 'darwin', run: async () => 'HTTPSEnable : 1' });
  const url = 'https://graph.microsoft.com/v1.0/servicePrincipals';
  changeOf({ request: { method: 'POST', system: 'graph', url, body: { appId: guid } }, undo: null });
}

async function quietly(work: () => unknown): Promise<void> {
  try {
    await work();
  } catch {
    // An error of ppmi: nothing was decoded.
  }
}
