/** What the area of a code tells; for codes that cannot occur in the exchange of a plug-in, or about which no more is known. */
import type { Area } from '../../domain/entra-errors/codes.ts';
import { doctor, type EntraEntry } from './entry.ts';

const lookUp = ["Microsoft's error look-up may know more:", '  https://login.microsoftonline.com/error?code=<code>'];
const interactive =
  'Only an interactive sign-in meets it, not the exchange of a plug-in. Check which sign-in the text belongs to.';

const only = (title: string, cause: string, fix: readonly string[] = lookUp): EntraEntry => ({
  title,
  cause,
  fix,
  see: [],
  confidence: 'area-only',
});

export const areaEntries: Readonly<Record<Area, EntraEntry>> = {
  federation: only('An error of federated credentials', 'Assertion and credential do not match.', [
    'Compare them:',
    doctor,
  ]),
  'client-assertion': only("An error of the client's assertion", "The client's proof of identity is refused."),
  application: only('An error of the application', 'The application or its service principal is misconfigured.'),
  tenant: only('An error of the tenant', 'The tenant is not known, not allowed or in another cloud.'),
  resource: only('An error of the resource', 'The requested resource or scope is wrong.'),
  'conditional-access': only('A policy refuses the sign-in', 'Conditional access or a security policy blocks it.'),
  'client-auth': only('Client authentication failed', 'Secret, certificate or assertion is missing or wrong.'),
  consent: only(
    'Consent is missing or was declined',
    "A permission that the application requests was not granted. A plug-in acts as its own application and needs an administrator's consent where the resource requires one.",
  ),
  throttling: only('Too many requests', 'Entra temporarily answers no more requests.', [
    'Wait, then try again with increasing pauses.',
  ]),
  service: only(
    'An error of the service',
    'Entra or a service behind it has an internal error, usually a temporary one.',
    ['Try again later. If it persists, give Microsoft support the trace ID, the correlation ID and the time.'],
  ),
  user: only("An error of a user's sign-in", interactive),
  device: only("An error of a user's device", interactive),
  other: only(
    'An error outside the exchange',
    'It belongs to another protocol or feature than the exchange of a plug-in.',
  ),
};
