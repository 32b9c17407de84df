/** Assertions and certificates with which a client authenticates (aadsts-messages.md §2.4). */
import { doctor, type EntraEntries } from './entry.ts';

const fresh =
  'Get a new assertion and exchange it immediately. Usually an old assertion was used again; a wrong clock is less common.';
const exchange =
  '  ppmi token exchange --assertion <file> --tenant <tenant-id> --client-id <client-id> --scope <resource>/.default';
const keys = 'Compare the thumbprint in the message with App registrations > the application > Certificates & secrets.';

export const clientAssertion: EntraEntries = {
  50012: {
    title: 'Client authentication failed',
    cause:
      'A general code: certificate not authorized, or chain or signature not valid. In answers until about 2018, together with 70002, also an assertion outside its validity period, a wrong audience or a wrong secret. The sentence in the message says which.',
    fix: ['Read the sentence in the message, then:', doctor],
    see: ['AADSTS70002', 'AADSTS700024', 'AADSTS700027'],
    confidence: 'documented',
  },
  50013: {
    title: 'The assertion is not valid',
    cause:
      'Signature, validity period, format or issuer of the assertion is wrong; `[Reason - …]` says which. Common where one service calls another on behalf of a user.',
    fix: ['Follow the reason in the brackets. For a key that was not found:', keys],
    see: ['AADSTS500131', 'AADSTS500133', 'AADSTS700027'],
    confidence: 'seen',
  },
  50027: {
    title: 'The JWT cannot be parsed',
    cause:
      'It is truncated, encoded twice, contains a space or newline, or a claim is missing, repeated or unexpected. Seen also when a workflow could not get an ID token and sent an empty one.',
    fix: [
      'Check that the token has three base64url parts without spaces. Paste the whole token, without the word Bearer.',
    ],
    see: ['AADSTS5002730', 'AADSTS900384'],
    confidence: 'seen',
  },
  50048: {
    title: 'Subject and issuer of the assertion differ',
    cause:
      'An assertion that a client signs itself must have the client ID as subject and issuer. Seen also when a federated assertion reaches an application that has no federated credential for it.',
    fix: [
      'For a plug-in, check that the credential exists:',
      doctor,
      'For a client that signs its own assertion, set `iss` and `sub` to the client ID.',
    ],
    see: ['AADSTS70025', 'AADSTS700021'],
    confidence: 'seen',
  },
  50120: {
    title: 'The header of the JWT is wrong',
    cause: 'Documented as an unknown or malformed header of the token.',
    fix: ['Check the first part of the token: algorithm RS256, and a key ID that the issuer publishes.'],
    see: ['AADSTS50027'],
    confidence: 'documented',
  },
  240002: {
    title: 'An ID token was used where an access token is required',
    cause: 'The on-behalf-of flow does not accept an ID token.',
    fix: ['Pass the access token that was issued for your own API.'],
    see: ['AADSTS50013'],
    confidence: 'documented',
  },
  500131: {
    title: 'The audience of the assertion is not the application',
    cause:
      'The assertion was issued for another audience. The message prints the presented audience, then the expected one.',
    fix: ['Request the assertion with the expected audience in the message.'],
    see: ['AADSTS700212', 'AADSTS50013'],
    confidence: 'looked-up',
  },
  500133: {
    title: "The user's assertion is outside its validity period",
    cause: 'The access token that was passed on for a user had expired.',
    fix: ['Acquire a new token before passing it on.'],
    see: ['AADSTS700024'],
    confidence: 'documented',
  },
  700021: {
    title: 'The assertion names a different application than client_id',
    cause: "Subject or issuer of the client's own assertion is not the client ID of the request.",
    fix: ['Use the same client ID in both.'],
    see: ['AADSTS50048'],
    confidence: 'looked-up',
  },
  700024: {
    title: 'The assertion is outside its validity period',
    cause:
      'The message prints the time of the server and the validity period of the assertion. Assertions are valid for minutes. A period that begins in 1970 means that the assertion has no `nbf` claim.',
    fix: [fresh, exchange],
    see: ['AADSTS500133', 'AADSTS50012'],
    confidence: 'seen',
  },
  700026: {
    title: 'The application has no key',
    cause: 'The client signed an assertion itself, but the application has no registered certificate.',
    fix: ['Register the certificate, or use a federated credential, which needs no key:', doctor],
    see: ['AADSTS700027'],
    confidence: 'looked-up',
  },
  700027: {
    title: 'The certificate that signed the assertion is not registered',
    cause:
      'The client signed with a certificate that the application does not have: it was renewed on one side only, or belongs to another application. The signing certificate of a plug-in is not involved; Entra sees it only inside the subject.',
    fix: [keys],
    see: ['AADSTS700026', 'AADSTS50013'],
    confidence: 'seen',
  },
  700030: {
    title: 'The certificate is not accepted',
    cause:
      'Seen with the text that the issuer of the certificate belongs to another cloud. The reference page describes subject names that are not authorized. Rely on the message.',
    fix: [
      'For another cloud, use login host, tenant and certificate of the same cloud. For subject names, ask the owner of the application.',
    ],
    see: ['AADSTS700027'],
    confidence: 'seen',
  },
  900384: {
    title: 'The signature of the JWT is not valid',
    cause:
      'The token was changed, truncated, or signed with a key that the issuer does not publish. The message gives the reason.',
    fix: ['Present the whole token unchanged. Compare its key ID with the published keys.'],
    see: ['AADSTS50027', 'AADSTS7000272'],
    confidence: 'seen',
  },
  5002730: {
    title: 'The algorithm of the JWT does not match the key',
    cause: 'The header names an algorithm that the signing key does not support.',
    fix: ['Sign with RS256, which federation requires.'],
    see: ['AADSTS50027'],
    confidence: 'seen',
  },
  7000214: {
    title: "The client's certificate was revoked",
    cause: 'The certificate that signed the assertion is on the revocation list of its certificate authority (CA).',
    fix: ['Sign with another certificate, and register it for the application.'],
    see: ['AADSTS7000277'],
    confidence: 'looked-up',
  },
  7000274: {
    title: "The client's assertion or certificate is refused",
    cause:
      "Microsoft's libraries treat the code as a request for another certificate: a signature that is not valid, or a certificate outside its validity period. Sources differ.",
    fix: ['Check the dates and the thumbprint of the certificate.', keys],
    see: ['AADSTS700027', 'AADSTS7000277'],
    confidence: 'looked-up',
  },
  7000277: {
    title: "The client's certificate was revoked",
    cause: 'Documented as a revoked certificate. ppmi does not know the text of the message.',
    fix: ['Sign with another certificate, and register it for the application.'],
    see: ['AADSTS7000214'],
    confidence: 'documented',
  },
};
