/** `token exchange`. */

import { quoted } from '../../domain/harmless-text.ts';
import type { ExchangeJson } from '../json/exchange.ts';
import { type Style, wrap } from '../style.ts';
import { errorsText } from './errors.ts';
import { keyValues } from './key-values.ts';
import { emulatedBanner } from './report.ts';

/** The claims that identify the token's owner, audience and lifetime. */
const shown = ['aud', 'iss', 'tid', 'appid', 'azp', 'oid', 'idtyp', 'roles', 'xms_mirid', 'exp'];

export async function exchangeText(result: ExchangeJson, style: Style): Promise<string> {
  const banner = result.emulated ? [emulatedBanner(style), ''] : [];
  return [...banner, ...(result.succeeded ? success(result, style) : await failure(result, style))].join('\n');
}

function success({ claims, expiresOn }: ExchangeJson, style: Style): string[] {
  const known = shown.filter((name) => claims?.[name] !== undefined && name !== 'exp');
  const rows = known.map((name) => [name, plain(claims?.[name])] as const);
  return [
    `${style.good(style.marks.passed)} The exchange succeeded. Claims of the token (the token itself is not shown):`,
    keyValues([...rows, ['expires', expiresOn]], style),
  ];
}

async function failure({ error, message }: ExchangeJson, style: Style): Promise<string[]> {
  const head = `${style.bad(style.marks.error)} The exchange failed.`;
  if (error === null)
    return [head, ...wrap(message === null ? 'Entra returned no reason.' : quoted(message), style.width, '  ')];
  return [head, '', await errorsText({ emulated: false, errors: [error], grouped: false, platform: [] }, style)];
}

function plain(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') : String(value);
}
