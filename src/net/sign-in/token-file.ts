/** Tokens that another program acquired. Each is used only for the audience that it names. */
import { decodeJwt } from 'jose';
import { PpmiError } from '../../domain/errors.ts';
import { trimEnd } from '../../domain/trim-end.ts';
import type { Acquire } from './method.ts';

/** Audiences that a token may name by application id instead (services §7.1, §7.2; documented for Graph, else observed). */
const origins: Readonly<Record<string, readonly string[]>> = {
  '00000003-0000-0000-c000-000000000000': [
    'https://graph.microsoft.com',
    'https://graph.microsoft.us',
    'https://dod-graph.microsoft.us',
    'https://microsoftgraph.chinacloudapi.cn',
  ],
  '797f4846-ba00-4fd7-ba43-dac1f8f63013': ['https://management.core.windows.net', 'https://management.azure.com'],
};

/** The two names of Resource Manager's audience in the public cloud (documented). */
const sameAudience = ['https://management.core.windows.net', 'https://management.azure.com'];

export function acquireFromTokens(tokens: readonly string[], now = Date.now): Acquire {
  const read = tokens.map((token) => ({ token, claims: claimsOf(token) }));
  return async (scope) => {
    const resource = bare(scope.replace(/\/\.default$/, ''));
    const found = read.filter(({ claims }) => audiencesOf(claims).some((audience) => isSame(audience, resource)));
    const [newest] = found.sort((a, b) => (b.claims.exp ?? 0) - (a.claims.exp ?? 0));
    if (newest === undefined) {
      const theirs = read.flatMap(({ claims }) => audiencesOf(claims)).join(', ');
      throw new PpmiError('sign-in-missing', {
        detail: `--sign-in-token-file has no token for ${resource}; its tokens are for ${theirs === '' ? 'nothing that is named' : theirs}`,
      });
    }
    const expiresOn = newest.claims.exp === null ? null : new Date(newest.claims.exp * 1000);
    if (expiresOn !== null && expiresOn.getTime() <= now()) {
      const detail = `the token for ${resource} in --sign-in-token-file ended at ${expiresOn.toISOString()}`;
      throw new PpmiError('sign-in-failed', { detail });
    }
    return { accessToken: newest.token, expiresOn };
  };
}

/** The two claims that are read; anything may stand in a file. */
interface Claims {
  readonly aud: readonly string[];
  /** Seconds since 1970, within what a date can hold; null: none. */
  readonly exp: number | null;
}

function claimsOf(token: string): Claims {
  try {
    const { aud, exp }: { aud?: unknown; exp?: unknown } = decodeJwt(token);
    return {
      aud: (Array.isArray(aud) ? aud : [aud]).filter((each) => typeof each === 'string'),
      exp: typeof exp === 'number' && Math.abs(exp) <= 8.64e12 ? exp : null,
    };
  } catch {
    throw new PpmiError('sign-in-missing', {
      detail: '--sign-in-token-file holds a line that is no access token (JWT)',
    });
  }
}

function audiencesOf({ aud }: Claims): readonly string[] {
  return aud.flatMap((audience) => (Object.hasOwn(origins, audience) ? (origins[audience] ?? []) : [bare(audience)]));
}

/** Services accept their audience with and without slashes at the end (documented for Resource Manager and Dataverse). */
function bare(audience: string): string {
  return trimEnd(audience, '/').toLowerCase();
}

function isSame(audience: string, resource: string): boolean {
  return audience === resource || (sameAudience.includes(audience) && sameAudience.includes(resource));
}
