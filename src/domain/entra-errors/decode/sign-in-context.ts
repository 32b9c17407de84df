/**
 * Values about the same request that a tool prints around an error: the `Federated token details:` block of azure/login,
 * the echoed inputs of an action, and the URL of the token endpoint. They only fill gaps of the message.
 */
import type { PresentedTrust } from '../../trust/trust.ts';
import type { ExtractedClaims } from './extract-claims.ts';
import { isMask } from './parse-scalars.ts';

/** A value and its offset. */
export interface ContextValue {
  readonly start: number;
  /** True for token details, which always describe an assertion. */
  readonly assertion: boolean;
  readonly presented: PresentedTrust;
  readonly clientId: string | null;
  readonly tenant: string | null;
}

const nothing = { issuer: null, subject: null, audience: null };

/** In text order. */
export function findSignInContext(text: string): readonly ContextValue[] {
  return [...loginDetails(text), ...actionInputs(text), ...tokenEndpoints(text)].sort((a, b) => a.start - b.start);
}

const heading = 'Federated token details:';
const longest = 4000;

function loginDetails(text: string): readonly ContextValue[] {
  const found: ContextValue[] = [];
  for (let at = text.indexOf(heading); at >= 0; at = text.indexOf(heading, at + heading.length)) {
    const from = at + heading.length;
    const block =
      text.slice(from, from + longest).split(/Federated token details:|AADSTS|Error:|Attempting /, 1)[0] ?? '';
    const read = (name: string): string | null => {
      const value = new RegExp(
        `(?:^|\\s)${name} - ([^\\n]{1,1000}?)(?=\\s{1,20}(?:issuer|subject claim|audience|job_workflow_ref) - |\\s*\\n|\\s*$)`,
      ).exec(block)?.[1];
      return value === undefined || isMask(value.trim()) ? null : value.trim();
    };
    found.push({
      start: at,
      assertion: true,
      presented: { issuer: read('issuer'), subject: read('subject claim'), audience: read('audience') },
      clientId: null,
      tenant: null,
    });
  }
  return found;
}

const inputs =
  /(?:^|\n)[ \t]*(?:(client-id|app-id|tenant-id|audience)[ \t]*:|(?:AZURE|ARM)_(CLIENT_ID|TENANT_ID)[ \t]*[:=])[ \t]*["']?([^\s"']{1,300})/g;

/** Inputs (`with:`) of azure/login and powerplatform-actions, and the variables that the SDKs and Terraform read. */
function actionInputs(text: string): readonly ContextValue[] {
  if (!text.includes('-id') && !text.includes('_ID')) return [];
  return [...text.matchAll(inputs)].flatMap((hit): readonly ContextValue[] => {
    const [, input, variable, value = ''] = hit;
    if (isMask(value)) return [];
    const name = (input ?? variable ?? '').toLowerCase().replace('_', '-');
    return [
      {
        start: hit.index,
        assertion: false,
        presented: name === 'audience' ? { ...nothing, audience: value } : nothing,
        clientId: name === 'client-id' || name === 'app-id' ? value : null,
        tenant: name === 'tenant-id' ? value : null,
      },
    ];
  });
}

// Doubled slashes occur where a library joins authority and path (observed).
const endpoint =
  /https?:\/\/(?:login|sts)\.[\w.-]{1,80}\/{1,3}([\w.-]{1,80})\/{1,3}oauth2\/{1,3}(?:v2\.0\/{1,3})?token\b/gi;
const shared = /^(?:common|organizations|consumers)$/i;

function tokenEndpoints(text: string): readonly ContextValue[] {
  if (!text.includes('oauth2')) return [];
  return [...text.matchAll(endpoint)].flatMap((hit): readonly ContextValue[] => {
    const tenant = hit[1] ?? '';
    return shared.test(tenant) || isMask(tenant)
      ? []
      : [{ start: hit.index, assertion: false, presented: nothing, clientId: null, tenant }];
  });
}

/** A step prints a few lines between its inputs and the error. */
const rightBefore = 6000;

/** The nearest value of each kind before the code at `at` and after the previous error. */
export function contextOf(
  context: readonly ContextValue[],
  { from, at }: { readonly from: number; readonly at: number },
): readonly ContextValue[] {
  return context.filter(({ start }) => start >= from && start < at && at - start <= rightBefore).reverse();
}

/**
 * Fills the gaps of the message. `noMatch`: the message is about an assertion, so its claims may be filled. A block that
 * contradicts the message describes another assertion (rule 7).
 */
export function withContext(
  values: ExtractedClaims,
  context: readonly ContextValue[],
  noMatch: boolean,
): ExtractedClaims {
  let filled = values;
  for (const { assertion, presented, clientId, tenant } of context) {
    const usable = noMatch && !(assertion && contradicts(values.presented, presented));
    filled = {
      ...filled,
      clientId: filled.clientId ?? clientId,
      tenant: filled.tenant ?? tenant,
      presented: usable ? join(filled.presented, presented) : filled.presented,
    };
  }
  return filled;
}

const claims = ['issuer', 'subject', 'audience'] as const;

function contradicts(said: PresentedTrust, block: PresentedTrust): boolean {
  return claims.some((claim) => said[claim] !== null && block[claim] !== null && said[claim] !== block[claim]);
}

function join(first: PresentedTrust, second: PresentedTrust): PresentedTrust {
  return {
    issuer: first.issuer ?? second.issuer,
    subject: first.subject ?? second.subject,
    audience: first.audience ?? second.audience,
  };
}
