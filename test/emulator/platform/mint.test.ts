import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { CloudId } from '../../../src/domain/cloud/cloud.ts';
import { mintClaims } from '../../../src/emulator/platform/mint.ts';
import { recordedCertificate, recordedFile } from '../../../src/emulator/recorded.ts';

const read = (name: string) => JSON.parse(readFileSync(new URL(`../../fixtures/${name}`, import.meta.url), 'utf8'));

interface TrustRow {
  file: string;
  cloud: CloudId;
  tenant: string;
  environment: string;
  trusts: { version: number; issuer: string | null; subject: string | null; audience: string | null }[];
}

const rows: TrustRow[] = read('trusts.json').trusts;
const nameOf = (file: string) => /([^/]+)\.\w+$/.exec(file)?.[1] ?? file;
const signerOf = (file: string) =>
  file.startsWith('certificates/') ? nameOf(file) : (recordedFile(nameOf(file))?.certificate ?? null);

describe('the claims the platform presents', () => {
  it('equal every recorded trust that can be predicted', () => {
    let compared = 0;
    for (const row of rows) {
      const certificate = signerOf(row.file);
      if (certificate === null || recordedCertificate(certificate) === null) continue;
      for (const trust of row.trusts) {
        const claims = mintClaims({
          cloud: row.cloud,
          environment: { id: row.environment, tenantId: row.tenant },
          record: { version: trust.version, subjectScope: 1 },
          presents: { certificate },
        });
        const where = `${row.file} ${row.cloud} version ${trust.version}`;
        if (trust.subject !== null) expect(claims?.subject, where).to.equal(trust.subject);
        if (trust.issuer !== null) expect(claims?.issuer, where).to.equal(trust.issuer);
        if (trust.audience !== null) expect(claims?.audience, where).to.equal(trust.audience);
        compared += 1;
      }
    }
    expect(compared).to.be.greaterThan(300);
  });
});
