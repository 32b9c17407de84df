/** Assertions and certificates that a client proves itself with (aadsts-messages.md §2.4). */
import { doctor, type EntraEntries } from './entry.ts';

const fresh =
  'Capture a new assertion and exchange it at once; one that was kept is the usual reason, a wrong clock the second.';
const exchange =
  '  ppmi token exchange --assertion <file> --tenant <tenant-id> --client-id <client-id> --scope <resource>/.default';
const keys =
  'Compare the thumbprint of the message with App registrations > Certificates & secrets of the application.';

export const clientAssertion: EntraEntries = {
  50012: {
    title: 'The client could not prove itself',
    cause:
      'A collective code: certificate not authorized, chain or signature not valid, or, in answers until about 2018 together with 70002, an assertion out of its time, a wrong audience or a wrong secret. The sentence of the message tells which.',
    fix: ['Read the sentence, then:', doctor],
    see: ['AADSTS70002', 'AADSTS700024', 'AADSTS700027'],
    confidence: 'documented',
  },
  50013: {
    title: 'The assertion is not valid',
    cause:
      'Signature, time range, form or issuer of the assertion is wrong; `[Reason - …]` says which. Common where one service calls another on behalf of a user.',
    fix: ['Follow the reason in the brackets. For a key that was not found:', keys],
    see: ['AADSTS500131', 'AADSTS500133', 'AADSTS700027'],
    confidence: 'seen',
  },
  50027: {
    title: 'The JWT cannot be read',
    cause: 'It is cut, encoded twice, has a blank or line end in it, or a claim is missing, doubled or unexpected.',
    fix: [
      'Look at the token’s three parts; each must be base64url without blanks. Paste the whole token, without the word Bearer.',
    ],
    see: ['AADSTS5002730', 'AADSTS900384'],
    confidence: 'seen',
  },
  50048: {
    title: 'Subject and issuer of the assertion differ',
    cause:
      'An assertion that a client signs itself must name the client id as subject and as issuer. Seen also when a foreign assertion reaches an application that has no federated credential for it.',
    fix: [
      'For a plug-in check that the credential exists:',
      doctor,
      'For a client that signs itself set `iss` and `sub` to the client id.',
    ],
    see: ['AADSTS70025', 'AADSTS700021'],
    confidence: 'seen',
  },
  50120: {
    title: 'The header of the JWT is wrong',
    cause: 'Described as an unknown or broken header of the token.',
    fix: ['Look at the first part of the token: algorithm RS256, and a key id that the issuer publishes.'],
    see: ['AADSTS50027'],
    confidence: 'documented',
  },
  240002: {
    title: 'An id token was used where an access token is wanted',
    cause: 'An id token cannot stand for a user in the on-behalf-of flow.',
    fix: ['Pass the access token that was issued for your own API.'],
    see: ['AADSTS50013'],
    confidence: 'documented',
  },
  500131: {
    title: 'The audience of the assertion is not the application',
    cause:
      'The assertion was issued for somebody else. The message prints the presented audience first, then the expected one.',
    fix: ['Ask for the assertion with the expected audience of the message.'],
    see: ['AADSTS700212', 'AADSTS50013'],
    confidence: 'looked-up',
  },
  500133: {
    title: 'The user’s assertion is out of its time',
    cause: 'The access token that was passed on for a user had run out.',
    fix: ['Win a new token before passing it on.'],
    see: ['AADSTS700024'],
    confidence: 'documented',
  },
  700021: {
    title: 'The assertion names another application than client_id',
    cause: 'Subject or issuer of the client’s own assertion is not the client id of the request.',
    fix: ['Use the same client id in both.'],
    see: ['AADSTS50048'],
    confidence: 'looked-up',
  },
  700024: {
    title: 'The assertion is out of its time',
    cause:
      'The message prints the time of the server and the range of the assertion. Assertions live for minutes: usually an old one was used again. A range that begins in 1970 means that the assertion names no beginning.',
    fix: [fresh, exchange],
    see: ['AADSTS500133', 'AADSTS50012'],
    confidence: 'seen',
  },
  700026: {
    title: 'The application has no key',
    cause: 'The client signed an assertion itself, but no certificate is registered for the application.',
    fix: ['Register the certificate, or use a federated credential, which needs no key:', doctor],
    see: ['AADSTS700027'],
    confidence: 'looked-up',
  },
  700027: {
    title: 'The certificate that signed the assertion is not registered',
    cause:
      'The client signed with a certificate that the application does not hold: renewed on one side only, or another application. A plug-in’s own signing certificate has no part here; Entra sees it only as part of the subject.',
    fix: [keys],
    see: ['AADSTS700026', 'AADSTS50013'],
    confidence: 'seen',
  },
  700030: {
    title: 'The certificate is not accepted',
    cause:
      'Seen with the text that the certificate’s issuer belongs to another cloud; the reference page has a text about subject names that are not authorized. Trust the message, not the number.',
    fix: [
      'For another cloud: use login host, tenant and certificate of one cloud. For names: ask who set the trusted names of the application.',
    ],
    see: ['AADSTS700027'],
    confidence: 'seen',
  },
  900384: {
    title: 'The signature of the JWT does not verify',
    cause:
      'The token was changed, cut, or signed with a key that the issuer does not publish; the message has the reason.',
    fix: ['Present the token unchanged and whole. Compare its key id with the published keys.'],
    see: ['AADSTS50027', 'AADSTS7000272'],
    confidence: 'seen',
  },
  5002730: {
    title: 'The algorithm of the JWT does not go with the key',
    cause: 'The header names an algorithm that the signing key cannot be used with.',
    fix: ['Sign with RS256; assertions for federation must be.'],
    see: ['AADSTS50027'],
    confidence: 'seen',
  },
  7000214: {
    title: 'The client’s certificate was revoked',
    cause: 'The certificate that signed the assertion is on its authority’s revocation list.',
    fix: ['Sign with another certificate, and register it for the application.'],
    see: ['AADSTS7000277'],
    confidence: 'looked-up',
  },
  7000274: {
    title: 'The client’s assertion or certificate is refused',
    cause:
      'Libraries of Microsoft list it among the codes that ask for another certificate: a signature that does not verify or a certificate out of its dates; sources differ.',
    fix: ['Look at dates and thumbprint of the certificate.', keys],
    see: ['AADSTS700027', 'AADSTS7000277'],
    confidence: 'looked-up',
  },
  7000277: {
    title: 'The client’s certificate was revoked',
    cause: 'Documented as a revoked certificate; the text of the message is not known here.',
    fix: ['Sign with another certificate, and register it for the application.'],
    see: ['AADSTS7000214'],
    confidence: 'documented',
  },
};
