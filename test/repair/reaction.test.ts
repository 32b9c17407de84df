import { expect } from 'chai';
import { type Reaction, reactionTo } from '../../src/repair/reaction.ts';
import { rejected } from './execute-step.ts';

type Row = readonly [system: 'graph' | 'arm' | 'dataverse', status: number, code: string, message: string, Reaction];

/** Bodies as public reports have them (November 2026). */
const rows: readonly Row[] = [
  [
    'graph',
    409,
    'Request_MultipleObjectsWithSameKeyValue',
    'FederatedIdentityCredential with name x already exists.',
    'name-taken',
  ],
  [
    'graph',
    409,
    'Directory_ConcurrencyViolation',
    'Error due to concurrent requests being made to the tenant.',
    'retry',
  ],
  [
    'graph',
    400,
    'InvalidFederatedIdentityCredentialValue',
    'The combination of issuer and subject must be unique for the application.',
    'exists',
  ],
  ['graph', 400, 'InvalidFederatedIdentityCredentialValue', "'x' is not allowed as per assigned policy '1'.", 'policy'],
  ['graph', 400, 'InvalidFederatedIdentityCredentialValue', 'The expression is invalid.', 'rejected'],
  ['graph', 403, 'Directory_ResourceSizeExceeded', 'Size of object exceeded limit', 'limit'],
  ['graph', 403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.', 'refused'],
  ['graph', 404, 'Request_ResourceNotFound', "Resource 'x' does not exist", 'gone'],
  ['graph', 429, 'TooManyRequests', '', 'retry'],
  ['arm', 409, 'ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity', '', 'retry'],
  ['arm', 404, 'MsGraphResourceNotFoundOnFederatedIdentityCredentialCreation', '', 'retry'],
  ['arm', 404, 'ParentResourceNotFound', '', 'gone'],
  ['arm', 400, 'BadRequest', 'Issuer and subject combination already exists for this Managed Identity.', 'exists'],
  ['arm', 400, 'BadRequest', "must specify 'issuer', 'subject' and 'audience'.", 'rejected'],
  ['arm', 400, 'BadRequest', 'Too many Federated Identity Credentials: the limit is 20.', 'limit'],
  ['arm', 403, 'RequestDisallowedByPolicy', 'Disallowed by the policy "Limit identities".', 'refused'],
  ['arm', 403, 'AuthorizationFailed', 'does not have authorization', 'refused'],
  ['arm', 405, 'MethodNotAllowed', '', 'rejected'],
  ['dataverse', 412, '0x80060882', "The version of the existing record doesn't match", 'changed'],
  ['dataverse', 412, '0x80040237', 'A record with matching key values already exists.', 'exists'],
  ['dataverse', 403, '0x80040220', 'lacks prvWriteManagedIdentity', 'refused'],
  ['dataverse', 400, '0x8004f027', 'cannot be modified', 'not-customizable'],
  ['dataverse', 400, '0x8004F031', 'cannot be deleted', 'not-customizable'],
  [
    'dataverse',
    400,
    '0x80040216',
    'Plugin assembly must be signed with valid certificate to associate to Managed Identity',
    'unsigned',
  ],
  ['dataverse', 400, '0x80040216', 'An unexpected error occurred.', 'rejected'],
  ['dataverse', 401, '', '', 'refused'],
  ['dataverse', 402, '', '', 'rejected'],
  ['dataverse', 403, '', '', 'refused'],
  ['graph', 401, 'InvalidAuthenticationToken', '', 'refused'],
  ['arm', 401, 'InvalidAuthenticationToken', '', 'refused'],
  ['dataverse', 404, '0x80040217', 'Does Not Exist', 'gone'],
];

describe('the reaction to an answer', () => {
  for (const [system, status, code, message, expected] of rows) {
    it(`${system} ${status} ${code} ${message.slice(0, 40)}: ${expected}`, () => {
      expect(reactionTo(system, rejected(status, code, message))).to.equal(expected);
    });
  }
});
