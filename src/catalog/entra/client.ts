/** Secrets, missing parameters, consent and throttling: what tools around the chain meet, ppmi's own sign-in included. */
import type { EntraEntries } from './entry.ts';

const secrets =
  'App registrations > the application > Certificates & secrets shows which secrets exist and until when.';
const wait = 'Wait, then try again with growing pauses. A client that asks too often should keep its tokens.';

export const client: EntraEntries = {
  70002: {
    title: 'The credentials of the client are not accepted',
    cause:
      'In answers until about 2018 a second code in the same message (50012 for instance) tells what is wrong; both belong to one answer.',
    fix: ['Read the second code.', secrets],
    see: ['AADSTS50012', 'AADSTS7000215'],
    confidence: 'seen',
  },
  50192: {
    title: 'The sign-in carried no credential',
    cause: 'A credential was expected and not there, such as a client certificate that a proxy took off.',
    fix: ['Sign in past the proxy, or in another way.'],
    see: ['AADSTS7000218'],
    confidence: 'documented',
  },
  700025: {
    title: 'A public client sent a secret or an assertion',
    cause: 'The application is registered as a public client, which must not prove itself.',
    fix: ['Send no secret, or register a web application.'],
    see: ['AADSTS7000218'],
    confidence: 'documented',
  },
  7000215: {
    title: 'The client secret is wrong',
    cause:
      'Often the id of the secret was copied in place of its value, or the secret belongs to another application. A plug-in with a managed identity has no secret.',
    fix: [secrets, 'The value is shown only once; make a new one if it is lost.'],
    see: ['AADSTS7000222'],
    confidence: 'seen',
  },
  7000216: {
    title: 'The request proves nothing',
    cause: 'Client credentials need a secret, an assertion or a certificate; none was sent.',
    fix: ['Send `client_assertion` and `client_assertion_type`, or a secret.'],
    see: ['AADSTS7000218'],
    confidence: 'looked-up',
  },
  7000218: {
    title: 'Secret or assertion is missing',
    cause:
      'The application is a confidential client, and the request had neither. With device code: the application does not allow public client flows.',
    fix: ['Send one of them; for device code allow public client flows (App registrations > Authentication).'],
    see: ['AADSTS7000216'],
    confidence: 'seen',
  },
  7000222: {
    title: 'The client secret expired',
    cause: 'All secrets of the application that could be meant are past their date.',
    fix: [secrets, 'A federated credential needs no secret.'],
    see: ['AADSTS7000215'],
    confidence: 'seen',
  },
  900144: {
    title: 'A parameter of the request is missing',
    cause: 'The message names it; often `scope`, `client_id` or `grant_type`, empty because a variable was not set.',
    fix: ['Send the parameter of the message as a form field.'],
    see: [],
    confidence: 'seen',
  },
  65001: {
    title: 'Consent is missing',
    cause:
      'Neither the user nor an administrator agreed to what the application asks for. An application that asks as itself needs an administrator’s consent.',
    fix: ['  az ad app permission admin-consent --id <client-id>'],
    see: ['AADSTS650056'],
    confidence: 'seen',
  },
  650056: {
    title: 'The application is not set up for the resource',
    cause:
      'Its registration lists no permission of the resource, or the tenant did not consent, or the client id is another than meant.',
    fix: ['Add a permission of the resource and consent:', '  az ad app permission admin-consent --id <client-id>'],
    see: ['AADSTS650057', 'AADSTS65001'],
    confidence: 'seen',
  },
  90055: {
    title: 'The tenant is throttled',
    cause: 'Too many requests came from the tenant.',
    fix: [wait],
    see: ['AADSTS50196'],
    confidence: 'documented',
  },
  50196: {
    title: 'The client asks in a loop',
    cause: 'The same request came too often in a short time; tokens are not kept or errors are not heeded.',
    fix: [wait],
    see: ['AADSTS90055'],
    confidence: 'documented',
  },
};
