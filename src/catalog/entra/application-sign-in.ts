/** Application settings that only an interactive sign-in meets; with a plug-in, they concern the engineer's own sign-in. */
import { type EntraEntries, listedOnly, support } from './entry.ts';

const notThePlugin = 'It concerns signing in with a browser, not the exchange of a plug-in.';
const replies = 'Add exactly the address of the request under App registrations > the application > Authentication.';

export const applicationSignIn: EntraEntries = {
  50011: {
    title: 'The redirect URI is not registered',
    cause: `The application does not have the redirect URI of the request. ${notThePlugin}`,
    fix: [replies],
    see: ['AADSTS70004', 'AADSTS900971'],
    confidence: 'documented',
  },
  70004: {
    title: 'The redirect URI is not valid',
    cause: `The application does not have the redirect URI, or its format is not allowed. ${notThePlugin}`,
    fix: [replies],
    see: ['AADSTS50011'],
    confidence: 'documented',
  },
  900971: {
    title: 'No redirect URI was given',
    cause: `Neither the request nor the application has a redirect URI. ${notThePlugin}`,
    fix: [replies],
    see: ['AADSTS50011'],
    confidence: 'documented',
  },
  50042: {
    title: 'A pairwise identifier cannot be generated',
    cause: `The service principal lacks the salt for it. ${notThePlugin}`,
    fix: [support],
    see: ['AADSTS50043'],
    confidence: 'documented',
  },
  50043: {
    title: 'A pairwise identifier cannot be generated',
    cause: `The service principal has several salts, by the name on the reference page. ${notThePlugin}`,
    fix: [support],
    see: ['AADSTS50042'],
    confidence: 'documented',
  },
  50141: {
    title: 'An error of the application or its key',
    cause: listedOnly,
    fix: ['Follow the message.', support],
    see: [],
    confidence: 'area-only',
  },
  50194: {
    title: 'A single-tenant application was requested at /common',
    cause: 'An application that is not multitenant must be requested at its own tenant.',
    fix: ['Use `https://<login host>/<tenant-id>` as authority.'],
    see: ['AADSTS90130', 'AADSTS650059'],
    confidence: 'documented',
  },
  700054: {
    title: 'ID tokens are not enabled for the application',
    cause: `The request asks the authorization endpoint for an ID token. ${notThePlugin}`,
    fix: ['Select ID tokens under App registrations > the application > Authentication, or use the code flow.'],
    see: [],
    confidence: 'documented',
  },
  90099: {
    title: "A partner's application is not authorized in the tenant",
    cause:
      "Delegated administrators of a partner can use an application only after the customer's tenant authorized it.",
    fix: ['Grant consent in advance, or authorize the application through Partner Center.'],
    see: ['AADSTS65001'],
    confidence: 'documented',
  },
  90130: {
    title: 'The application cannot be used at /common or /consumers',
    cause: 'It supports only work and school accounts.',
    fix: ["Use the tenant's own authority, or /organizations."],
    see: ['AADSTS50194', 'AADSTS9001023'],
    confidence: 'documented',
  },
  9002325: {
    title: 'The sign-in lacks the required PKCE proof key',
    cause: `Cross-origin code redemption requires PKCE. Known from the error look-up only. ${notThePlugin}`,
    fix: ['Configure the sign-in library to send `code_challenge`; current versions do so by default.'],
    see: [],
    confidence: 'looked-up',
  },
  9002332: {
    title: 'The application is for Entra users only',
    cause: 'It was requested at /consumers.',
    fix: ["Use the tenant's own authority, or /organizations."],
    see: ['AADSTS90130'],
    confidence: 'documented',
  },
};
