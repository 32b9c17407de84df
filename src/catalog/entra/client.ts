/** Secrets, missing parameters, consent and throttling: errors of tools around the plug-in, including ppmi's own sign-in. */
import type { EntraEntries } from './entry.ts';

const secrets = 'App registrations > the application > Certificates & secrets lists the secrets and when they expire.';
const wait = 'Wait, then try again with increasing pauses. Cache tokens instead of requesting new ones.';

export const client: EntraEntries = {
  70002: {
    title: "The client's credentials are not accepted",
    cause:
      'In answers until about 2018, a second code in the same message (such as 50012) gives the reason. Both belong to one answer.',
    fix: ['Read the second code.', secrets],
    see: ['AADSTS50012', 'AADSTS7000215'],
    confidence: 'seen',
  },
  50192: {
    title: 'The sign-in carried no credential',
    cause: 'A credential was expected and is missing, such as a client certificate that a proxy removed.',
    fix: ['Sign in without the proxy, or with another method.'],
    see: ['AADSTS7000218'],
    confidence: 'documented',
  },
  700025: {
    title: 'A public client sent a secret or an assertion',
    cause: 'The application is registered as a public client, which must not authenticate itself.',
    fix: ['Send no secret, or register a web application.'],
    see: ['AADSTS7000218'],
    confidence: 'documented',
  },
  7000215: {
    title: 'The client secret is wrong',
    cause:
      'Often the ID of the secret was copied instead of its value, or the secret belongs to another application. A plug-in with a managed identity has no secret.',
    fix: [secrets, 'The value is shown only once; create a new secret if it is lost.'],
    see: ['AADSTS7000222'],
    confidence: 'seen',
  },
  7000216: {
    title: 'The request has no credential',
    cause: 'The client credentials flow requires a secret, an assertion or a certificate; none was sent.',
    fix: ['Send `client_assertion` and `client_assertion_type`, or a secret.'],
    see: ['AADSTS7000218'],
    confidence: 'looked-up',
  },
  7000218: {
    title: 'The client secret or assertion is missing',
    cause:
      'The application is a confidential client, and the request had neither. With device code: the application does not allow public client flows.',
    fix: ['Send one of them. For device code, allow public client flows (App registrations > Authentication).'],
    see: ['AADSTS7000216'],
    confidence: 'seen',
  },
  7000222: {
    title: 'The client secret has expired',
    cause: 'Every secret of the application that matches has expired.',
    fix: [secrets, 'A federated credential needs no secret.'],
    see: ['AADSTS7000215'],
    confidence: 'seen',
  },
  900144: {
    title: 'A parameter of the request is missing',
    cause: 'The message names it. Often `scope`, `client_id` or `grant_type` is empty because a variable was not set.',
    fix: ['Send the parameter that the message names as a form field.'],
    see: [],
    confidence: 'seen',
  },
  65001: {
    title: 'Consent is missing',
    cause:
      'Neither the user nor an administrator has consented to what the application requests. An application that acts as itself needs the consent of an administrator.',
    fix: ['  az ad app permission admin-consent --id <client-id>'],
    see: ['AADSTS650056'],
    confidence: 'seen',
  },
  650056: {
    title: 'The application is not configured for the resource',
    cause:
      'Its registration lists no permission of the resource, the tenant did not consent, or the client ID is wrong.',
    fix: ['Add a permission of the resource and consent:', '  az ad app permission admin-consent --id <client-id>'],
    see: ['AADSTS650057', 'AADSTS65001'],
    confidence: 'seen',
  },
  90055: {
    title: 'The tenant is throttled',
    cause: 'The tenant sent too many requests.',
    fix: [wait],
    see: ['AADSTS50196'],
    confidence: 'documented',
  },
  50196: {
    title: 'The client requests tokens in a loop',
    cause: 'The client sent the same request too often in a short time: it does not cache tokens, or ignores errors.',
    fix: [wait],
    see: ['AADSTS90055'],
    confidence: 'documented',
  },
};
