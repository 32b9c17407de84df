import { expect } from 'chai';
import { decodeErrors } from '../../../../src/domain/entra-errors/decode/decode.ts';

const traceId = '3d5e7f90-1b2c-4d3e-9f4a-5b6c7d8e9f00';
const correlationId = 'a1c3e5f7-2b4d-4f6a-8c9e-0d1f2a3b4c5d';
const tail = `Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: 2026-03-04 05:06:07Z`;
const noFit = (subject: string): string =>
  `AADSTS700213: No matching federated identity record found for presented assertion subject '${subject}'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion. https://learn.microsoft.com/entra/workload-id/workload-identity-federation ${tail}`;

describe('decodeErrors', () => {
  it('returns nothing for an empty or unrelated text', () => {
    expect(decodeErrors('')).to.deep.equal([]);
    expect(decodeErrors('Error 700213: No matching federated identity record found')).to.deep.equal([]);
  });

  it('reports an error once, even if several layers repeat it', () => {
    const message = noFit("/eid1/c/pub/t/abc/a/def/s/CN=O'Brien, Inc.");
    const body = JSON.stringify({ error: 'invalid_client', error_description: message, error_codes: [700213] });
    const stack = `A.B: Original exception: ${message}\n ---> C.D:\n\tErrorCode: invalid_client\nX: ${message}\n\tResponseBody: ${body}`;
    const [error, ...others] = decodeErrors(stack);
    expect(others).to.deep.equal([]);
    expect(error).to.include({ code: 700213, traceId, correlationId, timestamp: '2026-03-04T05:06:07Z', count: 1 });
    expect(error?.presented.subject).to.equal("/eid1/c/pub/t/abc/a/def/s/CN=O'Brien, Inc.");
  });

  it('assigns the same IDs to both codes of one response', () => {
    const errors = decodeErrors(
      `AADSTS70002: Error validating credentials. AADSTS50012: Client assertion is not within its valid time range.\r\n${tail}`,
    );
    expect(errors.map((error) => [error.code, error.traceId])).to.deep.equal([
      [70002, traceId],
      [50012, traceId],
    ]);
  });

  it('does not assign the IDs of one error to another', () => {
    const errors = decodeErrors(
      `${noFit('a')}\nManagedIdentityCredential: AADSTS700016: Application with identifier 'x' was not found`,
    );
    expect(errors.map((error) => [error.code, error.traceId])).to.deep.equal([
      [700213, traceId],
      [700016, null],
    ]);
  });
});
