import { finding } from '../../../domain/findings.ts';
import { credentialElsewhere } from '../../../domain/trust/credential-elsewhere.ts';
import { trustOfRecordVersion } from '../../../domain/trust/matches.ts';
import { isNear, isOnlyOwn, rankCredentials } from '../../../domain/trust/rank-credentials.ts';
import { defineCheck, notApplicable } from '../../check.ts';
import { atComponent, atRecord } from '../../where.ts';

/**
 * The right credential sits on another application. If an unbound record names that application, the component was
 * bound to the wrong record; if not, the credential was created in the wrong place.
 */
export default defineCheck({
  id: 'identity/right-record',
  title: 'the bound record names the application that has the matching credential',
  needs: [
    'environment',
    'component',
    'components',
    'records',
    'identity',
    'registeredFile',
    'expectedTrust',
    'federatedCredentials',
    'otherCredentials',
    'othersCredentials',
  ],
  emits: ['binding-other-record', 'fic-on-other-app'],
  run({
    environment,
    component,
    identity: { record },
    registeredFile,
    expectedTrust,
    federatedCredentials,
    othersCredentials,
    ...others
  }) {
    const expected = trustOfRecordVersion(expectedTrust);
    if (record === null || expected === null || expected.subject === null) return notApplicable;
    const { relied, unclear } = othersCredentials;
    const free = (federatedCredentials?.credentials ?? []).filter(({ id }) => !relied.includes(id));
    const hints = {
      certificate: registeredFile?.certificate ?? null,
      chain: registeredFile?.chain ?? [],
      organizationId: environment.organizationId,
      applicationId: record.applicationId,
      trusts: expectedTrust.trusts,
    };
    const own = rankCredentials(expected, free, hints);
    const around = { ...others, expectedTrust };
    const elsewhere = credentialElsewhere(expected, around, own, hints);
    const sure = own.filter((each) => !unclear.includes(each.credential.id) || isOnlyOwn(each));
    // A credential of its own can only keep one elsewhere from counting.
    if (elsewhere === null && credentialElsewhere(expected, around, sure, hints) !== null) {
      return {
        inconclusive: 'whether another component relies on a credential of the identity could not be read',
        fact: 'othersCredentials',
      };
    }
    if (elsewhere === null) {
      const unread = others.otherCredentials.some(({ credentials }) => credentials === null);
      return unread && !own.some(isNear)
        ? {
            inconclusive:
              'the credentials of another identity that a record of the environment names could not be read',
            fact: 'otherCredentials',
          }
        : [];
    }
    const { applicationId, credential, record: other } = elsewhere;
    const remedy = { action: 'bind-record', recordId: other.id } as const;
    if (elsewhere.unbound) {
      return [
        finding(
          'binding-other-record',
          atComponent(component),
          { component: component.name, record: record.name, otherRecord: other.name },
          { expected: other.id, actual: record.id, remedy },
        ),
      ];
    }
    const values = { expected: record.applicationId, actual: applicationId, remedy };
    return [finding('fic-on-other-app', atRecord(record), { credential }, values)];
  },
});
