/** How Graph validates a federated identity credential (services.md 2.2). */

import type { FederatedIdentityCredential, Tenant } from '../../world/model.ts';
import type { JsonObject } from '../odata/json-body.ts';
import { refuse } from '../odata/refuse.ts';
import type { EmulatedResponse } from '../service.ts';
import { badRequest } from './answers.ts';

export type CredentialFields = Pick<
  FederatedIdentityCredential,
  'name' | 'issuer' | 'subject' | 'audiences' | 'description' | 'claimsMatchingExpression'
>;

/** Documented: 20 credentials on one application or managed identity. */
export const maximumCredentials = 20;
const maximumLength = 600;
/** Entra's rule, 3-120 characters; Graph's own page says only "URL friendly" (documented). */
const namePattern = /^[A-Za-z0-9][A-Za-z0-9_-]{2,119}$/;
const settable = ['name', 'issuer', 'subject', 'audiences', 'description', 'claimsMatchingExpression'];

/**
 * The credential that `body` makes of `before` (null: a new one), or why it is refused.
 * @param others the other credentials of the same application
 * @param policy the tenant's restriction of issuers
 */
export function judgeCredential(
  body: JsonObject,
  before: CredentialFields | null,
  others: readonly FederatedIdentityCredential[],
  policy?: Tenant['credentialPolicy'],
): CredentialFields | EmulatedResponse {
  const unknown = Object.keys(body).find((name) => ![...settable, 'id'].includes(name) && !name.startsWith('@'));
  if (unknown !== undefined)
    return badRequest(
      `The property '${unknown}' does not exist on type 'microsoft.graph.federatedIdentityCredential'.`,
    );
  if (before !== null && body.name !== undefined && body.name !== before.name)
    return badRequest("Property 'name' is read-only and cannot be set.");

  const merged: JsonObject = { description: null, subject: null, ...before, ...body };
  const { name, issuer, subject, audiences, description, claimsMatchingExpression } = merged;
  if (!isText(name)) return missing('name');
  if (!namePattern.test(name)) return invalid('Name', name, 'The name must be 3 to 120 URL-friendly characters.');
  if (!isText(issuer)) return missing('issuer');
  if (issuer.length > maximumLength) return tooLong('Issuer', issuer);
  // Documented as "the URL of the external identity provider"; the refusal is inferred.
  if (!URL.canParse(issuer)) return invalid('Issuer', issuer, 'The issuer must be a valid URL.');
  if (policy !== undefined && !policy.allowedIssuers.includes(issuer))
    return invalid('Issuer', issuer, `The issuer is not allowed as per assigned policy '${policy.id}'.`);
  const expression = readExpression(claimsMatchingExpression);
  if (expression === 'invalid')
    return invalid(
      'ClaimsMatchingExpression',
      JSON.stringify(claimsMatchingExpression),
      'The expression is not valid.',
    );
  if (expression === null && !isText(subject)) return missing('subject');
  if (expression !== null && subject !== null)
    return badRequest("Only one of 'subject' and 'claimsMatchingExpression' can be set.");
  if (typeof subject === 'string' && subject.length > maximumLength) return tooLong('Subject', subject);
  if (!Array.isArray(audiences) || audiences.length !== 1)
    return invalid('Audiences', String(audiences ?? ''), 'Exactly one audience must be specified.');
  const audience: unknown = audiences[0];
  if (!isText(audience)) return invalid('Audiences', '', 'Exactly one audience must be specified.');
  if (audience.length > maximumLength) return tooLong('Audiences', audience);
  if (description !== null && typeof description !== 'string')
    return badRequest("Invalid value specified for property 'description'.");
  if (typeof description === 'string' && description.length > maximumLength) return tooLong('Description', description);

  if (others.some((other) => other.issuer === issuer && other.subject === subject && subject !== null))
    return duplicatePair(issuer, String(subject));
  return {
    name,
    issuer,
    subject: typeof subject === 'string' ? subject : null,
    audiences: [audience],
    description,
    ...(expression === null ? {} : { claimsMatchingExpression: expression }),
  };
}

export function isRefusal(result: CredentialFields | EmulatedResponse): result is EmulatedResponse {
  return 'status' in result;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

function readExpression(value: unknown): { value: string; languageVersion: number } | null | 'invalid' {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'object' || !('value' in value) || typeof value.value !== 'string') return 'invalid';
  if (!/claims\[/.test(value.value)) return 'invalid';
  return { value: value.value, languageVersion: 1 };
}

const missing = (property: string): EmulatedResponse =>
  badRequest(`A value is required for property '${property}' of resource 'FederatedIdentityCredential'.`);

/** Code and the tail from `paramName` as observed in 2022 for a duplicate pair; for other reasons inferred. */
function invalid(property: string, value: string, why: string): EmulatedResponse {
  const tail = `paramName: FederatedIdentityCredential.${property}, paramValue: ${value}, objectType: Microsoft.Online.DirectoryServices.Application`;
  return refuse(400, 'InvalidFederatedIdentityCredentialValue', `${why} ${tail}`);
}

const tooLong = (property: string, value: string): EmulatedResponse =>
  invalid(property, value, `The value must not be longer than ${maximumLength} characters.`);

const duplicatePair = (issuer: string, subject: string): EmulatedResponse =>
  invalid(
    'Subject',
    subject,
    `The combination of issuer and subject must be unique for the application. Issuer ${issuer} and Subject: ${subject} already exist.`,
  );

/** Status and text as observed; that it has the code of full objects in general is inferred. */
export const limitReached: EmulatedResponse = refuse(
  403,
  'Directory_ResourceSizeExceeded',
  'Size of object exceeded limit.',
);
