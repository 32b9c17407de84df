/** What a code's area alone tells; for codes that cannot happen in the exchange of a plug-in, or of which no more is known. */
import type { Area } from '../../domain/entra-errors/codes.ts';
import { doctor, type EntraEntry } from './entry.ts';

const lookUp = ['Microsoft’s look-up tells more:', '  https://login.microsoftonline.com/error?code=<code>'];
const person =
  'Only a person’s sign-in meets it, so it is not the plug-in’s exchange: look which sign-in the text belongs to.';

const only = (title: string, cause: string, fix: readonly string[] = lookUp): EntraEntry => ({
  title,
  cause,
  fix,
  see: [],
  confidence: 'area-only',
});

export const areaEntries: Readonly<Record<Area, EntraEntry>> = {
  federation: only('An error of federated credentials', 'Assertion and credential do not go together.', [
    'Compare them:',
    doctor,
  ]),
  'client-assertion': only('An error of the client’s assertion', 'What the client proves itself with is refused.'),
  application: only('An error of the application', 'The application or its service principal is not as it should be.'),
  tenant: only('An error of the tenant', 'The tenant is not known, not allowed or in another cloud.'),
  resource: only('An error of the resource', 'What the token is asked for is not as it should be.'),
  'conditional-access': only('A policy refuses the sign-in', 'Conditional access or a security policy is in the way.'),
  'client-auth': only('The client did not prove itself', 'Secret, certificate or assertion is missing or wrong.'),
  consent: only(
    'Consent is missing or was declined',
    'A permission that the application asks for was not granted. A plug-in asks as itself and needs an administrator’s consent where the resource demands one.',
  ),
  throttling: only('Too many requests', 'Entra answers no more for a while.', [
    'Wait, then try again with growing pauses.',
  ]),
  service: only(
    'A fault of the service',
    'Entra or a service behind it has a fault of its own, mostly a passing one.',
    ['Try again later. If it stays, give support code, trace id, correlation id and time.'],
  ),
  user: only('An error of a person’s sign-in', person),
  device: only('An error of a person’s device', person),
  other: only(
    'An error outside this chain',
    'It belongs to another protocol or feature than the exchange of a plug-in.',
  ),
};
