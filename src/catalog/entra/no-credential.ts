/** No federated identity credential fits what was presented (aadsts-messages.md §2.1). */
import { compare, doctor, type EntraEntries, explainSubject, repair, showTrust } from './entry.ts';

export const noCredential: EntraEntries = {
  70021: {
    title: 'No credential fits the presented assertion',
    cause:
      'The application has federated credentials, but none with this issuer, subject and audience together. The message prints all three. It is the older form; newer answers name one part only (700211, 700212, 700213).',
    fix: [
      'Compare the three printed values with the credentials, letter by letter:',
      doctor,
      'A credential that is equal but minutes old needs time, not a change.',
    ],
    see: ['AADSTS700211', 'AADSTS700212', 'AADSTS700213'],
    confidence: 'seen',
  },
  70025: {
    title: 'The application has no federated credential at all',
    cause:
      'The client id of the managed identity record leads to an application or user-assigned identity without any federated credential. Either it was never created, it was created on another application, or it is so new that not every server knows it.',
    fix: ['Look which application the record names, and create the credential there:', doctor, repair],
    see: ['AADSTS700213', 'AADSTS700016'],
    confidence: 'seen',
  },
  70050: {
    title: 'The presented path is not well formed',
    cause:
      'Entra could not read the subject as a path. Documented for version 1 subjects whose certificate has a common name with a character outside ASCII; a `/` in a name would be another way.',
    fix: [
      'Use version 2, which holds hashes in place of names. See both forms:',
      showTrust,
      'Create the version 2 credential first, then set the version of the record to 2.',
    ],
    see: ['AADSTS700213'],
    confidence: 'documented',
  },
  700211: {
    title: 'No credential has the presented issuer',
    cause:
      'The issuer is compared letter by letter, a final `/` included. Usual differences: `/v2.0` missing, another tenant, the login host of another cloud, `sts.windows.net`, or a version 0 issuer on a record of version 1 or 2.',
    fix: [
      'The issuer of the message is what the platform sends; the credential must hold exactly that. Find the difference:',
      doctor,
      repair,
      'If the next attempt names another part (700212, 700213), the issuer is repaired: that is progress.',
    ],
    see: ['AADSTS700212', 'AADSTS700213', 'AADSTS7000272'],
    confidence: 'seen',
  },
  700212: {
    title: 'No credential has the presented audience',
    cause:
      'Issuer fits, audience does not. Upper and lower case count: `api://AzureADTokenExchange` for versions 1 and 2 of the public cloud, the same in small letters for version 0; sovereign clouds have their own.',
    fix: ['Set the audience of the credential to the one of the message:', doctor, repair],
    see: ['AADSTS700211', 'AADSTS700213'],
    confidence: 'seen',
  },
  700213: {
    title: 'No credential has the presented subject',
    cause:
      'Issuer and audience seem to fit; the subject of no credential equals the one that the platform sent. Usual differences: the tenant id encoded in the wrong byte order, the organization id in place of the environment id, a renewed certificate, or the other version of the subject.',
    fix: [
      'The subject of the message is what the credential must hold. See what it says, and where the configured one differs:',
      explainSubject,
      compare,
      'Let ppmi find and repair it:',
      doctor,
      repair,
    ],
    see: ['AADSTS7002138', 'AADSTS7002131', 'AADSTS7002137'],
    confidence: 'seen',
  },
  7002131: {
    title: 'Neither a subject nor an expression fits the presented subject',
    cause:
      'The application holds a flexible credential (claims-matching expression), and neither it nor any plain subject fits. Expressions work only for a few issuers (GitHub, GitLab, Terraform Cloud), not for the platform of a plug-in.',
    fix: ['Create a credential with the exact subject of the message:', doctor, repair],
    see: ['AADSTS700213'],
    confidence: 'seen',
  },
  7002137: {
    title: 'No credential has the presented managed identity path',
    cause:
      'The presented subject is a path of a federated managed identity (`/eid1/…`), and no credential holds it. The message prints two subjects: the first is the presented one, the second a pattern with the literal text `{tenantId}` in it.',
    fix: [
      'Take the first subject of the message. Never paste the second one as it is.',
      explainSubject,
      doctor,
      repair,
    ],
    see: ['AADSTS700213'],
    confidence: 'seen',
  },
  7002138: {
    title: 'A credential fits but for upper and lower case',
    cause:
      'Since a change announced for August 2024 issuer, subject and audience are compared with case. A credential equals the presented subject except for capitals, often the environment id or the certificate hash in capitals.',
    fix: ['Write the subject of the credential exactly as the message prints it:', repair],
    see: ['AADSTS700213'],
    confidence: 'seen',
  },
};
