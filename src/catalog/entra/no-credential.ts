/** No federated credential matches what was presented (aadsts-messages.md §2.1). */
import { compare, doctor, type EntraEntries, explainSubject, repair, showTrust } from './entry.ts';

/** Causes that differ where the presented subject is of version 0, which has neither tenant nor hash. */
export const version0Causes: Readonly<Record<number, string>> = {
  700213:
    'Issuer and audience appear to match, but no credential has the subject that was presented. It is of version 0: the version of the managed identity record is 0 or empty. Usual differences: a credential in the form of version 1 or 2 (`/eid1/…`), a renewed certificate, or another environment.',
};

/** Advice where a credential equals what Entra found no credential for, so that nothing is to be corrected. */
export function equalCredential(code: number): readonly string[] {
  const stale =
    code === 7002138
      ? 'If it was corrected longer ago and the error stays, Entra did not take up the correction: delete the credential and create it again with the same values (ppmi explain fic-stale).'
      : 'If it has been right for longer, try again: Entra refuses a share of exchanges although the credential is right (2 % in one measured deployment).';
  return [
    'The credential equals what was presented. Do not change its values.',
    'If it was created or changed within about ten minutes, wait: it takes minutes to reach all of Entra.',
    stale,
    'If the error stays, check that the record names this application, and that the credential is on it:',
    doctor,
  ];
}

export const noCredential: EntraEntries = {
  70021: {
    title: 'No credential matches the presented assertion',
    cause:
      'The application has federated credentials, but none has this issuer, subject and audience together. The message prints all three. Newer answers name only the claim that does not match (700211, 700212, 700213).',
    fix: [
      'Compare the three values with the credentials, character by character:',
      doctor,
      'If a credential is equal and only minutes old, wait and try again without changing it.',
    ],
    see: ['AADSTS700211', 'AADSTS700212', 'AADSTS700213'],
    confidence: 'seen',
  },
  70025: {
    title: 'The application has no federated credential',
    cause:
      'The client ID in the managed identity record leads to an application or managed identity without any federated credential. The credential was never created, was created on another application, or is too new for every server to know it.',
    fix: ['See which application the record names, and create the credential there:', doctor, repair],
    see: ['AADSTS700213', 'AADSTS700016'],
    confidence: 'seen',
  },
  70050: {
    title: 'The presented path is not well formed',
    cause:
      'Entra could not parse the subject as a path. Documented for version 1 when the common name of the certificate holds a character outside ASCII; a `/` in a name could have the same effect.',
    fix: [
      'Use version 2, which contains hashes instead of names. To see both forms:',
      showTrust,
      'Create the version 2 credential first, then set the version of the record to 2.',
    ],
    see: ['AADSTS700213'],
    confidence: 'documented',
  },
  700211: {
    title: 'No credential has the presented issuer',
    cause:
      'Issuers are compared character by character, including a final `/`. Usual differences: a missing `/v2.0`, another tenant, the login host of another cloud, `sts.windows.net`, or an issuer of version 0 on a record of version 1 or 2.',
    fix: [
      'The credential must have exactly the issuer in the message. Find the difference:',
      doctor,
      repair,
      'If the next attempt fails with 700212 or 700213, the issuer is correct now and another claim differs.',
    ],
    see: ['AADSTS700212', 'AADSTS700213', 'AADSTS7000272'],
    confidence: 'seen',
  },
  700212: {
    title: 'No credential has the presented audience',
    cause:
      'The issuer matches, the audience does not. Upper and lower case count: versions 1 and 2 in the public cloud present `api://AzureADTokenExchange`, version 0 was seen to present `api://azureadtokenexchange`, and sovereign clouds have audiences of their own.',
    fix: ['Set the audience of the credential to the one in the message:', doctor, repair],
    see: ['AADSTS700211', 'AADSTS700213'],
    confidence: 'seen',
  },
  700213: {
    title: 'No credential has the presented subject',
    cause:
      'Issuer and audience appear to match, but no credential has the subject that was presented. Usual differences: the tenant ID encoded in the wrong byte order, the organization ID in place of the environment ID, a renewed certificate, or the subject of another version.',
    fix: [
      'The credential must have exactly the subject in the message. See what it means, and where the configured one differs:',
      explainSubject,
      compare,
      'Let ppmi find and repair the difference:',
      doctor,
      repair,
    ],
    see: ['AADSTS7002138', 'AADSTS7002131', 'AADSTS7002137'],
    confidence: 'seen',
  },
  7002131: {
    title: 'Neither a subject nor an expression matches the presented subject',
    cause:
      'The application has a flexible credential (claims-matching expression), and neither the expression nor any explicit subject matches. Expressions work only for the issuers of GitHub, GitLab and Terraform Cloud, not for Power Platform.',
    fix: ['Create a credential with exactly the subject in the message:', doctor, repair],
    see: ['AADSTS700213'],
    confidence: 'seen',
  },
  7002137: {
    title: 'No credential has the presented managed identity path',
    cause:
      'The presented subject is a path of a federated managed identity (`/eid1/…`), and no credential has it. The message prints two subjects: the first was presented, the second is a pattern that contains the literal text `{tenantId}`.',
    fix: [
      'Use the first subject in the message. Never paste the second one unchanged.',
      explainSubject,
      doctor,
      repair,
    ],
    see: ['AADSTS700213'],
    confidence: 'seen',
  },
  7002138: {
    title: 'A credential matches except for upper and lower case',
    cause:
      'Issuer, subject and audience are compared with case since a change announced for August 2024. A credential equals the presented subject except for case, often in the environment ID or the certificate hash.',
    fix: ['Write the subject of the credential exactly as the message prints it:', repair],
    see: ['AADSTS700213'],
    confidence: 'seen',
  },
};
