/** The expected result of a text, written manually: the decoder does not produce these values. */

export interface ExpectedError {
  readonly code: number;
  readonly message: string | null;
  readonly traceId: string | null;
  readonly correlationId: string | null;
  readonly timestamp: string | null;
  readonly issuer: string | null;
  readonly subject: string | null;
  readonly audience: string | null;
  readonly expectedSubject: string | null;
  readonly clientId: string | null;
  readonly resource: string | null;
  readonly tenant: string | null;
}

export interface TextFixture {
  readonly name: string;
  readonly text: string;
  /** Left out: null. A left-out message is not compared. */
  readonly errors: readonly (Partial<ExpectedError> & { readonly code: number })[];
}
