import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { findingsOfEntraJson } from '../../../scripts/docs/findings-of-entra.ts';
import { nugetCodes } from '../../../src/catalog/entra/platform/nuget.ts';
import { workloads } from '../../../src/catalog/entra/workloads.ts';
import { entries } from '../../../src/catalog/index.ts';
import { ownWords } from '../../../src/catalog/own-words.ts';
import { checks } from '../../../src/diagnosis/checks/index.ts';
import { platformErrorNames } from '../../../src/domain/entra-errors/platform/platform-error.ts';
import { explainCode } from '../../../src/features/explain/explain.ts';
import { rejectedBy } from '../../thrown.ts';

const shell = { shell: 'bash', windows: false } as const;
const explain = async (code: string) => (await explainCode(code, shell)).result;

/** Words of `blockedBy` in reports. */
const reasons = [
  ...['refused', 'cut-off', 'throttled', 'service-down', 'malformed', 'no-sign-in', 'not-predictable', 'bug'],
];
const runtimes = [
  ...['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'SELF_SIGNED_CERT_IN_CHAIN'],
  ...['DEPTH_ZERO_SELF_SIGNED_CERT', 'CERT_HAS_EXPIRED', 'ERR_TLS_CERT_ALTNAME_INVALID', 'WRONG_VERSION_NUMBER'],
  ...['ERR_SSL_WRONG_VERSION_NUMBER', 'CERTIFICATE_VERIFY_FAILED', 'UntrustedRoot', 'PKIX', 'x509', 'curl: (60)'],
  ...['407', 'ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'ERR_PROXY_TUNNEL'],
  ...['0x80095ffc', '0x80095FFE', '0x80072560', '0x80040216', '0x80040265', '0x800B0109'],
  ...['ForbiddenByRbac', 'ForbiddenByFirewall', 'AKV10032', 'AuthorizationPermissionMismatch', '18456', '40615'],
];

const writes = [
  ...['Authorization_RequestDenied', 'Request_MultipleObjectsWithSameKeyValue', 'Directory_ConcurrencyViolation'],
  ...['Directory_ResourceSizeExceeded', 'InvalidFederatedIdentityCredentialValue', 'ParentResourceNotFound'],
  ...['ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity', '0x8004f027', '0x80060882', '47073'],
  ...['SecretNotFound', 'CRYPT_E_NO_REVOCATION_CHECK', '10061', 'UND_ERR_HEADERS_TIMEOUT'],
];

describe('explain', () => {
  it('knows the checks, and the words of reports, plans and journals', async () => {
    for (const word of [...checks.map(({ id }) => id), ...ownWords]) {
      const { code, title, cause } = await explain(word);
      expect([code, title.length > 5, cause.length > 5], word).to.deep.equal([word, true, true]);
    }
    expect((await explain('token/credential-spread')).cause).to.contain('fic-propagating, fic-stale');
    expect((await explain('Disruptive')).fix).to.contain('ppmi repair undo');
  });

  it('knows everything that ppmi prints', async () => {
    const printed = [
      ...entries.flatMap(({ code, name }) => [code, name]),
      ...platformErrorNames,
      ...Object.keys(nugetCodes),
      ...Object.keys(workloads),
      ...reasons,
      ...runtimes,
      ...writes,
    ];
    for (const code of printed) {
      const { title, cause, fix } = await explain(code);
      expect(
        [title, cause, fix].every((text) => text.length > 5),
        code,
      ).to.equal(true);
    }
  });

  it('names the findings of a code of Entra as the catalog does', async () => {
    const named = new Set(entries.flatMap(({ see }) => see.filter((code) => code.startsWith('AADSTS'))));
    expect(named.size).to.be.greaterThan(10);
    for (const code of named) {
      const findings = entries.filter(({ see }) => see.includes(code)).map((entry) => entry.code);
      expect((await explain(code)).see, code).to.include.members(findings);
    }
    expect(readFileSync('src/catalog/entra/findings.json', 'utf8')).to.equal(findingsOfEntraJson(entries));
  });

  it('takes a bare number for a code of Entra, unless only another service has it', async () => {
    expect((await explain('700213')).code).to.equal('AADSTS700213');
    expect((await explain('18456')).name).to.equal('sql-no-user');
    expect(await explain('7009999')).to.include({ code: 'AADSTS7009999', confidence: 'unknown' });
  });

  it('names the fix of the runtime that printed the code', async () => {
    expect((await explain('SELF_SIGNED_CERT_IN_CHAIN')).fix).to.contain('NODE_EXTRA_CA_CERTS');
    expect((await explain('CERTIFICATE_VERIFY_FAILED')).fix).to.contain('REQUESTS_CA_BUNDLE');
    expect((await explain('PKIX')).fix).to.contain('keytool');
  });

  it('explains the reason of a blocked check', async () => {
    expect((await explain('no-sign-in')).name).to.equal('sign-in-missing');
    expect((await explain('service-down')).code).to.equal('PPMI9018');
  });

  it('refuses a code that no program prints', async () => {
    for (const code of ['PPMI2999', 'nothing-at-all', '', 'NU1101 and more']) {
      expect((await rejectedBy(() => explain(code))).id, code).to.equal('code-unknown');
    }
  });
});
