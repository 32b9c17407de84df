/** Hosts that the user names: what the plug-in calls (`--resource`), any other (`--endpoint`), pac and the portals (`--pac`). */

import { isIP } from 'node:net';
import type { Cloud, CloudId, CloudValue } from '../../domain/cloud/cloud.ts';
import { PpmiError } from '../../domain/errors.ts';
import { quoted } from '../../domain/harmless-text.ts';
import { type Endpoint, endpoint } from './endpoint.ts';

/** What a plug-in calls: web APIs, queues of Service Bus and Event Hubs, databases by their address. */
const known = new Set(['https:', 'http:', 'sb:', 'amqps:', 'tcp:']);

export function resourceEndpoint(text: string, hosts: Cloud): Endpoint {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || url.hostname === '') {
    throw new PpmiError('usage', {
      detail: `--resource requires a URL such as https://contoso.vault.azure.net, got ${quoted(text)}`,
    });
  }
  if (!known.has(url.protocol)) {
    const schemes = [...known].map((scheme) => `${scheme}//`).join(', ');
    throw new PpmiError('usage', {
      detail: `--resource requires one of ${schemes}, got ${quoted(`${url.protocol}//`)}`,
    });
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const under = ({ value }: CloudValue) => value !== null && host.endsWith(`.${value}`);
  const named = { need: 'if-used', confidence: 'given', privateExpected: true } as const;
  if (under(hosts.keyVaultSuffix)) {
    const why = 'the vault that the plug-in reads';
    return endpoint(host, { ...named, purpose: 'key-vault', why, path: '/secrets?api-version=7.4' });
  }
  if (under(hosts.storageSuffix)) {
    const why = 'the storage account that the plug-in uses';
    return endpoint(host, { ...named, purpose: 'storage', why, path: '/?comp=list' });
  }
  if (under(hosts.sqlSuffix)) {
    const why = 'the database that the plug-in uses; a connection alone proves little';
    return endpoint(host, { ...named, port: 1433, speaks: 'tcp', purpose: 'tcp-only', why, path: '' });
  }
  const port = Number(url.port) || (url.protocol === 'http:' ? 80 : 443);
  const why = 'the resource that the plug-in calls';
  if (url.protocol === 'http:' || url.protocol === 'https:') {
    const speaks = url.protocol === 'http:' ? 'http' : 'https';
    return endpoint(host, { ...named, port, speaks, purpose: 'https', why, path: `${url.pathname}${url.search}` });
  }
  // Service Bus and Event Hubs: AMQP over TLS on 5671 (documented), of which TCP is all that is judged.
  const other = Number(url.port) || (/^(sb|amqps):$/.test(url.protocol) ? 5671 : 443);
  return endpoint(host, { ...named, port: other, speaks: 'tcp', purpose: 'tcp-only', why, path: '' });
}

/** `host`, `host:port`, `[v6]:port`. On 443 and 80 the protocol is known; elsewhere a connection is all. */
export function extraEndpoint(text: string): Endpoint {
  const parts =
    /^(?:\[(?<v6>[^\]]+)\]|(?<name>[A-Za-z0-9_][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*\.?))(?::(?<port>\d{1,5}))?$/.exec(
      text.trim(),
    )?.groups;
  const host = parts?.v6 ?? parts?.name ?? '';
  const port = parts?.port === undefined ? 443 : Number(parts.port);
  if (host === '' || (parts?.v6 !== undefined && isIP(host) !== 6) || port < 1 || port > 65_535) {
    throw new PpmiError('usage', { detail: `--endpoint requires HOST or HOST:PORT, got ${quoted(text)}` });
  }
  const speaks = port === 443 ? 'https' : port === 80 ? 'http' : 'tcp';
  const purpose = speaks === 'tcp' ? 'tcp-only' : 'https';
  const named = { need: 'if-used', confidence: 'given', privateExpected: true } as const;
  return endpoint(host, { ...named, port, speaks, purpose, why: 'named with --endpoint', path: '/' });
}

/** Seen in published provider code (observed); of the other clouds none is known. */
const adminApiHosts: Partial<Readonly<Record<CloudId, string>>> = {
  dod: 'api.admin.appsplatform.us',
  china: 'api.ppac.partner.microsoftonline.cn',
  usnat: 'api.admin.powerplatform.eaglex.ic.gov',
  ussec: 'api.admin.powerplatform.microsoft.scloud',
};

/** Domains from which the portals load, and which no single host stands for. */
export const portalDomains = ['*.cloud.microsoft', '*.static.microsoft', '*.usercontent.microsoft'];

export function pacEndpoints(id: CloudId, hosts: Cloud): readonly Endpoint[] {
  const adminApi = adminApiHosts[id];
  const row = (value: CloudValue, why: string): readonly Endpoint[] =>
    value.value === null
      ? []
      : [endpoint(value.value, { need: 'if-used', purpose: 'https', why, confidence: value.confidence, path: '/' })];
  return [
    ...row(hosts.powerAppsApiHost, 'pac: solutions and connectors'),
    ...row(hosts.makerPortalHost, 'the maker portal'),
    ...row(hosts.adminCenterHost, 'the Power Platform admin center'),
    ...row(hosts.azurePortalHost, 'the Azure portal'),
    // A name that was only seen must not fail a run.
    ...(adminApi === undefined
      ? []
      : [
          endpoint(adminApi, {
            need: 'should',
            purpose: 'https',
            why: 'pac: administration of environments',
            confidence: 'observed',
            path: '/',
          }),
        ]),
    ...signInPages.map((host) =>
      endpoint(host, {
        need: 'if-used',
        purpose: 'https',
        why: 'pages of an interactive sign-in',
        confidence: 'documented',
        path: '/',
      }),
    ),
  ];
}

/** Microsoft 365 endpoint sets (documented); a device code avoids them on the machine that runs ppmi. */
const signInPages = [
  'login.live.com',
  'secure.aadcdn.microsoftonline-p.com',
  'aadcdn.msauth.net',
  'aadcdn.msftauth.net',
];
