/** Application settings that only a sign-in of a person meets; for a plug-in they point to the engineer's own sign-in. */
import type { EntraEntries } from './entry.ts';

const notThePlugin = 'It belongs to a sign-in in a browser, not to the exchange of a plug-in.';
const replies = 'Add the address of the request to App registrations > Authentication, letter by letter.';

export const applicationSignIn: EntraEntries = {
  50011: {
    title: 'The reply address is not registered',
    cause: `The redirect URI of the request is none of the application’s. ${notThePlugin}`,
    fix: [replies],
    see: ['AADSTS70004', 'AADSTS900971'],
    confidence: 'documented',
  },
  70004: {
    title: 'The redirect address is not valid',
    cause: `It is none of the application’s, or not of an allowed form. ${notThePlugin}`,
    fix: [replies],
    see: ['AADSTS50011'],
    confidence: 'documented',
  },
  900971: {
    title: 'No reply address was given',
    cause: `Neither the request nor the application has a redirect URI. ${notThePlugin}`,
    fix: [replies],
    see: ['AADSTS50011'],
    confidence: 'documented',
  },
  50042: {
    title: 'A pairwise identifier cannot be made',
    cause: `The service principal lacks the salt for it. ${notThePlugin}`,
    fix: ['Ask Microsoft support with trace id, correlation id and time.'],
    see: ['AADSTS50043'],
    confidence: 'documented',
  },
  50043: {
    title: 'A pairwise identifier cannot be made',
    cause: `The service principal has several salts; the reference page gives only the name. ${notThePlugin}`,
    fix: ['Ask Microsoft support with trace id, correlation id and time.'],
    see: ['AADSTS50042'],
    confidence: 'documented',
  },
  50141: {
    title: 'An error about the application or its key',
    cause:
      'The reference page of early 2025 lists the code; its text is not known here. Read the message as it stands.',
    fix: ['Follow the message; for support give trace id, correlation id and time.'],
    see: [],
    confidence: 'area-only',
  },
  50194: {
    title: 'A single-tenant application was asked for at /common',
    cause: 'Applications that are not multitenant must be asked for at their own tenant.',
    fix: ['Use `https://<login host>/<tenant-id>` as authority.'],
    see: ['AADSTS90130', 'AADSTS650059'],
    confidence: 'documented',
  },
  700054: {
    title: 'Id tokens are not enabled for the application',
    cause: `The request wants an id token from the authorization endpoint. ${notThePlugin}`,
    fix: ['Tick ID tokens under App registrations > Authentication, or use the code flow.'],
    see: [],
    confidence: 'documented',
  },
  90099: {
    title: 'A partner’s application is not authorized in the tenant',
    cause:
      'Delegated administrators of a partner may use an application only after the customer’s tenant authorized it.',
    fix: ['Give consent beforehand, or authorize the application through Partner Center.'],
    see: ['AADSTS65001'],
    confidence: 'documented',
  },
  90130: {
    title: 'The application cannot be used at /common or /consumers',
    cause: 'It is for work and school accounts only.',
    fix: ['Use the tenant’s own authority, or /organizations.'],
    see: ['AADSTS50194', 'AADSTS9001023'],
    confidence: 'documented',
  },
  9002325: {
    title: 'The sign-in lacks the proof key that the application must send',
    cause: `Known from the look-up: cross-origin code redemption demands PKCE. ${notThePlugin}`,
    fix: ['Let the sign-in library send `code_challenge`; current versions do.'],
    see: [],
    confidence: 'looked-up',
  },
  9002332: {
    title: 'The application is for Entra users only',
    cause: 'It was asked for at /consumers.',
    fix: ['Use the tenant’s own authority, or /organizations.'],
    see: ['AADSTS90130'],
    confidence: 'documented',
  },
};
